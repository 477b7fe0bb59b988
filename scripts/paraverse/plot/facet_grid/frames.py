"""Animations over a dimension."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.ticker import MaxNLocator

from paraverse.plot.appearance.labels import value_labels
from paraverse.plot.helpers.plot_helper import PlotHelper

Data = xr.DataArray | xr.Dataset

_SCALES = ("vmin", "vmax", "norm", "levels", "center", "robust")
_COLORED = ("imshow", "pcolormesh", "contour", "contourf", "surface")


def animate(
    hlpr: PlotHelper,
    data: Data,
    dim: str,
    draw: Callable[[Any], None],
    suptitle: Mapping[str, Any] | None = None,
) -> None:
    """Register an animation with a frame for each value of a dimension.

    Parameters
    ----------
    hlpr
        The figure.
    data
        The data.
    dim
        The dimension.
    draw
        Draws the data of one value, on a new figure.
    suptitle
        Arguments of the helper `set_suptitle`. Its `title` may contain ``{dim}`` and ``{value}``.
    """
    text = dict(suptitle or {})
    template = text.pop("title", None)
    values = data[dim].values

    def update() -> Iterator[None]:
        for index, (value, label) in enumerate(zip(values, _labels(values), strict=True)):
            draw(data.isel({dim: index}, drop=True))  # the title of the figure says the value
            title = f"{dim} = {label}" if template is None else _title(template, dim, value, label)
            hlpr.invoke_helper("set_suptitle", title=title, **text)
            yield

    hlpr.register_animation_update(update, invoke_helpers_before_grab=True)


def common_scales(kind: str | None, data: Data, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments that give a value the same colour, or bin, in each frame.

    Parameters
    ----------
    kind
        The kind.
    data
        The data of all frames.
    arguments
        What is said already.
    """
    if kind == "hist":
        numbers = _finite(data)
        bins = np.histogram_bin_edges(numbers, arguments.get("bins", 10), arguments.get("range"))
        return {"bins": bins}
    if any(arguments.get(key) is not None for key in _SCALES):
        return {}
    if kind == "scatter" and arguments.get("hue") and not isinstance(data, xr.DataArray):
        numbers = _finite(data[arguments["hue"]])
    elif kind in _COLORED and isinstance(data, xr.DataArray):
        numbers = _finite(data)
    else:
        return {}
    if not numbers.size:
        return {}
    low, high = float(numbers.min()), float(numbers.max())
    if kind in ("contour", "contourf"):
        return {"levels": MaxNLocator(6).tick_values(low, high)}
    if low < 0 < high:  # xarray's diverging colours, around 0
        return {"center": 0.0, "vmax": max(-low, high)}
    return {"vmin": low, "vmax": high}


def common_limits(
    hlpr: PlotHelper, kind: str | None, data: Data, arguments: Mapping[str, Any]
) -> None:
    """Let the axes of a frame with lines have room for those of all frames.

    Parameters
    ----------
    hlpr
        The figure, drawn.
    kind
        The kind.
    data
        The data of all frames.
    arguments
        Those of the plot.
    """
    if kind in ("line", "step"):
        numbers = _finite(data)
    elif kind == "errorbars":
        y, error = data[arguments["y"]], data[arguments["yerr"]]
        numbers = np.concatenate([_finite(y - error), _finite(y + error)])
    else:
        return
    upright = kind != "errorbars" and bool(arguments.get("y"))
    given = arguments.get("xlim" if upright else "ylim") is not None
    if given or not numbers.size:
        return
    ends = np.array([numbers.min(), numbers.max()], dtype=float)
    points = np.column_stack([ends, ends])
    for ax in hlpr.axes.flat:
        ax.update_datalim(points, updatex=upright, updatey=not upright)
        ax.autoscale_view()


def _finite(data: Any) -> np.ndarray:
    values = np.asarray(data.values)
    if values.dtype.kind not in "fiub":
        return np.empty(0)
    finite: np.ndarray = values[np.isfinite(values)]
    return finite


def _labels(values: np.ndarray) -> Sequence[str]:
    if values.dtype.kind in "fiu":
        short = [f"{value:.3g}" for value in values.tolist()]
        if len(set(short)) == len(set(values.tolist())) and not any("e" in text for text in short):
            return short
    return value_labels(values)


def _title(template: str, dim: str, value: Any, label: str) -> str:
    try:
        return template.format(dim=dim, value=value)
    except (ValueError, TypeError):  # a format for numbers, and the value is none
        return f"{dim} = {label}"
