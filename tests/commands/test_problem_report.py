"""Problems with the lines that they are in."""

from __future__ import annotations

import pytest

from paraverse.commands.problem_report import format_problem
from paraverse.errors import KeyPath, Location, Problem
from support.projects import MakeFiles

TEXT = """\
walk:
  kind: line
  helpers: {set_title: {titel: A}, set_labels: {x: B}}
\ty: 1
"""


@pytest.mark.parametrize(
    ("line", "path", "excerpt"),
    [
        (1, ("walk",), ["    > 1 | walk:", "        | ^^^^^"]),
        (
            2,
            ("walk", "kind"),
            ["      1 | walk:", "    > 2 |   kind: line", "        |   ^^^^^^^^^^"],
        ),
        (
            3,
            ("walk", "helpers", "set_title", "titel"),
            [
                "      2 |   kind: line",
                "    > 3 |   helpers: {set_title: {titel: A}, set_labels: {x: B}}",
                "        |                         ^^^^^",
            ],
        ),
        (4, ("walk", "y"), None),
        (99, ("walk",), []),
        (None, ("walk",), []),
    ],
)
def test_format_problem__underlines_the_entry(
    files: MakeFiles, line: int | None, path: KeyPath, excerpt: list[str] | None
) -> None:
    files({"plots.yaml": TEXT})
    text = format_problem(Problem(Location("plots.yaml", line, path), "Wrong."))
    head, _, tail = text.partition("    Wrong.")
    assert head == f"{Location('plots.yaml', line, path)}\n"
    if excerpt is not None:
        assert tail.splitlines() == (["", "", *excerpt] if excerpt else [])
    else:
        assert "\t" not in tail


def test_format_problem__of_a_file_that_cannot_be_read_has_no_lines() -> None:
    problem = Problem(Location("no/such/file.yaml", 3), "Wrong.")
    assert format_problem(problem) == str(problem)


def test_format_problem__escapes_what_a_terminal_would_interpret(files: MakeFiles) -> None:
    files({"plots.yaml": "a: \x1b[31m\n"})
    assert "\x1b" not in format_problem(Problem(Location("plots.yaml", 1, ("a",)), "Wrong."))
