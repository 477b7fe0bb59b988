"""Transformations have the same results in dantro and in paraverse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import ConfigError
from paraverse.transform import evaluate, load_yaml

pytest.importorskip("dantro")

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.yaml"))
ENTRIES = [(path, name) for path in CORPUS for name in load_yaml(path.read_text())]


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
    """Return the data in a container of dantro."""
    from dantro.abc import AbstractDataContainer

    return value.data if isinstance(value, AbstractDataContainer) else value


def section(path: Path, name: str) -> str:
    """Return the text of one configuration: both programs read YAML themselves."""
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
def test_evaluate__has_the_results_of_dantro(dantros: Any, path: Path, name: str) -> None:
    config = section(path, name)
    theirs = by_dantro(dantros, config)
    ours = evaluate(data(), **load_yaml(config))
    assert list(ours) == list(theirs)
    for tag in ours:
        same(ours[tag], theirs[tag])


LONG = "\n".join(["define: {a: 0}", "transform:", "- define: 0", *["- increment"] * 400])

# The result of dantro, or the name of its error, and the result here. The reasons are in
# docs/transformations.md
DIFFERENCES = {
    "tags anywhere": (
        "transform: [{neg: !dag_tag b, tag: a}, {define: 3, tag: b}]",
        "MissingDAGTag",
        {"a": -3, "b": 3},
    ),
    "tags of later selections": (
        "select: {a: {path: g/n, transform: [{.sum: !dag_tag b}]}, b: g/n}\ncompute_only: [a]",
        "MissingDAGTag",
        {"a": np.int64(8)},
    ),
    "fallbacks of later selections": (
        "select: {a: {path: no, allow_failure: silent, fallback: !dag_tag b}, b: text}",
        "MissingDAGTag",
        {"a": "some text", "b": "some text"},
    ),
    "select_base defined later": (
        "define: {m: {k: 3}}\nselect_base: m\nselect: {k: k}\ncompute_only: [k]",
        "KeyError",
        {"k": 3},
    ),
    "fallback of a meta-operation": (
        "meta_operations: {f: [{div: [!arg 0, 0]}, increment]}\n"
        "transform: [{f: 1, allow_failure: silent, fallback: -1, tag: out}]",
        {"out": None},
        {"out": -1},
    ),
    "without memory cache": (
        "transform: [{add: [1, 2], memory_cache: false, tag: out}]",
        {"out": None},
        {"out": 3},
    ),
    "paths into mappings": (
        "select: {rate: params/model/rate}",
        "DataOperationFailed",
        {"rate": 0.5},
    ),
    "symbols that sympy has": (
        "define: {beta: 2, N: 3}\ntransform: [{expression: beta + N, tag: out}]\n"
        "compute_only: [out]",
        "DataOperationFailed",
        {"out": np.float64(5)},
    ),
    "long chains": (
        f"{LONG}\n- {{pass: !dag_prev , tag: out}}",
        "RecursionError",
        {"a": 0, "out": 400},
    ),
    "unknown key of a selection": (
        "select: {n: {path: text, transfrom: [len]}}",
        {"n": "some text"},
        "Unknown key 'transfrom'",
    ),
    "wrong arguments that may fail": (
        "transform: [{increment: [1, 2], allow_failure: silent, fallback: 3, tag: out}]",
        {"out": 3},
        "'increment' takes",
    ),
    "arguments outside of meta-operations": (
        "transform: [{repr: !arg 0, tag: out}]",
        {"out": "<PositionalArgument 0>"},
        "`!arg` can only be used inside",
    ),
    "meta-operation that uses itself": (
        "meta_operations: {f: [{f: !arg 0}]}\ntransform: [{f: 1, tag: out}]",
        "RecursionError",
        "'f' uses itself",
    ),
    "hook that fails": (
        "transform: [{expression: 3, tag: out}]",
        "DataOperationFailed",
        "'expression': Takes one string",
    ),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("config", "theirs", "ours"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_evaluate__differs_from_dantro_where_intended(
    dantros: Any, config: str, theirs: Any, ours: Any
) -> None:
    if isinstance(theirs, str):
        with pytest.raises(Exception) as error:  # noqa: PT011 (its type is what is compared)
            by_dantro(dantros, config)
        assert type(error.value).__name__ == theirs
    else:
        assert by_dantro(dantros, config) == theirs
    if isinstance(ours, str):
        with pytest.raises(ConfigError, match=ours):
            evaluate(data(), **load_yaml(config))
    else:
        same(evaluate(data(), **load_yaml(config)), ours)
