"""Patterns of paths with ``**`` for any depth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraverse.base.path_patterns import matches_pattern


@pytest.mark.parametrize(
    ("path", "pattern", "is_match"),
    [
        ("a/b.h5", "a/*.h5", True),
        ("a/b.h5", "*.h5", False),
        ("a/b.h5", "**/*.h5", True),
        ("b.h5", "**/*.h5", True),
        ("a/b/c.h5", "a/**/c.h5", True),
        ("a/b/c.h5", "a/**", True),
        ("a/b/c.h5", "b/**", False),
        ("a/B", "a/b", False),
        ("a", "a/b", False),
        ("a/b", "a", False),
    ],
)
def test_matches_pattern__by_component(path: str, pattern: str, is_match: bool) -> None:
    assert matches_pattern(path.split("/"), pattern.split("/")) is is_match


@given(st.lists(st.text("ab"), max_size=4), st.lists(st.text("ab"), max_size=4))
def test_matches_pattern__two_stars_match_any_number(before: list[str], after: list[str]) -> None:
    assert matches_pattern([*before, *after], ["**"])
    assert matches_pattern([*before, *after], [*before, "**"])
    assert matches_pattern([*before, *after], ["**", *after])
