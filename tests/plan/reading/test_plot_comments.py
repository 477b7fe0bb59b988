"""Comments above plots; the example in the docstring is a test, too."""

from __future__ import annotations

import html

from docutils.core import publish_parts  # type: ignore[import-untyped]

from paraverse.plan.reading.plot_comments import caption_of, comment_above
from support.plans import read_plot


def test_comment_above__is_empty_after_an_empty_line_or_at_the_top() -> None:
    assert comment_above(["# About all", "", "mean:"], 3) == []
    assert comment_above(["mean:"], 1) == []


def test_comment_above__does_not_contain_a_line_for_editors() -> None:
    assert comment_above(["# a", "# yaml-language-server: $schema=x", "# b", "mean:"], 4) == ["b"]


def test_caption_of__shows_the_comment_as_it_is() -> None:
    comment = "- a *b* `c` d_ |e| \\f <g> :h:`i`"
    caption = caption_of(read_plot(f"# {comment}\nmean: {{}}\n"))
    shown = publish_parts(caption, writer="html", settings_overrides={"halt_level": 1})
    assert html.unescape(shown["body"]) == f"<p>{comment}</p>\n"
    assert caption_of(read_plot("mean: {}\n")) == ""
