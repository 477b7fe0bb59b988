"""Digests tell values apart; leaves are lines that Snakemake can compare."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from paraverse.base.digest import digest, digest_order, format_leaves

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.binary(max_size=3)
    | st.dates()
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


def _same(one: Any, other: Any) -> bool:
    """Equal in value, type and order, to any depth."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return list(one) == list(other) and all(_same(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and repr(one) == repr(other)


@settings(max_examples=80, deadline=None)
@given(VALUES, VALUES)
def test_digest__differs_where_values_differ(one: Any, other: Any) -> None:
    assert (digest(one, 32) == digest(other, 32)) == _same(one, other)


def test_digest__depends_on_the_order_of_sequences_and_mappings() -> None:
    assert digest([1, 2]) != digest([2, 1])
    assert digest({"S": 1, "I": 2}) != digest({"I": 2, "S": 1})
    assert digest({1, 2}) == digest({2, 1})


def test_digest_order__depends_on_nothing_else() -> None:
    one = digest_order({"dict": [{"S": 1, "I": 2}]})
    assert digest_order({"dict": [{"S": 3, "I": 4}]}) == one
    assert digest_order({"dict": [{"I": 2, "S": 1}]}) != one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (1, True),
        (1, "1"),
        (0.0, -0.0),
        (None, "None"),
        ([], {}),
        ([], None),
        ("", None),
        ([[1], 2], [[1, 2]]),
        ({"a": "b,c"}, {"a": "b", "c": ""}),
        ("[1]", [1]),
        (slice(1), slice(2)),
        (range(2), range(3)),
        ({1}, [1]),
        (datetime.date(2001, 1, 1), "2001-01-01"),
    ],
)
def test_digest__tells_types_apart(one: Any, other: Any) -> None:
    assert digest(one) != digest(other)


def test_digest__has_the_length_asked_for() -> None:
    assert re.fullmatch("[0-9a-f]{12}", digest({"a": [1, 2]}, 12))


def test_digest__sets_without_order() -> None:
    assert digest({"b", "a", "c"}) == digest(frozenset(["c", "b", "a"]))


@dataclass(frozen=True)
class _One:
    a: Any
    note: str = field(default="", compare=False)


@dataclass(frozen=True)
class _Other:
    a: Any


def test_digest__dataclasses_by_name_and_compared_fields() -> None:
    assert digest(_One(1)) != digest(_One(2))
    assert digest(_One(1)) != digest(_Other(1))
    assert digest(_One(1, "x")) == digest(_One(1, "y"))


@pytest.mark.parametrize("value", [object(), len, [object()], {"a": {"b": object()}}, _One])
def test_digest__refuses_what_it_cannot_read(value: Any) -> None:
    with pytest.raises(TypeError, match=r"a \w+ has no digest"):
        digest(value)


def test_format_leaves__names_each_value_by_its_keys() -> None:
    value = {"plot": {"title": "A", "limits": [0, None], "empty": {}, "none": []}}
    assert list(format_leaves(value)) == [
        "plot.title = 'A'",
        "plot.limits[0] = 0",
        "plot.limits[1] = None",
        r"plot.empty = \x7b\x7d",
        "plot.none = []",
    ]


def test_format_leaves__of_a_single_value() -> None:
    assert list(format_leaves("run {folder}", "command")) == [r"command = 'run \x7bfolder\x7d'"]


@settings(max_examples=80, deadline=None)
@given(VALUES, VALUES)
def test_format_leaves__tells_values_apart_without_braces(one: Any, other: Any) -> None:
    lines = list(format_leaves(one, "x"))
    assert not [line for line in lines if "{" in line or "}" in line]
    assume(not _same(one, other))
    assert sorted(lines) != sorted(format_leaves(other, "x"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({1: "x"}, {"1": "x"}),
        ({None: "x"}, {"None": "x"}),
        ({"a.b": 1}, {"a": {"b": 1}}),
        ({"a[0]": 1}, {"a": [1]}),
        ({0: 1}, [1]),
        ("{", r"\x7b"),
    ],
)
def test_format_leaves__tells_apart_what_looks_alike(one: Any, other: Any) -> None:
    assert list(format_leaves(one, "x")) != list(format_leaves(other, "x"))
