"""Names of points are unique, and safe in paths."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from paramspace import ParamSpace
from snakemake.io import PeriodicityDetector

from paraverse.base.point_names import MAX_LENGTH, format_point_name, wildcard_value
from paraverse.sweep.parameter_space import ParameterSpace
from support.pspaces import pspaces


@settings(max_examples=30, deadline=None)
@given(pspaces(masked=True))
def test_format_point_name__is_unique_in_a_space(pspace: ParamSpace) -> None:
    space = ParameterSpace.from_pspace(pspace)
    names = [format_point_name(list(space.dimensions), point.values) for point in space.points()]
    assert len(set(names)) == len(names)


ANY_VALUE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=80)
    | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), ANY_VALUE), max_size=4, unique_by=lambda p: p[0]))
def test_format_point_name__is_safe_in_file_names(pairs: list[tuple[str, Any]]) -> None:
    name = format_point_name([n for n, _ in pairs], [v for _, v in pairs])
    assert re.fullmatch(r"[A-Za-z0-9_~.+-]+", name)
    assert 0 < len(name) <= MAX_LENGTH
    assert not name.startswith((".", "-"))


@settings(max_examples=80, deadline=None)
@given(ANY_VALUE, ANY_VALUE)
def test_format_point_name__different_values_have_different_names(one: Any, other: Any) -> None:
    assume(one != other)
    assert format_point_name(["a"], [one]) != format_point_name(["a"], [other])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, "1"),
        (1, 1.0),
        (True, "True"),
        (True, 1),
        (None, "None"),
        (0.1, "0.1"),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
        ("a/b", "a_b"),
        ("a b", "a_b"),
        ("", "default"),
        ([1], "[1]"),
    ],
)
def test_format_point_name__tells_types_apart(one: Any, other: Any) -> None:
    assert format_point_name(["a"], [one]) != format_point_name(["a"], [other])


@pytest.mark.parametrize(
    ("names", "values", "text"),
    [
        (["max_step_size", "seed"], [0.1, 3], "seed~3_max_step_size~0.1"),
        (["p"], [1e-05], "p~1e-05"),
        (["p"], [-2], "p~-2"),
        (["kind"], ["fast-v1.2"], "kind~fast-v1.2"),
        (["on"], [True], "on~True"),
        (["x"], [None], "x~None"),
    ],
)
def test_format_point_name__reads_as_its_values(
    names: list[str], values: list[Any], text: str
) -> None:
    assert format_point_name(names, values) == text


def test_format_point_name__long_ones_are_cut_and_stay_unique() -> None:
    names = [f"parameter_number_{i}" for i in range(8)]
    found = {format_point_name(names, [*range(7), last]) for last in range(50)}
    assert len(found) == 50
    assert all(len(name) <= MAX_LENGTH for name in found)


@pytest.mark.parametrize(
    "name",
    ["a~99999999999999999999999", "x" + "ab" * 20, "{run}", "<run>", "a\\d", ".a", "1" * 300,
     "ü" * 120],
)  # fmt: skip
def test_wildcard_value__snakemake_takes_it(name: str) -> None:
    value = wildcard_value(name)
    assert PeriodicityDetector().is_periodic(value) is None
    assert not set("{}<>\\") & set(value)
    assert not value.startswith(".")
    assert len(value.encode()) < 180
    assert value != wildcard_value(f"{name}_")


@pytest.mark.parametrize("name", ["sim_12", "9" * 19, "a~99999999999999999999999_b"])
def test_wildcard_value__other_names_stay(name: str) -> None:
    assert wildcard_value(name) == name


def test_format_point_name__of_huge_numbers_is_a_wildcard_value() -> None:
    assert format_point_name(["a"], [10**30]) == wildcard_value(f"a~{10**30}")


def test_wildcard_value__without_control_characters() -> None:
    names = {wildcard_value(name) for name in ("a\x1b[2J", "a\x1b[3J", "a\n", "a\u202e")}
    assert len(names) == 4
    assert all(name.isprintable() and "\\" not in name for name in names)
