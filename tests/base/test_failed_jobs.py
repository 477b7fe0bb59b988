"""Records of jobs that failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.base.failed_jobs import FOLDER, failed_dependencies, forget_failure, record_failure

LOG = "logs/transform/mean.log"


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_failed_dependencies__are_those_of_the_last_attempt() -> None:
    assert failed_dependencies(LOG) is None
    record_failure(LOG, ["x = 1", "operation own 1a2b"])
    assert failed_dependencies(LOG) == frozenset({"x = 1", "operation own 1a2b"})
    forget_failure(LOG)
    forget_failure(LOG)
    assert failed_dependencies(LOG) is None


def test_record_failure__stops_no_job() -> None:
    record_failure(f"logs/{'x' * 250}.log", ["x = 1"])
    record_failure(LOG, [])
    (FOLDER / f"{LOG}.json").write_text("{")
    assert failed_dependencies(LOG) is None
