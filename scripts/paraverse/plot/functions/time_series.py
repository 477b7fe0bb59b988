"""The plot function `time_series` of utopya: lines over time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import xarray as xr

from paraverse.errors import PlotError
from paraverse.plot.appearance.labels import axis_label
from paraverse.plot.facet_grid.labeled_data import describe_sizes
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.registry import plot_function


@plot_function(required_tags=("data",), dimension_arguments=("x",))
def time_series(
    *,
    data: Mapping[str, Any],
    hlpr: PlotHelper,
    x: str = "time",
    label_fstr: str = "{:.2g}",
    **kwargs: Any,
) -> None:
    """Draw each variable of a dataset, or an array with a line for each value of a dimension.

    `facet_grid` does the same and more with ``kind: line``.

    Parameters
    ----------
    data
        The results of the transformation by tag. The tag ``data`` is a dataset whose variables have
        the dimension `x`, or an array with this dimension and at most one other.
    hlpr
        The plot helper of the figure to draw on.
    x
        The dimension along the x-axis.
    label_fstr
        The format of the labels of lines, which are the values of the other dimension.
    kwargs
        Arguments of `matplotlib.axes.Axes.plot`.

    Raises
    ------
    PlotError
        If the data have other dimensions.
    """
    labeled = data["data"].squeeze(
        [dim for dim, n in data["data"].sizes.items() if n == 1 and dim != x]
    )
    variables = labeled.data_vars if isinstance(labeled, xr.Dataset) else {None: labeled}
    for name, array in variables.items():
        others = [dim for dim in array.dims if dim != x]
        if x not in array.dims or len(others) > (name is None):
            raise PlotError(
                f"time_series draws lines over {x!r}, and for arrays over one more dimension; the "
                f"data have the dimensions {describe_sizes(array)}. Use `facet_grid` for more."
            )
        along = array[x]
        if not others:
            hlpr.ax.plot(along, array, label=name, **kwargs)
            continue
        for value in array[others[0]]:
            line = array.sel({others[0]: value})
            label = _format_label(label_fstr, value.item())
            hlpr.ax.plot(along, line, label=label, **kwargs)
        hlpr.provide_defaults("set_legend", title=axis_label(array[others[0]]))
    hlpr.provide_defaults("set_limits", x=["min", "max"])
    hlpr.provide_defaults("set_labels", x=axis_label(labeled[x]))
    if isinstance(labeled, xr.DataArray):
        hlpr.provide_defaults("set_labels", y=axis_label(labeled))
    elif len(variables) > 1:
        hlpr.provide_defaults("set_legend", use_legend=True)


def _format_label(template: str, value: Any) -> str:
    try:
        return template.format(value)
    except ValueError:  # the default format is for numbers
        return str(value)
