"""Check the names of plots, which are also names of targets and files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from paraverse.config.plots import PlotConfig
from paraverse.errors import Problem
from paraverse.plan.parsed_plot import ParsedPlot
from paraverse.plan.rules import rule_name

RULES = (
    "all", "clean", "convert", "convert_sweep", "gallery", "graphs", "simulate", "tree",
    "write_parameter_space",
)  # fmt: skip
"""Names of rules, which are not available for plots."""


def name_problems(plots: Sequence[PlotConfig]) -> Iterator[Problem]:
    """Find names that cannot be targets or files, or that are taken.

    Parameters
    ----------
    plots
        All plots, with one plot for each point of those with a sweep.

    Yields
    ------
    Problem
        At most one for each plot.
    """
    seen: dict[str, str] = {}
    for plot in plots:
        rule = rule_name(plot.name)
        message = None
        if rule in RULES:
            message = f"{plot.name!r} is the name of a rule; name the plot otherwise."
        elif rule in seen:
            message = (
                f"{plot.name!r} and {seen[rule]!r} would be the same target {rule!r}: rename one."
            )
        elif not re.fullmatch(r"(?!\.)[\w.+~-]+(/(?!\.)[\w.+~-]+)*", plot.name):
            message = (
                f"{plot.name!r} cannot name files: letters, digits and _ . + - are possible, "
                "and / between folders."
            )
        if message:
            yield Problem(plot.where(), message)
        seen[rule] = plot.name


def folder_problems(
    plots: Sequence[PlotConfig], parsed_plots: Sequence[ParsedPlot]
) -> Iterator[Problem]:
    """Find plots with figures in the folder of a plot that draws several figures.

    Parameters
    ----------
    plots
        All plots.
    parsed_plots
        The plots that are drawn.

    Yields
    ------
    Problem
        One for each plot in the folder of another one.
    """
    folders = [
        plot.name
        for plot in parsed_plots
        if plot.figure_options.is_folder and not plot.is_universe_plot
    ]
    for plot in plots:
        for folder in folders:
            if plot.name.startswith(f"{folder}/"):
                message = f"{folder!r} makes several figures and has the folder for itself; "
                yield Problem(plot.where(), f"{message}name this plot otherwise.")
