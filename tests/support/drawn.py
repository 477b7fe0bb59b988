"""Data for tests of plot functions, and access to the artists that they have drawn."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.legend import Legend

from paraverse.plot.appearance.style import style_context
from paraverse.plot.helpers.plot_helper import PlotHelper


@contextlib.contextmanager
def own_style() -> Iterator[None]:
    """Draw in the default style, and close all figures at the end."""
    with style_context({}):
        yield
        plt.close("all")


def energies() -> xr.DataArray:
    """Return random numbers over time (8), seed (3), model (2) and step size (4)."""
    return xr.DataArray(
        np.random.default_rng(0).random((8, 3, 2, 4)) + 0.1,
        dims=("time", "seed", "model", "step_size"),
        coords={
            "time": ("time", np.arange(0.0, 80, 10), {"long_name": "Time", "units": "s"}),
            "seed": [0, 1, 2],
            "model": ["linear", "cubic"],
            "step_size": ("step_size", [0.1, 0.2, 0.1 + 0.2, 0.4], {"units": "m"}),
        },
        name="energy",
        attrs={"long_name": "Mean energy", "units": "J"},
    )


def points() -> xr.Dataset:
    """Return the variables a, b and c of 10 points in each of 3 groups."""
    values = np.random.default_rng(1).random((3, 10, 3))
    return xr.Dataset(
        {name: (("point", "group"), v) for name, v in zip("abc", values, strict=True)},
        coords={"point": range(10), "group": list("klm")},
    )


def draw(function: Callable[..., Any], data: Any = None, **arguments: Any) -> Any:
    """Call a plot function and apply its helpers.

    Parameters
    ----------
    function
        The plot function.
    data
        Its results by tag, if they are a dict; anything else has the tag `data`.
    arguments
        Its other arguments.

    Returns
    -------
    PlotHelper
        The figure. It is typed as Any, as the types of artists are too general in matplotlib.
    """
    hlpr = PlotHelper()
    results = data if isinstance(data, dict) else {"data": data}
    function(data=results, hlpr=hlpr, **arguments)
    hlpr.invoke_enabled(axes="all")
    return hlpr


def frames(function: Callable[..., Any], data: Any, **arguments: Any) -> Iterator[Any]:
    """Call a plot function for an animation, with arguments as in `draw`, and yield its frames.

    Yields
    ------
    PlotHelper
        The figure, which shows another frame each time.
    """
    hlpr = PlotHelper(animation_enabled=True)
    function(data=data if isinstance(data, dict) else {"data": data}, hlpr=hlpr, **arguments)
    for _ in hlpr.animation_update():
        yield hlpr


def visible(hlpr: PlotHelper) -> list[Any]:
    """Return the visible axes, row by row."""
    return [ax for ax in hlpr.axes.T.flat if ax.get_visible()]


def colorbars(hlpr: PlotHelper) -> list[Any]:
    """Return the axes of color bars."""
    return [ax for ax in hlpr.fig.axes if hasattr(ax, "_colorbar")]


def entries(legend: Any) -> list[str]:
    """Return the labels of a legend."""
    return [text.get_text() for text in legend.get_texts()]


def add_legend(ax: Axes, entries: int = 3, **options: Any) -> Legend:
    """Add a legend with empty lines to axes.

    Parameters
    ----------
    ax
        The axes.
    entries
        Number of entries.
    options
        Arguments of `matplotlib.axes.Axes.legend`.

    Returns
    -------
    matplotlib.legend.Legend
        The legend.
    """
    for number in range(entries):
        ax.plot([], [], label=f"seed {number}")
    return ax.legend(**options)
