"""A result of code that was edited after the plan was made is never taken for that of the plan."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

import paraverse
from paraverse.base import late_changes
from paraverse.base.output_record import OutputRecord
from paraverse.user_code.importing import load_modules


@pytest.fixture(autouse=True)
def _nothing_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(late_changes, "_LATE", set())
    monkeypatch.setenv("PARAVERSE_PLANNED", "")


def recorded(tmp_path: Path) -> str:
    (tmp_path / "output").touch()
    return OutputRecord.of([tmp_path / "output"], ["code"]).depends_on


def import_module(tmp_path: Path, name: str) -> None:
    load_modules([str(tmp_path / f"{name}.py")])


@pytest.mark.parametrize(("is_late", "name"), [(False, "early_code"), (True, "late_code")])
def test_record__shows_code_that_has_changed_since_the_plan(
    tmp_path: Path, is_late: bool, name: str
) -> None:
    planned = recorded(tmp_path)
    for moment in (False, True):
        if moment == is_late:
            time.sleep(0.05)
            (tmp_path / f"beside_{name}.py").write_text("x = 1\n")
            (tmp_path / f"{name}.py").write_text(f"import beside_{name}\n")
        if not moment:
            time.sleep(0.05)
            late_changes.begin_plan()
    import_module(tmp_path, name)
    names = {Path(line.partition(" ")[0]).name for line in late_changes.late_changes()}
    assert names == ({f"{name}.py", f"beside_{name}.py"} if is_late else set())
    assert (recorded(tmp_path) == planned) == (not is_late)


def test_note_source__is_not_deceived_by_old_times(tmp_path: Path) -> None:
    late_changes.begin_plan()
    time.sleep(0.05)
    path = tmp_path / "restored.py"
    path.touch()
    os.utime(path, (10**9, 10**9))
    late_changes.note_source(path)
    assert late_changes.late_changes()


def test_note_source__without_a_plan_or_file_does_nothing(tmp_path: Path) -> None:
    late_changes.note_source(tmp_path)
    late_changes.begin_plan()
    late_changes.note_source(tmp_path / "missing.py")
    assert not late_changes.late_changes()


@pytest.mark.parametrize("declared", ["table.csv", ["*.csv"], ["folder"]])
@pytest.mark.parametrize("decorator", ["operation", "helper", "plot_function"])
def test_record__shows_declared_files_that_have_changed_since_the_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, decorator: str, declared: str | list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    late_changes.begin_plan()
    time.sleep(0.05)
    for path in (Path("table.csv"), Path("folder", "map.png")):
        path.touch()
    getattr(paraverse, decorator)(depends_on=declared)  # the decorator, not applied to a function
    assert late_changes.late_changes()
