"""Times of intermediate results are never in the future when a run starts."""

from __future__ import annotations

import os
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from paraverse.workflow.future_times import reset_future_times

DAY = 86400


@pytest.mark.parametrize(("age", "is_kept"), [(-DAY, False), (DAY, True)])
def test_reset__files_from_the_future_that_jobs_have_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: float, is_kept: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "results" / "data" / "folder"
    data.mkdir(parents=True)
    written, configured = tmp_path / "store.nc", tmp_path / "space.yaml"
    other = data / "of_another_target.nc"
    before = time.time() - age
    for path in (written, configured, other):
        path.touch()
        os.utime(path, (before, before))
    dependencies = {"plot": {"convert": {str(written), str(tmp_path / "not_written_yet.nc")}}}
    dag = SimpleNamespace(needrun_jobs=lambda: ["plot"], dependencies=dependencies)
    reset_future_times(SimpleNamespace(dag=dag))
    for path in (written, other):
        assert (path.stat().st_mtime == pytest.approx(before)) == is_kept
        assert path.stat().st_mtime <= time.time()
    assert configured.stat().st_mtime == pytest.approx(before)
