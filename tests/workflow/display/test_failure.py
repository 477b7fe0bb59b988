"""Messages about jobs that have failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.base.job_messages import JobMessages
from paraverse.workflow.display.failure import MAX_LINES, Failure, format_failure

LOG = "logs/plot/mean.log"


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_format_failure__begins_with_the_error_of_the_job() -> None:
    JobMessages(error="config/plots.yaml:3: mean\nno such field", warnings=("see a.svg",)).write(
        LOG
    )
    failure = Failure(logs=[LOG], message="Command 'python' failed", prevented=["mean", "spread"])
    assert format_failure(failure) == (
        "    config/plots.yaml:3: mean\n"
        "    no such field\n"
        "    Warning: see a.svg\n"
        f"    Log: {LOG}\n"
        "    Not drawn because of this: mean, spread"
    )


def test_format_failure__falls_back_to_the_message_of_snakemake() -> None:
    failure = Failure(logs=[LOG], message="SLURM job failed", is_repeated=True, prevented=["mean"])
    assert format_failure(failure) == (
        f"    SLURM job failed\n    Log: {LOG}\n    It is tried again."
    )
    assert format_failure(Failure(logs=[])) == "    No reason is known."


def test_format_failure__names_each_universe_of_a_job() -> None:
    logs = [f"logs/simulate/seed~{number}.log" for number in range(2)]
    for log in logs:
        JobMessages(error=f"error in {log[-5]}").write(log)
    assert format_failure(Failure(logs=logs, has_universes=True)).startswith(
        "    seed~0: error in 0\n    seed~1: error in 1\n"
    )


def test_format_failure__shortens_long_errors_and_escapes_control_characters() -> None:
    JobMessages(error="line \x1b[2J\n" * 1000).write(LOG)
    text = format_failure(Failure(logs=[LOG]))
    assert text.count("\n") < MAX_LINES + 5
    assert "and 975 more lines" in text
    assert "\x1b" not in text


def test_format_failure__prints_logs_if_the_user_wants_them() -> None:
    Path(LOG).parent.mkdir(parents=True)
    Path(LOG).write_text("Traceback\n")
    missing = "logs/missing.log"
    text = format_failure(Failure(logs=[LOG, missing], with_logs=True))
    assert f"    {LOG}:\n        Traceback" in text
