"""The jobs behind a plot; `tests/commands` asks real Snakemake about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.errors import LoadError
from paraverse.pipeline.job_log import job_log
from paraverse.workflow.states.plot_jobs import read_failure


def test_read_failure__is_the_message_of_the_last_run(tmp_path: Path) -> None:
    log = str(tmp_path / "job.log")
    with pytest.raises(SystemExit), job_log(log):
        raise LoadError("a.h5: this file is empty\nReplace it.")
    assert read_failure(log) == "a.h5: this file is empty\nReplace it."
    with job_log(log):
        pass
    assert read_failure(log) is None


def test_read_failure__without_a_log(tmp_path: Path) -> None:
    assert read_failure(str(tmp_path / "missing.log")) is None
