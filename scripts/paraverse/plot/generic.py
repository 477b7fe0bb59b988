"""Generic plot functions."""

from __future__ import annotations

from typing import Any, Literal

import matplotlib.pyplot as plt
import xarray as xr

from paraverse.plot.plot_helper import PlotHelper
from paraverse.plot.registry import plot_function

Kind = Literal["line", "step", "scatter", "hist", "imshow", "pcolormesh", "contour", "contourf"]


@plot_function(required_tags=("data",))
def facet_grid(
    *,
    data: dict[str, Any],
    hlpr: PlotHelper,
    kind: Kind | None = None,
    x: str | None = None,
    y: str | None = None,
    hue: str | None = None,
    col: str | None = None,
    row: str | None = None,
    squeeze: bool = True,
    sel: dict[str, Any] | None = None,
    **kwargs: Any,
) -> None:
    """Draw labelled data, one dimension for each of `x`, `y`, `hue`, `col`, `row`.

    Parameters
    ----------
    data
        With the tag ``data``: an `xarray.DataArray` or `xarray.Dataset`.
    hlpr
        The figure.
    kind
        How to draw, a method of `xarray.DataArray.plot`; by default what suits the number of
        dimensions.
    x, y, hue, col, row
        The dimension that each stands for. `col` and `row` make a grid of axes.
    squeeze
        Whether to leave out dimensions of size 1.
    sel
        Labels to select before.
    kwargs
        Passed on to xarray's plot function.
    """
    shown: xr.DataArray | xr.Dataset = data["data"]
    if sel:
        shown = shown.sel(sel)
    if squeeze:
        shown = shown.squeeze()
    encoding = {"x": x, "y": y, "hue": hue, "col": col, "row": row}
    kwargs |= {name: dim for name, dim in encoding.items() if dim is not None}
    drawn_by = shown.plot if kind is None else getattr(shown.plot, kind)
    if col is None and row is None:
        drawn_by(ax=hlpr.ax, **kwargs)
    else:
        grid = drawn_by(**kwargs)
        hlpr.attach_figure_and_axes(grid.fig if hasattr(grid, "fig") else plt.gcf(), grid.axs)
