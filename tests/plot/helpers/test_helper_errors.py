"""Messages about helpers that fail."""

from __future__ import annotations

import pytest

from paraverse.errors import Location, Problem
from paraverse.plot.helpers.helper_errors import ArgumentError, HelperError, argument
from support.plot_helpers import apply_helpers


def test_helper_error__has_all_problems_on_all_axes() -> None:
    config = {
        "set_title": {"colour": "red"},
        "set_suptitle": {"title": "A", "colour": "red"},
        "axis_specific": {(1, 0): {"set_limits": {"x": [0]}}},
    }
    with pytest.raises(HelperError) as raised:
        apply_helpers(config, ncols=2)
    messages = [str(problem) for problem in raised.value.problems]
    assert len(messages) == 3
    assert "set_title on the axes (0, 0) and 1 more of 2×1" in messages[1]
    assert "set_limits on the axes (1, 0) of 2×1" in messages[2]


def test_helper_error__merges_only_what_is_the_same_but_for_the_axes() -> None:
    def problem(line: int, column: int, cause: str) -> Problem:
        return Problem(Location("a.yaml", line), f"f on the axes ({column}, 0) of 2×1: {cause}")

    same = [problem(1, 0, "a"), problem(1, 1, "a")]
    others = [problem(2, 1, "a"), problem(1, 1, "b")]
    merged = HelperError([*same, *others]).problems
    assert merged[0].message == "f on the axes (0, 0) and 1 more of 2×1: a"
    assert merged[1:] == others


def test_argument__names_the_path_of_nested_arguments() -> None:
    cause = ValueError("wrong")
    with pytest.raises(ArgumentError) as raised, argument("functions"), argument(1):
        raise cause
    assert raised.value.path == ("functions", 1)
    assert raised.value.cause is cause
    assert str(raised.value) == "functions[1]: wrong"
