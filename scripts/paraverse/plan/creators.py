"""The creators of plots."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from paraverse.config.models import PlotDefaults
from paraverse.config.plots import PlotConfig
from paraverse.errors import KeyPath
from paraverse.plan.project_code import ProjectCode


def with_creator(plot: PlotConfig, code: ProjectCode, defaults: PlotDefaults) -> PlotConfig:
    """Fill in the creator of a plot that names none.

    Parameters
    ----------
    plot
        The plot, with or without a creator.
    code
        The plot functions, which may be registered with a creator.
    defaults
        The defaults of all plots.

    Returns
    -------
    PlotConfig
        The plot with its own creator, that of its plot function, or the default, which may be
        None.
    """
    if plot.values.get("creator") is not None:
        return plot
    registered = code.plot_function_option(str(plot.values.get("plot_func")), "creator")
    creator = registered or defaults.default_creator
    return dataclasses.replace(plot, values={**plot.values, "creator": creator})


def with_selected_paths(plot: PlotConfig, code: ProjectCode) -> PlotConfig:
    """Select what the arguments of a plot name by their paths, as in dantro's `lineplot`.

    Parameters
    ----------
    plot
        The plot, with its creator filled in.
    code
        The plot functions, some of which have arguments that may be paths.

    Returns
    -------
    PlotConfig
        The plot with a selection, and with the names of the arguments as their values, if it has
        no selection or transformation and draws no combined data; otherwise the plot itself.
    """
    names = code.plot_function_option(str(plot.values.get("plot_func")), "path_arguments") or ()
    arguments = plot.arguments()
    paths = {name: arguments[name] for name in names if isinstance(arguments.get(name), str)}
    if not paths or plot.data() or plot.values.get("creator") == "multiverse":
        return plot
    update = {"plot_func_kwargs": {**(plot.values.get("plot_func_kwargs") or {})}}
    update["plot_func_kwargs"] |= {name: name for name in paths}
    written_at: Mapping[KeyPath, KeyPath] = {("select", name): (name,) for name in paths}
    values = {**plot.values, **update, "select": paths}
    return dataclasses.replace(plot, values=values, written_at=written_at)
