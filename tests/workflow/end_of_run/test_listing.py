"""Lists in messages."""

from __future__ import annotations

from paraverse.workflow.end_of_run.listing import MAX_LINES, format_list


def test_format_list__names_all_of_a_few() -> None:
    assert format_list("These:", ["a", "b\n"]) == "These:\n  a\n  b\\n"
    assert "more" not in format_list("These:", ["a"] * MAX_LINES)


def test_format_list__counts_what_it_leaves_out() -> None:
    heading, *lines = format_list("These:", ["a"] * (MAX_LINES + 3), "; see logs").split("\n")
    assert heading == "These:"
    assert lines == ["  a"] * MAX_LINES + ["  and 3 more; see logs"]
