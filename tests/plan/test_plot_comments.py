"""Comments above plots; the example in the docstring is a test, too."""

from __future__ import annotations

from paraverse.plan.plot_comments import comment_above


def test_comment_above__is_empty_after_an_empty_line_or_at_the_top() -> None:
    assert comment_above(["# About all", "", "mean:"], 3) == []
    assert comment_above(["mean:"], 1) == []
