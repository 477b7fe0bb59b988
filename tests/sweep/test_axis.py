"""Values of parameters: which are the same, which agree but for rounding, how they are shown."""

from __future__ import annotations

import datetime
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from paraverse.sweep.axis import Axis, agree, find_agreeing, format_point, format_value, hashable

NAN = float("nan")


@pytest.mark.parametrize(
    ("one", "other", "are_equal"),
    [
        (1, 1.0, True),
        (1, True, True),  # paramspace refuses a dimension with both
        (0.1 + 0.2, 0.3, False),
        (2**63 + 1, 2**63, False),
        (2**53 + 1, float(2**53), False),
        (NAN, float("nan"), True),
        ([1, 2], [1, 2.0], True),
        ([1, 2], (1, 2), True),
        ([1, 2], [2, 1], False),
        ([1, 2], "[1, 2]", False),
        ([NAN], [NAN], True),
        ({"a": 1, "b": [2]}, {"b": [2], "a": 1}, True),
        ({"a": 1}, {"a": "1"}, False),
        ({"a": 1}, [["a", 1]], False),
        ("1", 1, False),
        ("True", True, False),
        (None, "None", False),
        (None, 0, False),
        (b"x", "x", False),
        (np.float64(0.3), 0.3, True),
        (np.array([1, 2]), [1, 2], True),
        (datetime.date(2020, 1, 1), "2020-01-01", False),
    ],
)
def test_hashable__equal_for_equal_values(one: Any, other: Any, are_equal: bool) -> None:
    assert (hashable(one) == hashable(other)) == are_equal
    assert len({hashable(one), hashable(other)}) == (1 if are_equal else 2)


@pytest.mark.parametrize(
    ("one", "other", "do_agree"),
    [
        (0.1 + 0.2, 0.3, True),
        (1, 1.0000000000001, True),
        (1.0, 1.000000000001, True),
        (0.3, 0.3 + 1e-10, False),
        (10**15, 10**15 + 1, False),
        (0.0, 1e-300, False),
        (math.inf, math.inf, True),
        (math.inf, 1e308, False),
        (10**400, 1.0, False),
        (NAN, 1.0, False),
        ("0.3", 0.3, False),
        ([0.1 + 0.2, "x"], [0.3, "x"], True),
        ([0.3], [0.3, 0.3], False),
        ({"p": [0.1 + 0.2]}, {"p": [0.3]}, True),
        ({"p": 1}, {"q": 1}, False),
    ],
)
def test_agree__to_twelve_digits(one: Any, other: Any, do_agree: bool) -> None:
    assert agree(one, other) == agree(other, one) == do_agree


NUMBERS = st.floats(-1e300, 1e300, allow_subnormal=False)


@given(NUMBERS, st.sampled_from(["{:.15g}", "{:.12g}", "{:.12e}", "{!r}"]))
def test_agree__with_the_number_as_programs_write_it(number: float, form: str) -> None:
    # Whatever the digits are: those of a number between two short decimals, too
    assume(math.isfinite(float(form.format(number))))
    assert agree(number, float(form.format(number)))


@given(st.lists(NUMBERS | st.integers(), min_size=1, unique=True), st.data())
def test_find__each_value_that_does_not_agree_with_others(
    values: list[Any], data: st.DataObject
) -> None:
    assume(not list(find_agreeing(values)))
    axis = Axis(values)
    index = data.draw(st.sampled_from(range(len(values))))
    value = values[index]
    near = value * (1 + 1e-15) if isinstance(value, float) else value
    assert axis.find(value) == index
    assert axis.find(near) == index


def test_find__prefers_the_equal_value() -> None:
    axis = Axis([0.1 + 0.2, 0.3])
    assert (axis.find(0.1 + 0.2), axis.find(0.3)) == (0, 1)


def test_find__values_of_any_type() -> None:
    values = [[1, 0.3], {"a": None}, None, "1", 2**70, datetime.date(2020, 1, 1), NAN, (4,)]
    axis = Axis(values)
    assert [axis.find(value) for value in values] == list(range(len(values)))
    assert axis.find([1, 0.1 + 0.2]) == 0
    assert axis.find([4]) == 7
    for other in (1, [1], {"a": 1}, "None", 2**70 + 1, "2020-01-01", 0.3):
        assert axis.find(other) is None


@pytest.mark.parametrize(
    ("values", "pairs"),
    [
        ((0.1 + 0.2, 1, 0.3), [(0.1 + 0.2, 0.3)]),
        ((1.0, 2, 1 + 1e-14), [(1.0, 1 + 1e-14)]),
        ((NAN, 1, NAN), [(NAN, NAN)]),
        (([0.1 + 0.2], [0.3]), [([0.1 + 0.2], [0.3])]),
        (([1, 2], (1, 2)), [([1, 2], (1, 2))]),
        ((1, "1", 10**15, 10**15 + 1, [1], None, True and "True"), []),
    ],
)
def test_find_agreeing__names_both(values: Any, pairs: Any) -> None:
    assert repr(list(find_agreeing(values))) == repr(pairs)


def test_format_point__shows_text_as_text_and_long_values_in_part() -> None:
    assert format_point(["a", "b"], ["1", 1]) == "a='1', b=1"
    assert format_value("\x1b[31m\u202e") == r"'\x1b[31m\u202e'"
    assert len(format_value("x" * 10**5)) < 100
