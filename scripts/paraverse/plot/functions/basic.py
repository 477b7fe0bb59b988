"""The plot function `lineplot`: a plain line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import xarray as xr

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.labels import axis_label
from paraverse.plot.facet_grid.labeled_data import describe_sizes
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.registry import plot_function


@plot_function(path_arguments=("x", "y"))
def lineplot(
    *,
    data: Mapping[str, Any],
    hlpr: PlotHelper,
    y: Any,
    x: Any = None,
    fmt: str | None = None,
    save_kwargs: Mapping[str, Any] | None = None,
    **kwargs: Any,
) -> None:
    """Draw a line with `matplotlib.axes.Axes.plot`.

    Parameters
    ----------
    data
        The results of the transformation by tag.
    hlpr
        The plot helper of the figure to draw on.
    y, x
        Tags, or values (``!dag_result``) of shape (n,). If the plot selects no data, paths in the
        data tree. By default, `x` is 0, 1, 2, ….
    fmt
        The color, marker and style of the line in the short form of matplotlib, such as ``r--``.
    save_kwargs
        Arguments of the helper `save_figure`.
    kwargs
        Properties of the line.

    Raises
    ------
    PlotError
        If a tag does not exist, or the array has too many dimensions.
    """
    values = {} if x is None else {"x": _resolve("x", x, data)}
    values["y"] = _resolve("y", y, data)
    hlpr.ax.plot(*values.values(), *([fmt] if fmt else []), **kwargs)
    if save_kwargs:
        hlpr.provide_defaults("save_figure", **save_kwargs)
    for axis, quantity in values.items():
        if isinstance(quantity, xr.DataArray):
            hlpr.ax.set(**{f"{axis}label": axis_label(quantity)})


def _resolve(argument: str, value: Any, data: Mapping[str, Any]) -> Any:
    if not isinstance(value, str):
        return value
    if value not in data:
        raise PlotError(f"{argument}: there is no tag {value!r}. {suggest(value, data)}")
    array = data[value]
    if not isinstance(array, xr.DataArray):
        return array
    array = array.squeeze([dim for dim in array.dims if array.sizes[dim] == 1 < array.size])
    if array.ndim > 2:
        raise PlotError(
            f"{argument}: lineplot draws an array over one dimension, or two with a line for each "
            f"value of the second; {value} has the dimensions {describe_sizes(array)}. Select "
            "(`.sel`) or average (`.mean`) in `transform`, or use `facet_grid`."
        )
    return array
