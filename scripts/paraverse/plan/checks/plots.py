"""Check plots before anything runs, apart from their transformations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from paraverse.config.plots import CREATORS, PlotConfig
from paraverse.errors import Problem, suggest
from paraverse.plan.checks.arguments import argument_problems
from paraverse.plan.checks.figure_files import file_format_problems
from paraverse.plan.checks.helpers import helper_problems
from paraverse.plan.checks.styles import style_problems
from paraverse.plan.reading.project_code import ProjectCode


def plot_problems(plot: PlotConfig, code: ProjectCode) -> Iterator[Problem]:
    """Find what is wrong with a plot, apart from its transformation.

    Parameters
    ----------
    plot
        The plot, with its creator filled in.
    code
        The plot functions, kinds and helpers.

    Yields
    ------
    Problem
        What is wrong with its creator, sections, plot function, arguments, helpers, style and
        file formats.
    """
    values = plot.values
    creator = values.get("creator")
    if creator not in CREATORS:
        message = (
            "The key 'creator' is missing." if creator is None else f"{creator!r} is not a creator."
        )
        yield Problem(plot.where("creator"), f"{message} {suggest(creator, CREATORS)}")
    if creator == "universe" and "select_and_combine" in values:
        message = "A universe plot has nothing to combine; use `select`, or `creator: multiverse`."
        yield Problem(plot.where("select_and_combine"), message)
    if creator == "multiverse" and "select" in values:
        message = "A multiverse plot selects by `select_and_combine: fields:`."
        yield Problem(plot.where("select"), message)
    if creator == "multiverse" and "universes" in values:
        message = "A multiverse plot takes `subspace` in `select_and_combine` instead."
        yield Problem(plot.where("universes"), message)
    yield from _function_problems(plot, code)
    yield from argument_problems(plot, code.plot_function(plot), code.kinds)
    yield from helper_problems(plot, code.helpers)
    yield from style_problems(plot)
    yield from file_format_problems(plot)


def _function_problems(plot: PlotConfig, code: ProjectCode) -> Iterator[Problem]:
    name = plot.values.get("plot_func")
    functions = code.plot_functions.functions
    if name is None:
        yield Problem(plot.where(), f"The key 'plot_func' is missing. {suggest('', functions)}")
    elif plot.where("module") in code.missing_modules:
        return  # that is the problem
    elif name not in functions and not code.plot_functions.open_files:
        message = f"There is no plot function {name!r}. {suggest(name, functions)}"
        for file in code.plot_function_files:
            if re.search(rf"^def {re.escape(name)}\(", Path(file).read_text(), re.MULTILINE):
                message = f"{name!r} in {file} is not registered: put `@plot_function` above it."
        yield Problem(plot.where("plot_func"), message)
