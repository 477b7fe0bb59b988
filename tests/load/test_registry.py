"""Loaders by name: options, what they are given, and what may come back."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import paraverse
from paraverse.base.field_filter import FieldFilter
from paraverse.errors import ConfigError, LoadError
from paraverse.load.members import Array, Group, Text
from paraverse.load.registry import (
    BUILT_IN,
    check_options,
    find_loader,
    load_file,
    loader,
    loaders_in,
)
from support.paths import ROOT

GIVEN = ("wanted", "report", "base")

OWN = """
import paraverse, a_package_that_is_not_installed

@paraverse.loader("mine", aliases=("my_own", "ours"))
def load_mine(path, wanted, report, *, factor, offset=0):
    raise SystemExit

@paraverse.loader("open")
def load_open(path, **options):
    raise SystemExit
"""


@pytest.mark.parametrize("name", BUILT_IN)
def test_find_loader__finds_all_of_this_package(name: str) -> None:
    assert callable(find_loader(name))


def test_find_loader__unknown() -> None:
    with pytest.raises(LoadError, match=r"^There is no loader 'hdf6'. Did you mean 'hdf5'\?"):
        find_loader("hdf6")


def test_registry__is_light() -> None:
    code = """
import sys
from paraverse.load.registry import BUILT_IN, check_options
from paraverse.load import group_kinds as kinds
assert not {"numpy", "yaml"} & sys.modules.keys()
for name in BUILT_IN:
    check_options(name, {})
