"""Universes get the points that their own parameters say, one universe for each point."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paramspace import ParamDim, ParamSpace

from paraverse.jobs.universe_files import UniverseFiles
from paraverse.sweep.own_values import OwnValues
from paraverse.sweep.parameter_space import ParameterSpace
from paraverse.sweep.points import assign_points, sort_by_name

SPACE = ParameterSpace.from_pspace(
    ParamSpace(
        {
            "seed": ParamDim(default=0, range=[3]),
            "model": {"size": ParamDim(default=0.0, values=[0.3, 0.1], order=-1)},
        }
    )
)
"""Sizes 0.3 and 0.1, seeds 0 to 2; the points have the numbers 5, 6, 7, 9, 10, 11."""

NOT_KNOWN = "its point in the parameter space is not known: "
NUMBERS = {str(point.state_no): point.values for point in SPACE.points()}


def universe(name: str) -> UniverseFiles:
    key = name.removeprefix("sim_")
    return UniverseFiles(id=name, key=key, values=None, files=(), warnings=("log is missing",))


def own(point: tuple[Any, ...] | None) -> OwnValues:
    if point is None:
        return OwnValues(missing=("p.yml is missing",))
    return OwnValues(values=dict(zip(SPACE.dimensions, point, strict=True)))


def assign(
    values: dict[str, OwnValues], space: ParameterSpace = SPACE
) -> dict[str, tuple[Any, ...]]:
    """Return the values, the last warning and the notes of each universe."""
    universes = assign_points([universe(name) for name in values], values, space)
    assert all(u.warnings[0] == "log is missing" for u in universes)
    return {u.id: (u.values, *u.warnings[1:], *u.notes) for u in universes}


def test_assign_points__by_parameters_whatever_the_names_are() -> None:
    points = dict(zip("abcdef", NUMBERS.values(), strict=True))
    assert assign({n: own(p) for n, p in points.items()}) == {n: (p,) for n, p in points.items()}


@given(st.permutations(list(NUMBERS.values())), st.sets(st.sampled_from(sorted(NUMBERS))))
def test_assign_points__never_at_a_wrong_point(
    points: list[tuple[Any, ...]], unreadable: set[str]
) -> None:
    truth = dict(zip(NUMBERS, points, strict=True))
    values = {number: own(None if number in unreadable else p) for number, p in truth.items()}
    assigned = assign(values)
    readable = truth.keys() - unreadable
    fit = all(NUMBERS[number] == truth[number] for number in readable)
    for number, (point, *reason) in assigned.items():
        if number in readable:
            assert (point, reason) == (truth[number], [])
        elif fit:
            assert point in (NUMBERS[number], None)
            assert reason
        else:
            assert point is None
            assert reason[0].startswith(NOT_KNOWN)


def test_assign_points__by_number_if_no_universe_contradicts() -> None:
    values = {"sim_05": own(NUMBERS["5"]), "sim_06": own(None), "x": own(NUMBERS["11"])}
    note = "placed by number, as p.yml is missing"
    assert assign(values) == {
        "sim_05": ((0.3, 0),),
        "sim_06": ((0.3, 1), note),
        "x": ((0.1, 2),),
    }


@pytest.mark.parametrize(
    "other",
    [
        OwnValues(values={"size": 0.3, "seed": 1}),  # 5 is at seed 0
        OwnValues(values={"seed": 1}, missing=("p.yml has no size",)),
        OwnValues(values={"size": 0.7, "seed": 0}),
    ],
)
def test_assign_points__not_by_number_if_one_contradicts(other: OwnValues) -> None:
    assigned = assign({"sim_5": other, "sim_6": own(None)})
    assert assigned["sim_6"] == (
        None,
        f"{NOT_KNOWN}p.yml is missing; its number is not used, as that of sim_5 is not right",
    )


def test_assign_points__not_by_number_if_a_number_is_not_one_of_the_space() -> None:
    # Numbers from 0 or 1, as many programs count
    for numbers in (range(6), range(1, 7)):
        assigned = assign({str(number): own(None) for number in numbers})
        assert all(point is None for point, _ in assigned.values())
    assert assign({"x0": own(None), "6": own(None)})["6"][0] == (0.3, 1)


def test_assign_points__own_parameters_come_before_numbers() -> None:
    values = {"5": own(None), "x": own(NUMBERS["5"])}
    assert assign(values) == {
        "x": ((0.3, 0),),
        "5": (None, "at the same point as x: size=0.3, seed=0"),
    }


def test_assign_points__the_first_universe_at_a_point_keeps_it() -> None:
    values = {"x_10": own((0.1, 0)), "x_9": own((0.1, 0)), "e": own((0.1, 1))}
    assert assign(values) == {
        "x_9": ((0.1, 0),),
        "e": ((0.1, 1),),
        "x_10": (None, "at the same point as x_9: size=0.1, seed=0"),
    }


def test_assign_points__without_a_number_or_parameters() -> None:
    assert assign({"x5": OwnValues()}) == {
        "x5": (None, f"{NOT_KNOWN}no file with its parameters is loaded")
    }
    contradiction = OwnValues(values={"seed": 1}, contradiction="a has seed=1, but b has 2")
    assert assign({"5": contradiction}) == {"5": (None, f"{NOT_KNOWN}a has seed=1, but b has 2")}


@pytest.mark.parametrize(
    ("axis", "value", "hint"),
    [
        ([1, 2], "1", "a='1' (a is the text '1', not the number 1)"),
        ([True, False], "true", "a='true' (a is the text 'true', not the Boolean True)"),
        ([[1, 2]], "[1, 2]", "a='[1, 2]' (a is the text '[1, 2]', not the list [1, 2])"),
        (["1", "2"], 1, "a=1 (a is the number 1, not the text '1')"),
        (["true"], True, "a=True (a is the Boolean True, not the text 'true')"),
        ([1 / 3], 0.3333, "a=0.3333 (the nearest value of a is 0.3333333333333333)"),
        ([1, 2], 5, "a=5"),
        ([1, 2], "x", "a='x'"),
        ([None], 0, "a=0"),
        ([[1, 2]], [1, 3], "a=[1, 3]"),
        ([{"x": 1}], {"x": 2}, "a={'x': 2}"),
    ],
)
def test_assign_points__outside_of_the_space(axis: list[Any], value: Any, hint: str) -> None:
    pspace = ParamSpace({"a": ParamDim(default="?", values=axis)})
    space = ParameterSpace.from_pspace(pspace)
    assigned = assign({"1": OwnValues(values={"a": value})}, space)
    assert assigned == {"1": (None, f"outside the parameter space: {hint}")}


def test_assign_points__without_dimensions() -> None:
    space = ParameterSpace.from_pspace(ParamSpace({"a": 1}))
    assert assign({"x": OwnValues(), "y": OwnValues()}, space) == {
        "x": ((),),
        "y": (None, "at the same point as x: "),
    }


@given(st.permutations([*NUMBERS.values(), None]))
def test_assign_points__in_the_order_of_the_space(points: list[tuple[Any, ...] | None]) -> None:
    assigned = assign({f"x{i}": own(point) for i, point in enumerate(points)})
    assert [values for values, *_ in assigned.values()] == [*NUMBERS.values(), None]


def test_sort_by_name__in_the_natural_order() -> None:
    universes = sort_by_name([universe(name) for name in ("x_10", "x_9", "10", "a", "9")])
    assert [u.id for u in universes] == ["9", "10", "a", "x_9", "x_10"]
