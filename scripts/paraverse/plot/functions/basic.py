"""Plain lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import xarray as xr

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.labels import axis_label
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.registry import plot_function


@plot_function
def lineplot(
    *,
    data: Mapping[str, Any],
    hlpr: PlotHelper,
    y: Any,
    x: Any = None,
    fmt: str | None = None,
    **kwargs: Any,
) -> None:
    """Draw a line by `matplotlib.axes.Axes.plot`.

    Parameters
    ----------
    data
        The results.
    hlpr
        The figure.
    y, x
        Tags, or values (``!dag_result``); by default `x` counts.
    fmt
        Short for colour, marker and style, such as ``r--``.
    kwargs
        Properties of the line.
    """
    given = [_values("x", x, data)] if x is not None else []
    form = [fmt] if fmt else []
    given.append(_values("y", y, data))
    hlpr.ax.plot(*given, *form, **kwargs)
    for axis, shown in zip("yx", reversed(given), strict=False):
        if isinstance(shown, xr.DataArray):
            hlpr.ax.set(**{f"{axis}label": axis_label(shown)})


def _values(argument: str, value: Any, data: Mapping[str, Any]) -> Any:
    if not isinstance(value, str):
        return value
    if value not in data:
        raise PlotError(f"{argument}: there is no tag {value!r}. {suggest(value, data)}")
    return data[value]
