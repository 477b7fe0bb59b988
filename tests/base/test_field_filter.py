"""Fields are chosen by paths and patterns, also relative to a group."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.base.field_filter import FieldFilter


@pytest.mark.parametrize(
    ("patterns", "inside", "outside"),
    [
        (None, ["a", "a/b", ""], []),
        ((), [], ["a", "a/b"]),
        (("data/x",), ["data/x", "data/x/y"], ["data", "data/xy", "data/y", "x"]),
        (("data/*",), ["data/x", "data/x/y"], ["params/x", "data2/x"]),
        (("*/energy",), ["data/energy", "data/abm/energy"], ["energy", "data/energy_2"]),
        (("data/[ab]?",), ["data/a1", "data/b2/x"], ["data/c1", "data/a", "data/a12"]),
        (("a", "b/c"), ["a/x", "b/c"], ["b", "b/d"]),
        (("Data", "x[0]"), ["Data", "x[0]"], ["data"]),
    ],
)
def test_contains__paths_below_a_pattern(
    patterns: tuple[str, ...] | None, inside: list[str], outside: list[str]
) -> None:
    fields = FieldFilter(patterns)
    assert [path for path in inside if path not in fields] == []
    assert [path for path in outside if path in fields] == []


@pytest.mark.parametrize(
    ("fields", "paths"),
    [
        (FieldFilter(), None),
        (FieldFilter(()), []),
        (FieldFilter(("a", "b/c")), ["a", "b/c"]),
        (FieldFilter(("a", "b/c")).below("b"), ["c"]),
        (FieldFilter(("a", "b/c")).below("a"), None),
        (FieldFilter(("a", "b/c")).below(""), ["a", "b/c"]),
        (FieldFilter(("a", "b/c")).below("b").below(""), ["c"]),
        (FieldFilter(("a", "b/*")), None),
        (FieldFilter(("[ab]",)), None),
    ],
)
def test_exact__paths_if_there_is_no_pattern(fields: FieldFilter, paths: list[str] | None) -> None:
    assert fields.exact() == paths


PATHS = st.lists(st.text("ab", min_size=1, max_size=2), min_size=1, max_size=3).map("/".join)
PATTERNS = st.lists(st.text("ab*?", min_size=1, max_size=3), min_size=1, max_size=3).map("/".join)


@settings(max_examples=80, deadline=None)
@given(st.lists(PATHS | PATTERNS, max_size=3).map(tuple), PATHS, PATHS)
def test_below__chooses_the_same_fields(patterns: tuple[str, ...], path: str, field: str) -> None:
    fields = FieldFilter(patterns)
    assert (field in fields.below(path)) == (f"{path}/{field}" in fields)


@pytest.mark.parametrize(
    ("patterns", "is_empty"),
    [(("data",), True), (("data/*", "l"), True), (("l*",), False), (("log/x",), False)],
)
def test_below__has_no_patterns_where_nothing_is_chosen(
    patterns: tuple[str, ...], is_empty: bool
) -> None:
    assert (FieldFilter(patterns).below("log").patterns == ()) == is_empty
