"""The same transformations through dantro and through paraverse: the same results."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import ParaverseError
from paraverse.transform import evaluate, load_yaml

pytest.importorskip("dantro")

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.yaml"))
ENTRIES = [
    (path, name)
    for path in CORPUS
    if path.stem != "differences"
    for name in load_yaml(path.read_text())
]


def data() -> dict[str, Any]:
    x = xr.DataArray(
        np.arange(6.0).reshape(2, 3), dims=("a", "b"), coords={"b": [10, 20, 30]}, name="x"
    )
    return {
        "g": {"x": x, "y": x.rename("y") * 2, "n": np.array([4, 1, 3], dtype="i4")},
        "deep": {"er": {"z": np.linspace(0, 1, 4)}},
        "params": {"model": {"rate": 0.5}, "seed": 3},
        "text": "some text",
    }


@pytest.fixture(scope="module")
def dantros(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A data manager with the same data."""
    import dantro
    from dantro import containers

    manager = dantro.DataManager(str(tmp_path_factory.mktemp("data")), name="t", out_dir=False)

    def add(group: Any, members: dict[str, Any]) -> None:
        for name, member in members.items():
            match member:
                case {"seed": _}:
                    group.new_container(name, Cls=containers.MutableMappingContainer, data=member)
                case dict():
                    add(group.new_group(name), member)
                case xr.DataArray():
                    group.new_container(name, Cls=containers.XrDataContainer, data=member)
                case np.ndarray():
                    group.new_container(name, Cls=containers.NumpyDataContainer, data=member)
                case _:
                    group.new_container(name, Cls=containers.StringContainer, data=member)

    add(manager, data())
    return manager


def by_dantro(manager: Any, config: str) -> dict[str, Any]:
    from dantro._yaml import yaml
    from dantro.dag import TransformationDAG

    sections = yaml.load(config)
    compute_only = sections.pop("compute_only", None)
    results = TransformationDAG(dm=manager, **sections).compute(compute_only=compute_only)
    return {tag: plain(result) for tag, result in results.items()}


def plain(value: Any) -> Any:
    """Take dantro's containers off."""
    from dantro.abc import AbstractDataContainer

    return value.data if isinstance(value, AbstractDataContainer) else value


def section(path: Path, name: str) -> str:
    """The text of one configuration, as both read YAML themselves."""
    lines = path.read_text().splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{name}:"))
    end = next((i for i in range(start + 1, len(lines)) if lines[i][:1].strip()), len(lines))
    first = lines[start].partition(":")[2].strip()
    return "\n".join(line[2:] for line in lines[start + 1 : end]) or first


def same(ours: Any, theirs: Any) -> None:
    theirs = plain(theirs)
    assert type(ours) is type(theirs)
    match ours:
        case xr.DataArray():
            xr.testing.assert_identical(ours, theirs)
            assert ours.dims == theirs.dims
            assert ours.dtype == theirs.dtype
        case np.ndarray():
            assert ours.dtype == theirs.dtype
            np.testing.assert_array_equal(ours, theirs, strict=True)
        case dict():
            assert list(ours) == list(theirs)
            for key in ours:
                same(ours[key], theirs[key])
        case list() | tuple():
            assert len(ours) == len(theirs)
            for one, other in zip(ours, theirs, strict=True):
                same(one, other)
        case _:
            assert ours == theirs


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("path", "name"), ENTRIES, ids=[f"{path.stem}-{name}" for path, name in ENTRIES]
)
def test_evaluate__gives_what_dantro_gives(dantros: Any, path: Path, name: str) -> None:
    config = section(path, name)
    theirs = by_dantro(dantros, config)
    ours = evaluate(data(), **load_yaml(config))
    assert list(ours) == list(theirs)
    for tag in ours:
        same(ours[tag], theirs[tag])
