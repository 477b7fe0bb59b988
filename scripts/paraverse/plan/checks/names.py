"""Check the names of plots, which are also names of targets and files."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator, Sequence

from paraverse.config.plots import PlotConfig
from paraverse.errors import Problem
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.plan.building.rules import rule_name
from paraverse.plan.reading.parsed_plot import ParsedPlot, is_universe_plot

RULES = (
    "all", "clean", "convert", "convert_sweep", "crate", "gallery", "graphs", "parameter_table",
    "simulate", "tree", "write_parameter_space",
)  # fmt: skip
"""Names of rules, which are not available for plots."""


MAX_LENGTH = 200
"""Largest length of a file name in bytes, without extensions and what is added temporarily."""


def name_problems(
    plots: Sequence[PlotConfig], universes: Sequence[UniverseFiles] = ()
) -> Iterator[Problem]:
    """Find names that cannot be targets or files, or that are taken.

    Parameters
    ----------
    plots
        All plots, with one plot for each point of those with a sweep.
    universes
        All universes, after which the figures of universe plots are named.

    Yields
    ------
    Problem
        At most one for each plot.
    """
    seen: dict[str, str] = {}
    data_of = {f"transform__{rule_name(p.name)}": p for p in plots if not is_universe_plot(p)}
    universe_plots = {plot.name for plot in plots if is_universe_plot(plot)}
    ids = {universe.id for universe in universes}
    for plot in plots:
        rule = rule_name(plot.name)
        message = None
        if rule in RULES:
            message = f"{plot.name!r} is the name of a rule; name the plot otherwise."
        elif rule in seen:
            other = "a point of a sweep" if seen[rule] == plot.name else repr(seen[rule])
            message = f"{plot.name!r} and {other} would be the same target {rule!r}: rename one."
        elif rule in data_of:
            message = (
                f"{plot.name!r} would have the same target {rule!r} as the data of the plot "
                f"{data_of[rule].name!r}: rename one."
            )
        elif (folder := _folder_among(plot.name, universe_plots)) and (
            plot.name.removeprefix(f"{folder}/") in ids
        ):
            message = (
                f"{plot.name!r} would have the same file as the figure of {folder!r} for the "
                f"universe {plot.name.removeprefix(f'{folder}/')!r}: rename one."
            )
        elif any(len(os.fsencode(name)) > MAX_LENGTH for name in plot.name.split("/")):
            message = (
                f"The name has {len(plot.name)} characters; a file name takes at most "
                f"{MAX_LENGTH}. Shorten it, or divide it into folders by /."
            )
        elif not re.fullmatch(r"(?!\.)[\w.+~-]+(/(?!\.)[\w.+~-]+)*", plot.name):
            message = (
                f"{plot.name!r} cannot name files: letters, digits and _ . + - are possible, "
                "and / between folders."
            )
        if message:
            yield Problem(plot.where(), message)
        seen[rule] = plot.name


def _folder_among(name: str, folders: Container[str]) -> str | None:
    """Return the first folder above a plot that is also the name of another plot."""
    parts = name.split("/")
    above = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
    return next((folder for folder in above if folder in folders), None)


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
