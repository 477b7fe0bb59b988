"""The values of swept parameters come from any file of a universe that holds them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import h5py
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from paramspace import ParamDim, ParamSpace

from paraverse.base.file_index import FileIndex
from paraverse.sweep.own_values import (
    OwnValueFinder,
    OwnValues,
    ParameterSource,
    parse_scalar,
)
from paraverse.sweep.parameter_files import FileParameters
from paraverse.sweep.parameter_space import ParameterSpace
from support.pspaces import pspaces


def space(**values: list[Any]) -> ParameterSpace:
    dims = {name: ParamDim(default="?", values=list(own)) for name, own in values.items()}
    return ParameterSpace.from_pspace(ParamSpace(dims))


SPACE = ParameterSpace.from_pspace(
    ParamSpace(
        {
            "seed": ParamDim(default=0, range=[3]),
            "model": {"size": ParamDim(default=0.0, values=[0.3, 0.1], order=-1)},
        }
    )
)
"""Sizes 0.3 and 0.1, seeds 0 to 2."""

WHOLE = {"seed": 1, "model": {"size": 0.1}}


def find(
    contents: Mapping[str, FileParameters],
    *,
    groups: Mapping[str, str] | None = None,
    of: ParameterSpace = SPACE,
) -> OwnValues:
    """Find values in files, given by name; the extension is the loader."""
    sources = [
        ParameterSource(path=name, loader=name.rpartition(".")[2], path_groups=groups or {})
        for name in contents
    ]
    return OwnValueFinder(of, FileIndex(), lambda path, loader, options: contents[path]).find(
        sources
    )


def nested(*mappings: Any) -> FileParameters:
    return FileParameters(mappings=mappings)


def binary(*mappings: Any) -> FileParameters:
    return FileParameters(mappings=mappings, kind="binary")


def text(**values: str) -> FileParameters:
    return FileParameters(mappings=(values,), kind="text")


@pytest.mark.parametrize(
    "contents",
    [
        {"a.yaml": nested(WHOLE)},
        {"a.yaml": nested({"model.size": 0.1, "seed": 1})},
        {"a.yaml": nested({"model/size": 0.1, "seed": 1})},
        {"a.yaml": nested({"model": 3, "model/size": 0.1, "seed": 1})},
        {"a.hdf5": binary({"size": 0.1, "seed": 1})},
        {"a.hdf5": binary({"model": {"size": [0.1]}, "seed": [1]})},
        {"a.hdf5": binary({"size": {"units": "m"}}, {"size": 0.1, "seed": 1})},
        {"a.hdf5": binary({}, {"size": 0.1, "seed": 1}, {"size": 0.1, "seed": 1.0})},
        {"a.pandas_csv": text(size="0.1", seed="1")},
        {"a.pandas_csv": text(**{"model.size": "1e-1", "seed": "01"})},
        {"a.yaml": nested({"seed": 2}), "b.json": nested(WHOLE)},
        {"a.yaml": nested({"seed": 1}), "b.json": nested({"model": {"size": 0.1}})},
        {"a.hdf5": binary({"size": 0.3, "seed": 2}), "b.json": nested(WHOLE)},
        {"a.yaml": nested({"seed": 1}), "b.hdf5": binary({"size": 0.1})},
    ],
)
def test_find__all_values(contents: Mapping[str, FileParameters]) -> None:
    assert find(contents) == OwnValues(values={"size": 0.1, "seed": 1})


def test_find__in_the_named_groups_of_paths() -> None:
    groups = {"size": "0.10", "seed": "01"}
    assert find({"a.text": nested()}, groups=groups).values == {"size": 0.1, "seed": 1}
    # The content of a file says more than its path
    assert find({"a.yaml": nested(WHOLE)}, groups={"seed": "2"}).values["seed"] == 1
    assert find({"a.hdf5": binary({"size": 0.1, "seed": 1})}, groups={"seed": "7"}).values == {
        "size": 0.1,
        "seed": 1,
    }
    # It is named even if it is outside of the space
    assert find({"a.text": nested()}, groups={"seed": "7"}).values == {"seed": 7}
    dotted = ParameterSpace.from_pspace(
        ParamSpace({name: {"x": ParamDim(default=0, values=[1, 2])} for name in "ab"})
    )
    groups = {"a_x": "2", "b_x": "1"}
    assert find({"a.text": nested()}, groups=groups, of=dotted).values == {"a.x": 2, "b.x": 1}


def test_find__reads_slow_formats_only_if_values_are_missing() -> None:
    read = []

    def remember(path: str, loader: str, options: Mapping[str, Any]) -> FileParameters:
        read.append(path)
        return nested(WHOLE) if path == "b" else binary({"size": 0.3, "seed": 2})

    sources = [ParameterSource(path="a", loader="hdf5"), ParameterSource(path="b", loader="yaml")]
    finder = OwnValueFinder(SPACE, FileIndex(), remember)
    assert finder.find(sources).values == {"size": 0.1, "seed": 1}
    assert read == ["b"]
    finder.find(sources[:1])
    assert read == ["b", "a"]


@pytest.mark.parametrize(
    ("contents", "groups", "values", "missing", "contradiction"),
    [
        ({}, {}, {}, (), ""),
        ({"x/a.yaml": nested({"seed": 1})}, {}, {"seed": 1}, ("a.yaml has no size",), ""),
        (
            {"a.json": FileParameters(reason="not valid JSON"), "b.text": nested(WHOLE)},
            {},
            {},
            ("a.json: not valid JSON",),
            "",
        ),
        ({"a.yaml": nested({"size": 0.1})}, {}, {}, ("a.yaml has no size, seed",), ""),
        (
            {"a.yaml": nested({"seed": 1}), "b.yaml": nested({"seed": 2})},
            {},
            {"seed": 1},
            ("a.yaml has no size", "b.yaml has no size"),
            "a.yaml has seed=1, but b.yaml has 2",
        ),
        (
            {"a.yaml": nested({"seed": 1})},
            {"seed": "2"},
            {"seed": 1},
            ("a.yaml has no size", "the path has no size"),
            "a.yaml has seed=1, but the path has 2",
        ),
        (
            {"a.hdf5": binary({}, {"seed": 1, "size": 0.1}, {"seed": 2, "size": 0.1})},
            {},
            {"size": 0.1},
            ("a.hdf5 has no seed",),
            "a.hdf5 has more than one value of seed: 1 and 2",
        ),
    ],
)
def test_find__reasons(
    contents: Mapping[str, FileParameters],
    groups: Mapping[str, str],
    values: Mapping[str, Any],
    missing: tuple[str, ...],
    contradiction: str,
) -> None:
    expected = OwnValues(values=values, missing=missing, contradiction=contradiction)
    assert find(contents, groups=groups) == expected


def test_find__text_may_be_a_number_but_is_not_guessed() -> None:
    numbers, both, words = space(a=[1, 2]), space(a=[1, "1"]), space(a=["1", "01", "true", "x"])
    assert find({"p.pandas_csv": text(a="1")}, of=numbers).values == {"a": 1}
    assert find({"p.pandas_csv": text(a="01")}, of=words).values == {"a": "01"}
    assert find({"p.pandas_csv": text(a="true")}, of=words).values == {"a": "true"}
    assert find({"p.pandas_csv": text(a="1")}, of=both) == OwnValues(
        missing=("p.pandas_csv has no a",),
        contradiction="p.pandas_csv has more than one value of a: 1 and '1'",
    )
    # In YAML and in HDF5, text is text
    assert find({"p.yaml": nested({"a": "1"})}, of=numbers).values == {"a": "1"}
    assert find({"p.hdf5": binary({"a": "1"})}, of=numbers).values == {"a": "1"}


def test_find__values_are_those_of_the_space_if_they_agree() -> None:
    third = space(a=[1 / 3, 1, [0.3, "x"]])
    for value, expected in ((0.333333333333, 1 / 3), (1.0, 1), ([0.1 + 0.2, "x"], [0.3, "x"])):
        found = find({"p.yaml": nested({"a": value})}, of=third).values["a"]
        assert repr(found) == repr(expected)


def test_find__name_of_another_parameter_is_not_the_value() -> None:
    other = ParameterSpace.from_pspace(
        ParamSpace({"size": 5, "model": {"size": ParamDim(default=0, values=[4, 5])}})
    )
    assert find({"a.hdf5": binary({"size": 5})}, of=other).values == {}
    assert find({"a.hdf5": binary({"size": 5, "model": {"size": 4}})}, of=other).values == {
        "size": 4
    }


def test_find__without_dimensions_nothing_is_read() -> None:
    empty = ParameterSpace.from_pspace(ParamSpace({"n": 1}))
    assert (
        OwnValueFinder(empty, FileIndex()).find([ParameterSource(path="x", loader="yaml")])
        == OwnValues()
    )


def test_find__reads_files(tmp_path: Path) -> None:
    (tmp_path / "p.yml").write_text(yaml.safe_dump({"seed": 2}))
    with h5py.File(tmp_path / "d.h5", "w") as file:
        file.attrs["size"] = 0.3
    sources = [
        ParameterSource(path=str(tmp_path / "d.h5"), loader="hdf5"),
        ParameterSource(path=str(tmp_path / "p.yml"), loader="yaml"),
    ]
    assert OwnValueFinder(SPACE, FileIndex()).find(sources).values == {"size": 0.3, "seed": 2}


@pytest.mark.parametrize(
    ("string", "value"),
    [
        ("1", 1),
        ("1e-3", 0.001),
        ("true", True),
        ("no", "no"),
        ("[1, a]", [1, "a"]),
        ("~", None),
        ("a: b", "a: b"),
        ("[", "["),
        ("!x 1", "!x 1"),
        ("9" * 2000, "9" * 2000),
    ],
)
def test_parse_scalar__as_yaml(string: str, value: Any) -> None:
    assert parse_scalar(string) == value
    assert type(parse_scalar(string)) is type(value)


def test_find__values_of_unchanged_files_are_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "params.yml"
    path.write_text("seed: 2\nmodel: {size: 7.5}\n")
    source = ParameterSource(path=str(path), loader="yaml")
    index = FileIndex()
    before = OwnValueFinder(SPACE, index).find([source])
    assert before.values == {"size": 7.5, "seed": 2}

    def fail(*arguments: object) -> FileParameters:
        raise AssertionError("read again")

    assert OwnValueFinder(SPACE, index, fail).find([source]) == before
    path.write_text("seed: 1\nmodel: {size: 7.5}\n")
    assert OwnValueFinder(SPACE, index).find([source]).values["seed"] == 1


def _as_yaml(parameters: Any) -> FileParameters:
    return nested(yaml.safe_load(yaml.safe_dump(parameters)))


def _as_json(parameters: Any) -> FileParameters:
    return nested(json.loads(json.dumps(parameters)))


def _as_rounded(parameters: Any) -> FileParameters:
    return nested(
        json.loads(json.dumps(parameters), parse_float=lambda t: float(f"{float(t):.14g}"))
    )


@settings(max_examples=100, deadline=None)
@given(
    pspaces() | pspaces(masked=True),
    st.sampled_from([_as_yaml, _as_json, _as_rounded]),
    st.data(),
)
def test_find__the_point_that_a_universe_was_simulated_at(
    pspace: ParamSpace, write: Callable[[Any], FileParameters], data: st.DataObject
) -> None:
    space = ParameterSpace.from_pspace(pspace)
    point = data.draw(st.sampled_from(list(space.points())))
    content = write(space.parameters(point.values))
    expected = dict(zip(space.dimensions, point.values, strict=True))
    assert find({"params.yaml": content}, of=space) == OwnValues(values=expected)
    # Without one of the parameters, the point is not known
    name = data.draw(st.sampled_from(list(space.dimensions)))
    *above, last = space.locations[name]
    reduced = copy.deepcopy(content)
    group: Any = reduced.mappings[0]
    for key in above:
        group = group[key]
    del group[last]
    assert find({"params.yaml": reduced}, of=space).values == {
        key: value for key, value in expected.items() if key != name
    }
