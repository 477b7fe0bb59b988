"""The fields of universes that plots read."""

from __future__ import annotations

from collections.abc import Iterable

from paraverse.config.plots import PlotConfig
from paraverse.errors import Location
from paraverse.plan.reading.parsed_plot import ParsedPlot
from paraverse.plan.reading.plot_sections import section_locator, selected_path_location
from paraverse.plan.reading.project_code import ProjectCode, is_builtin

ALL_FIELDS = "*"
"""Stands for all fields of a universe, for plots that do not specify which ones they read."""


def split_data_path(path: str, group: str) -> tuple[str | None, str]:
    """Split a path in the data tree into the universe and the path in the universe.

    Parameters
    ----------
    path
        A path in the data tree.
    group
        The path of the group that holds the universes.

    Returns
    -------
    universe : str or None
        The name of the universe in the data tree, "" for the group of all universes, None for a
        path outside that group.
    field : str
        The path in the universe, "" for all of it.

    Examples
    --------
    >>> split_data_path("simulations/12/data/x", "simulations")
    ('12', 'data/x')
    >>> split_data_path("simulations", "simulations")
    ('', '')
    >>> split_data_path("pspace", "simulations")
    (None, '')
    """
    if path != group and not path.startswith(f"{group}/"):
        return None, ""
    universe, _, field = path.removeprefix(group).strip("/").partition("/")
    return universe, field


def find_used_fields(
    plots: Iterable[ParsedPlot], group: str, code: ProjectCode
) -> dict[str, Location]:
    """Find the fields of universes that plots read.

    Parameters
    ----------
    plots
        The plots, with their transformations as graphs.
    group
        The path of the group in the data tree that holds the universes.
    code
        The plot functions, some of which take a universe as a whole.

    Returns
    -------
    dict
        For each path in a universe, or `ALL_FIELDS`, the location of the first plot that reads it.
    """
    used: dict[str, Location] = {}
    for plot in plots:
        paths = _in_universe(plot, code) if plot.is_universe_plot else _in_multiverse(plot, group)
        for path, location in paths.items():
            used.setdefault(path, location)
    return used


def _in_universe(plot: ParsedPlot, code: ProjectCode) -> dict[str, Location]:
    used = {
        path or ALL_FIELDS: selected_path_location(plot.config, keys)
        for path, keys in plot.selected_paths.items()
    }
    if _takes_universe(plot.config, code):
        used.setdefault(ALL_FIELDS, plot.config.where("plot_func"))
    return used


def _in_multiverse(plot: ParsedPlot, group: str) -> dict[str, Location]:
    used: dict[str, Location] = {}
    for field in plot.fields.values():
        used.setdefault(field.entry.path, field.before.where("select", "field", "path"))
    where = section_locator(plot.config)
    for path, keys in plot.selected_paths.items():
        universe, name = split_data_path(path, group)
        if universe is not None or not path:
            used.setdefault(name or ALL_FIELDS, where(*keys))
    return used


def _takes_universe(plot: PlotConfig, code: ProjectCode) -> bool:
    """Return whether a plot function may read any field of a universe, as nothing is selected."""
    function = code.plot_function(plot)
    is_own = function is None or not is_builtin(function)
    return is_own and not any(plot.values.get(key) for key in ("select", "transform", "define"))
