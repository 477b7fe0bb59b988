"""Loaders are run with the arguments that they ask for; their errors name the file."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.load import registry
from paraverse.load.members import Array, GroupMember, Text
from paraverse.load.registry import loader
from paraverse.load.run_loader import load_file
from support.paths import ROOT

Register = Callable[[Callable[..., Any]], None]


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    """Register a loader for one test."""
    monkeypatch.setattr(registry, "_PROJECT_LOADERS", {})

    def register_loader(function: Callable[..., Any]) -> None:
        loader("own", aliases=["alias"])(function)

    return register_loader


@pytest.mark.parametrize("name", ["own", "alias"])
def test_load_file__passes_the_arguments_that_parameters_name(
    register: Register, name: str
) -> None:
    arguments: dict[str, Any] = {}

    def load(
        path: str, report: Any, *, field_filter: FieldFilter, base: str, factor: float = 1
    ) -> float:
        arguments.update(path=path, field_filter=field_filter, base=base, factor=factor)
        report("something left out")
        return factor

    register(load)
    reports: list[str] = []
    field_filter = FieldFilter(("a",))
    loaded = load_file(
        name, "file", field_filter, report=reports.append, base="here", options={"factor": 2.5}
    )
    assert loaded == Array(np.array(2.5))
    assert arguments == {
        "path": "file",
        "field_filter": field_filter,
        "base": "here",
        "factor": 2.5,
    }
    assert reports == ["something left out"]


def test_load_file__needs_no_more_than_a_path(
    register: Register,
) -> None:
    register(lambda file: f"in {file}")
    assert load_file("own", "it") == Text("in it")


def test_load_file__keeps_the_selected_fields(register: Register) -> None:
    register(lambda path: {"a": {"x": 1, "y": 2}, "b": 3, "c": {"z": 4}})
    selected: Any = load_file("own", "it", FieldFilter(("a/x", "b")))
    assert list(selected) == ["", "a", "a/x", "b"]
    everything: Any = load_file("own", "it")
    assert everything["c"] == GroupMember()


def test_load_file__the_field_filter_has_a_second_name(register: Register) -> None:
    register(lambda path, wanted: [path in wanted])
    loaded = load_file("own", "a", FieldFilter(("a",)))
    assert isinstance(loaded, Array)
    assert loaded.values.tolist() == [True]


@pytest.mark.parametrize("error", [ValueError, KeyError, ZeroDivisionError, MemoryError, OSError])
def test_load_file__any_error_names_the_file(register: Register, error: type[Exception]) -> None:
    def load(path: str) -> None:
        raise error("no luck\nand more")

    register(load)
    with pytest.raises(LoadError, match=rf"^a/file cannot be loaded as own: {error.__name__}: "):
        load_file("own", "a/file")


@pytest.mark.parametrize("message", ["no luck", "a/file has no luck"])
def test_load_file__names_the_file_once(register: Register, message: str) -> None:
    def load(path: str) -> None:
        raise LoadError(message)

    register(load)
    with pytest.raises(LoadError, match=r"^a/file:? (has )?no luck$"):
        load_file("own", "a/file")


@pytest.mark.parametrize("options", [{"a": 1}, {"b": 1, "path": 2}])
def test_load_file__checks_options(register: Register, options: dict[str, Any]) -> None:
    def load(path: str, *, b: int) -> None:
        raise AssertionError

    register(load)
    with pytest.raises(LoadError, match=r"takes no option '(a|path)'"):
        load_file("own", "it", options=options)


def test_load_file__documented_example(tmp_path: Path, register: Register) -> None:
    text = (ROOT / "docs" / "loading.md").read_text()
    code, *_ = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(code, {})
    (tmp_path / "path.txt").write_text("0 1\n1 1\n")
    loaded = load_file("trj", str(tmp_path / "path.txt"), options={"step": 0.1})
    assert isinstance(loaded, Array)
    assert loaded.dims == ("time", "axis")
    assert loaded.coords["time"][1].tolist() == [0.0, 0.1]
    assert loaded.attrs == {"unit": "m"}


def test_load_file__opens_regular_files_only(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "store").mkdir()
    os.mkfifo(tmp_path / "store" / "0")
    (tmp_path / "outside").mkdir()
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "c").symlink_to("../outside")
    for name in ("hdf5", "text", "numpy", "numpy_txt", "pandas_csv", "xr_dataset", "pickle"):
        with pytest.raises(LoadError, match="fifo is a FIFO, not a regular file"):
            load_file(name, str(tmp_path / "fifo"))
    with pytest.raises(LoadError, match="store/0 is a FIFO, not a regular file"):
        load_file("xr_dataset", str(tmp_path / "store"))
    with pytest.raises(LoadError, match=r"links/c leads to .*outside, outside of"):
        load_file("xr_dataset", str(tmp_path / "links"))
    assert load_file("fspath", str(tmp_path / "fifo")) == Text(str(tmp_path / "fifo"), "path")
