"""Patterns of names that differ in numbers."""

from __future__ import annotations

import re

import pytest

from paraverse.new_project.name_pattern import find_pattern


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        (["run_beta0.1_gamma-2e-3_s1", "run_beta10_gamma-2_s2"], {"beta": "0.1", "s": "1"}),
        (["beta=0.1,kind=a b", "beta=0.2,kind=c"], {"beta": "0.1", "kind": "a b"}),
        (["x_-0.5", "x_1e5"], {"x": "-0.5"}),
        (["b0.1g2", "b0.3g4"], {"b": "0.1", "g": "2"}),
        (["001", "002"], {"number": "001"}),
        (["a1_a2", "a3_a4"], {"a": "1", "a2": "2"}),
        (["low", "high"], {"name": "low"}),
        (["v2_run1", "v2_run3"], {"run": "1"}),
    ],
)
def test_find_pattern__finds_values_with_the_words_before_them(
    names: list[str], groups: dict[str, str]
) -> None:
    pattern = find_pattern(names)
    match = re.fullmatch(pattern.regex, names[0])
    assert match is not None
    assert groups.items() <= match.groupdict().items()
    assert tuple(match.groupdict()) == pattern.parameters
    assert all(map(pattern.matches, names))
    assert re.fullmatch(pattern.without_names(), names[1])


def test_find_pattern__leaves_few_other_names_out() -> None:
    pattern = find_pattern([*(f"run_{number}" for number in range(10)), "backup"])
    assert pattern.matches("run_12")
    assert not pattern.matches("backup")


def test_find_pattern__escapes_what_has_a_meaning_in_patterns() -> None:
    pattern = find_pattern(["a[x](y)*1", "a[x](y)*2"])
    assert pattern.matches("a[x](y)*3")
    assert pattern.glob == "a[[]x](y)[*]*"
    assert re.fullmatch(pattern.without_names(), "a[x](y)*1")
