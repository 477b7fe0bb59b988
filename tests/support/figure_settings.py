"""Settings of figures for tests that draw without a configuration."""

from __future__ import annotations

from typing import Any

from paraverse.base.source_map import SourceMap
from paraverse.errors import Location
from paraverse.jobs.plot import FigureSettings


def figure_settings(
    function: str = "lines", *, plot: str = "energy", **keys: Any
) -> FigureSettings:
    """Return the settings of a figure.

    Parameters
    ----------
    function
        Name of the plot function.
    plot
        Name of the plot. Messages locate it at ``plots.yaml:7``.
    keys
        Other attributes of `FigureSettings`. By default there are no arguments and helpers.

    Returns
    -------
    FigureSettings
        The settings.
    """
    where = SourceMap(plot, {(): Location("plots.yaml", 7)})
    defaults: dict[str, Any] = {"arguments": {}, "helpers": {}, "style": {}, "plot_functions": ()}
    return FigureSettings(plot=plot, function=function, where=where, **{**defaults, **keys})
