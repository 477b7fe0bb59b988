"""The sections of a plot that describe its transformation, and where they are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from paraverse.base.source_map import SourceMap
from paraverse.config.plots import PlotConfig
from paraverse.errors import KeyPath, Location
from paraverse.transform.language.graph import SECTIONS


def transform_sections(plot: PlotConfig) -> dict[str, Any]:
    """Return the sections from which `paraverse.transform.language.graph.Graph.of` builds a graph.

    Parameters
    ----------
    plot
        The plot whose sections are read.

    Returns
    -------
    dict
        Sections by name: those in `dag_options`, updated by those of the plot itself.
    """
    options = plot.values.get("dag_options") or {}
    own = {key: plot.values.get(key) for key in ("select", "define", "transform")}
    return {
        **{key: value for key, value in options.items() if key in SECTIONS},
        **{key: value for key, value in own.items() if value is not None},
    }


def section_locator(plot: PlotConfig) -> Callable[..., Location]:
    """Return a function that locates keys of a plot's transformation in the configuration.

    Parameters
    ----------
    plot
        The plot whose keys are to be located.

    Returns
    -------
    callable
        Takes the keys that lead from `transform_sections` to a value and returns its location,
        which may be in `dag_options`.
    """
    options = plot.values.get("dag_options") or {}

    def where(*keys: str | int) -> Location:
        is_option = keys and keys[0] in options and plot.values.get(str(keys[0])) is None
        return plot.where("dag_options", *keys) if is_option else plot.where(*keys)

    return where


def selected_path_location(plot: PlotConfig, keys: KeyPath) -> Location:
    """Return the location of a path in `select`, which is a value itself or the value of `path`.

    Parameters
    ----------
    plot
        The plot with the selection.
    keys
        Keys that lead from `transform_sections` to the entry of `select`.

    Returns
    -------
    Location
        The location of the path.
    """
    value: Any = plot.values
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    where = section_locator(plot)
    return where(*keys, "path") if isinstance(value, Mapping) else where(*keys)


def verbosity(plot: PlotConfig) -> int:
    """Return how much is logged about a plot's transformation: its `verbosity`, by default 0.

    Parameters
    ----------
    plot
        The plot, with or without `verbosity`.

    Returns
    -------
    int
        0 logs nothing; higher levels log the times of nodes.
    """
    value = (plot.values.get("dag_options") or {}).get("verbosity")
    return value if isinstance(value, int) else 0


def source_map(plot: PlotConfig) -> SourceMap:
    """Return the locations of all values of a plot, for the messages of its jobs.

    Parameters
    ----------
    plot
        The plot whose values are to be located.

    Returns
    -------
    SourceMap
        The locations of the plot's own values and of those in the plots it is based on. Sections
        in `dag_options` are also found under their own names.
    """
    key_paths: set[KeyPath] = {()}
    for file, name in plot.origins:
        key_paths |= {path[1:] for path in file.lines if path[:1] == (name,)}
    locations = {path: plot.where(*path) for path in key_paths}
    options = {path[1:]: at for path, at in locations.items() if path[:1] == ("dag_options",)}
    return SourceMap(plot.name, {**options, **locations})
