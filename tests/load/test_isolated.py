"""Files that end or stop the process that reads them affect only their own universe."""

from __future__ import annotations

import os
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import ParaverseError
from paraverse.jobs.convert import LoadSettings
from paraverse.jobs.universe_files import SourceFile, UniverseFiles
from paraverse.load import isolated
from paraverse.load.isolated import apply_to_loaded
from paraverse.load.members import Text

LOADERS = """
import os, time
from paraverse import loader

@loader("crashing")
def load_crashing(path):
    text = open(path).read()
    if text == "crash":
        os._exit(11)
    if text == "hang":
        time.sleep(1000)
    return text
"""


def write_universes(folder: Path, texts: list[str], required: bool) -> list[UniverseFiles]:
    universes = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text)
        file = SourceFile(path=str(path), target="data", loader="crashing", required=required)
        universes.append(UniverseFiles(id=path.stem, key=path.stem, values=None, files=(file,)))
    return universes


@pytest.mark.parametrize("required", [False, True])
def test_apply_to_loaded__crash_and_hang_are_reasons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, required: bool
) -> None:
    (tmp_path / "loaders.py").write_text(LOADERS)
    monkeypatch.setattr(isolated, "SECONDS", 3)  # busy machines are slow
    settings = LoadSettings(modules=(str(tmp_path / "loaders.py"),))
    universes = write_universes(tmp_path, ["a", "crash", "hang", "b"], required)
    results = apply_to_loaded(list, universes, FieldFilter(), settings)
    trees = [result.tree for result in results]
    assert trees == [{"data": Text("a")}, {}, {}, {"data": Text("b")}]
    messages = [result.errors if required else result.warnings for result in results]
    assert messages == [
        (),
        ("reading its files ends the process: one is corrupt",),
        ("reading its files did not end in 3 s",),
        (),
    ]


def fail(_: object) -> None:
    raise ValueError("why")


def test_apply_to_loaded__errors_of_the_function_are_raised(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="why"):
        apply_to_loaded(fail, write_universes(tmp_path, [], True), FieldFilter(), LoadSettings())
    with pytest.raises(BrokenProcessPool):
        apply_to_loaded(end, write_universes(tmp_path, [], True), FieldFilter(), LoadSettings())


def end(_: object) -> None:
    os._exit(11)


def test_apply_to_loaded__a_process_that_was_killed_says_nothing_about_the_data(
    tmp_path: Path,
) -> None:
    """The system kills processes when memory runs out."""
    (tmp_path / "loaders.py").write_text(LOADERS.replace("os._exit(11)", "os.kill(os.getpid(), 9)"))
    settings = LoadSettings(modules=(str(tmp_path / "loaders.py"),))
    universes = write_universes(tmp_path, ["a", "crash"], required=False)
    with pytest.raises(ParaverseError, match="probably because memory ran out"):
        apply_to_loaded(list, universes, FieldFilter(), settings)
