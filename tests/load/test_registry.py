"""Loaders by name, and their options."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import paraverse
from paraverse.errors import ConfigError, LoadError
from paraverse.load.registry import (
    BUILT_IN,
    INJECTED,
    check_options,
    find_loader,
    loaders_in,
)
from support.paths import ROOT

OWN = """
import paraverse, a_package_that_is_not_installed

@paraverse.loader("mine", aliases=("my_own", "ours"))
def load_mine(path, field_filter, report, *, factor, offset=0):
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
        ("hdf5", {"field_filter": 1}, ["takes no option 'field_filter'"]),
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
    messages = check_options(name, options, own)
    assert len(messages) == len(problems)
    for message, problem in zip(messages, problems, strict=True):
        assert problem in message


def test_loaders_in__reads_files_without_running_them(tmp_path: Path) -> None:
    path = tmp_path / "loaders.py"
    path.write_text(OWN)
    loaders = loaders_in([str(path)])
    assert sorted(loaders) == ["mine", "my_own", "open", "ours"]
    assert loaders["ours"].fingerprint == loaders["mine"].fingerprint


def test_loaders_in__file_that_is_not_valid(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        loaders_in([str(tmp_path / "loaders.py")])


def test_loaders__are_all_documented() -> None:
    text = (ROOT / "docs" / "loading.md").read_text()
    table = text.partition("## Loaders")[2].partition("Unknown loaders")[0]
    for name in BUILT_IN:
        assert f"`{name}`" in table
        allowed = inspect.signature(find_loader(name)).parameters.values()
        options = [p.name for p in allowed if p.kind is p.KEYWORD_ONLY and p.name not in INJECTED]
        if name != "numpy_txt":
            assert [option for option in options if f"`{option}`" not in table] == []
