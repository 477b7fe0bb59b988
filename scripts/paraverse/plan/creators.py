"""The creators of plots."""

from __future__ import annotations

import dataclasses

from paraverse.config.models import PlotDefaults
from paraverse.config.plots import PlotConfig
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
