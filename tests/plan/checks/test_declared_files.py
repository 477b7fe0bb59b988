"""Declared files that do not exist are reported before anything runs."""

from __future__ import annotations

import pytest

from support.plans import EXISTING, FindProblems

CONFIG = f"{EXISTING}operations: code.py\nplot_functions: code.py\nloaders: code.py\n"


@pytest.mark.parametrize(
    "decorator",
    [
        "operation",
        "plot_function",
        "helper",
        "make_facet_grid_plot(map_as='dataset', encodings=('x',),",
        "is_plot_func",
        "is_operation",
        "loader('mine',",
    ],
)
def test_declared_file_problems__at_the_line_of_the_decorator(
    problems: FindProblems, decorator: str
) -> None:
    call = decorator if "(" in decorator else f"{decorator}("
    name = decorator.partition("(")[0]
    code = f"from paraverse import {name}\n\n@{call} depends_on=['none.csv'])\ndef f(x): ...\n"
    (problem,) = problems("", CONFIG, more={"code.py": code})
    assert problem.startswith("code.py:3\n    `depends_on` names 'none.csv', but there is no such")
