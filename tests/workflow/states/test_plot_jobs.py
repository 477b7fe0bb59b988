"""The jobs behind a plot; `tests/commands` asks real Snakemake about them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from paraverse.errors import LoadError
from paraverse.pipeline.job_log import job_log
from paraverse.workflow.states.plot_jobs import PlotJobs, read_failure


def test_read_failure__is_the_message_of_the_last_run(tmp_path: Path) -> None:
    log = str(tmp_path / "job.log")
    with pytest.raises(SystemExit), job_log(log):
        raise LoadError("a.h5: this file is empty\nReplace it.")
    assert read_failure(log) == "a.h5: this file is empty\nReplace it."
    with job_log(log):
        pass
    assert read_failure(log) is None


@pytest.mark.parametrize(
    ("rules", "reasons"),
    [
        (["plot", "convert"], ["data of universes in 1 batch"]),
        (
            ["convert", "convert", "convert_sweep"],
            ["data of universes in 2 batches", "data of the whole sweep"],
        ),
    ],
)
def test_reasons__name_the_data_that_have_changed(rules: list[str], reasons: list[str]) -> None:
    def job(rule: str) -> Any:
        return SimpleNamespace(rule=SimpleNamespace(name=rule), output=[], log=[], params=[])

    jobs = [job(rule) for rule in rules]
    reason = SimpleNamespace(
        missing_output=[],
        forced=False,
        params_changed=SimpleNamespace(only_new=[]),
        updated_input=[],
        software_stack_changed=False,
    )
    dag = SimpleNamespace(
        bfs=lambda *of: jobs, dependencies={}, needrun=lambda job: True, reason=lambda job: reason
    )
    assert (
        PlotJobs(dag=dag, persistence=SimpleNamespace(params=None), drawing=()).reasons == reasons
    )


def test_read_failure__without_a_log(tmp_path: Path) -> None:
    assert read_failure(str(tmp_path / "missing.log")) is None