assert not {"h5py", "pandas", "xarray", "ruamel"} & sys.modules.keys()
"""
    scripts = str(Path(paraverse.__file__).parents[1])
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": scripts})


@pytest.mark.parametrize(
    ("name", "options", "problems"),
    [
        ("hdf5", {"enable_mapping": True, "map_from_attr": "content"}, []),
        ("hdf5_proxy", {"load_as_proxy": True, "proxy_kwargs": {"resolve_as_dask": True}}, []),
        (
            "hdf5",
            {"enable_maping": True, "x": 1},
            ["takes no option 'enable_maping'. Did you mean 'enable_mapping'?", "no option 'x'"],
        ),
        ("hdf5", {"wanted": 1}, ["takes no option 'wanted'"]),
        ("hdf5", {"base": "/"}, ["takes no option 'base'"]),
        ("yaml", {"encoding": "x"}, ["takes no option 'encoding'."]),
        ("text", {"encoding": "latin-1"}, []),
        ("pandas_csv", {"sep": ";", "anything": 1}, []),
        ("pandas_csv", {"path": "x"}, ["takes no option 'path'"]),
        ("pandas_generic", {"sep": ";"}, ["'pandas_generic' needs the option 'reader'."]),
        ("mine", {"factor": 2, "offset": 1}, []),
        ("ours", {"ofset": 1}, ["takes no option 'ofset'. Did you mean", "needs the option 'fac"]),
        ("open", {"anything": 1}, []),
        ("min", {}, ["There is no loader 'min'. Did you mean 'mine'?"]),
    ],
)
def test_check_options__by_signature(
    tmp_path: Path, name: str, options: dict[str, Any], problems: list[str]
) -> None:
    (tmp_path / "loaders.py").write_text(OWN)
    own = loaders_in([str(tmp_path / "loaders.py")])
    found = check_options(name, options, own)
    assert len(found) == len(problems)
    for text, part in zip(found, problems, strict=True):
        assert part in text


def test_loaders_in__reads_files_without_running_them(tmp_path: Path) -> None:
    path = tmp_path / "loaders.py"
    path.write_text(OWN)
    found = loaders_in([str(path)])
    assert sorted(found) == ["mine", "my_own", "open", "ours"]
    assert found["ours"].fingerprint == found["mine"].fingerprint


def test_loaders_in__file_that_is_not_valid(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        loaders_in([str(tmp_path / "loaders.py")])


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Any]], None]:
    """Register a loader for one test."""
    from paraverse.load import registry

    monkeypatch.setattr(registry, "_OWN", {})
    return lambda function: loader("own", aliases=["alias"])(function) and None


@pytest.mark.parametrize("name", ["own", "alias"])
def test_load_file__gives_what_the_parameters_of_a_loader_name(
    register: Callable[[Callable[..., Any]], None], name: str
) -> None:
    given: dict[str, Any] = {}

    def load(path: str, report: Any, *, wanted: FieldFilter, base: str, factor: float = 1) -> float:
        given.update(path=path, wanted=wanted, base=base, factor=factor)
        report("something left out")
        return factor

    register(load)
    reports: list[str] = []
    wanted = FieldFilter(("a",))
    found = load_file(
        name, "file", wanted, report=reports.append, base="here", options={"factor": 2.5}
    )
    assert found == Array(np.array(2.5))
    assert given == {"path": "file", "wanted": wanted, "base": "here", "factor": 2.5}
    assert reports == ["something left out"]


def test_load_file__needs_no_more_than_a_path(
    register: Callable[[Callable[..., Any]], None],
) -> None:
    register(lambda file: f"in {file}")
    assert load_file("own", "it") == Text("in it")


def test_load_file__keeps_what_is_wanted(register: Callable[[Callable[..., Any]], None]) -> None:
    register(lambda path: {"a": {"x": 1, "y": 2}, "b": 3, "c": {"z": 4}})
    assert list(load_file("own", "it", FieldFilter(("a/x", "b")))) == ["", "a", "a/x", "b"]
    assert load_file("own", "it")["c"] == Group()  # type: ignore[index]


@pytest.mark.parametrize("error", [ValueError, KeyError, ZeroDivisionError, MemoryError, OSError])
def test_load_file__whatever_goes_wrong_is_said_with_the_file(
    register: Callable[[Callable[..., Any]], None], error: type[Exception]
) -> None:
    def load(path: str) -> None:
        raise error("no luck\nand more")

    register(load)
    with pytest.raises(LoadError, match=rf"^a/file cannot be loaded as own: {error.__name__}: "):
        load_file("own", "a/file")


@pytest.mark.parametrize("message", ["no luck", "a/file has no luck"])
def test_load_file__names_the_file_once(
    register: Callable[[Callable[..., Any]], None], message: str
) -> None:
    def load(path: str) -> None:
        raise LoadError(message)

    register(load)
    with pytest.raises(LoadError, match=r"^a/file:? (has )?no luck$"):
        load_file("own", "a/file")


@pytest.mark.parametrize("options", [{"a": 1}, {"b": 1, "path": 2}])
def test_load_file__checks_options(
    register: Callable[[Callable[..., Any]], None], options: dict[str, Any]
) -> None:
    def load(path: str, *, b: int) -> None:
        raise AssertionError

    register(load)
    with pytest.raises(LoadError, match=r"takes no option '(a|path)'"):
        load_file("own", "it", options=options)


def test_load_file__documented_example(
    tmp_path: Path, register: Callable[[Callable[..., Any]], None]
) -> None:
    text = (ROOT / "docs" / "loading.md").read_text()
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(code, {})
    (tmp_path / "path.txt").write_text("0 1\n1 1\n")
    found = load_file("trj", str(tmp_path / "path.txt"), options={"step": 0.1})
    assert isinstance(found, Array)
    assert found.dims == ("time", "axis")
    assert found.coords["time"][1].tolist() == [0.0, 0.1]
    assert found.attrs == {"unit": "m"}


def test_loaders__are_all_documented() -> None:
    text = (ROOT / "docs" / "loading.md").read_text()
    table = text.partition("## Loaders")[2].partition("Unknown loaders")[0]
    for name in BUILT_IN:
        assert f"`{name}`" in table
        allowed = inspect.signature(find_loader(name)).parameters.values()
        options = [p.name for p in allowed if p.kind is p.KEYWORD_ONLY and p.name not in GIVEN]
        if name != "numpy_txt":
            assert [option for option in options if f"`{option}`" not in table] == []
