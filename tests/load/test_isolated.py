"""Files that end or stop the process that reads them cost only their own universe."""

from __future__ import annotations

import os
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from paraverse.base.field_filter import FieldFilter
from paraverse.jobs import LoadSettings, SourceFile, UniverseFiles
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


def universes(folder: Path, texts: list[str], required: bool) -> list[UniverseFiles]:
    found = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text)
        file = SourceFile(str(path), "data", "crashing", required=required)
        found.append(UniverseFiles(str(number), str(number), None, (file,)))
    return found


@pytest.mark.parametrize("required", [False, True])
def test_apply_to_loaded__crash_and_hang_are_reasons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, required: bool
) -> None:
    (tmp_path / "loaders.py").write_text(LOADERS)
    monkeypatch.setattr(isolated, "SECONDS", 1)
    settings = LoadSettings(modules=(str(tmp_path / "loaders.py"),))
    given = universes(tmp_path, ["a", "crash", "b", "crash", "hang", "c"], required)
    loaded = apply_to_loaded(list, given, FieldFilter(), settings)
    assert [one.tree for one in loaded] == [
        {"data": Text("a")}, {}, {"data": Text("b")}, {}, {}, {"data": Text("c")}
    ]  # fmt: skip
    found = [one.failures if required else one.reasons for one in loaded]
    crash = ("reading its files ends the process: one is corrupt",)
    assert found[1] == found[3] == crash
    assert found[4] == ("reading its files did not end in 1 s",)
    assert found[0] == found[2] == found[5] == ()


def fail(_: object) -> None:
    raise ValueError("why")


def test_apply_to_loaded__errors_of_the_function_are_raised(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="why"):
        apply_to_loaded(fail, universes(tmp_path, [], True), FieldFilter(), LoadSettings())
    with pytest.raises(BrokenProcessPool):
        apply_to_loaded(end, universes(tmp_path, [], True), FieldFilter(), LoadSettings())


def end(_: object) -> None:
    os._exit(11)
