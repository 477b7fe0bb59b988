"""Frames of an animation over a dimension, with the same scales in all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.ticker import MaxNLocator

from paraverse.plot.appearance.labels import equation, value_labels
from paraverse.plot.facet_grid.encodings import as_dims
from paraverse.plot.facet_grid.labeled_data import LabeledData
from paraverse.plot.facet_grid.spread import LOWER, UPPER
from paraverse.plot.helpers.plot_helper import PlotHelper

_SCALES = ("vmin", "vmax", "norm", "levels", "center", "robust")
_LEVELS = 7
"""Number of levels of contours, as that of xarray."""

_POINTS = ("scatter", "scatter3d")
_COUNTED = ("density", "cumulative", "weights", "log")
"""Arguments of histograms with which bars do not show counts."""

_MARGIN = 1.05
"""Ratio of the upper limit of an axis to the highest bar."""

_COLORED = ("imshow", "pcolormesh", "contour", "contourf", "surface")


def register_frames(
    hlpr: PlotHelper,
    data: LabeledData,
    dim: str,
    draw: Callable[[Any], None],
    suptitle: Mapping[str, Any] | None = None,
) -> None:
    """Register an animation with one frame for each value of a dimension.

    Parameters
    ----------
    hlpr
        The plot helper with which the animation is registered.
    data
        The labeled array or dataset.
    dim
        The dimension.
    draw
        Function that draws the data of one value, without the dimension, on a new figure.
    suptitle
        Arguments of the helper `set_suptitle`. The `title` may contain ``{dim}`` and ``{value}``.
        By default, the title is ``dim = value [units]``.
    """
    text_properties = dict(suptitle or {})
    template = text_properties.pop("title", None)
    values = data[dim].values

    def update() -> Iterator[None]:
        for index, (value, label) in enumerate(zip(values, _frame_labels(values), strict=True)):
            # The dimension is dropped, as the title of the figure already shows its value
            draw(data.isel({dim: index}, drop=True))
            title = equation(dim, label, data[dim])
            if template is not None:
                title = _format_title(template, dim, value, default=title)
            hlpr.invoke_helper("set_suptitle", title=title, **text_properties)
            yield

    hlpr.register_animation_update(update, invoke_helpers_before_grab=True)


def common_scales(
    kind: str | None, data: LabeledData, arguments: Mapping[str, Any]
) -> dict[str, Any]:
    """Return arguments that give a value the same color or bin in each frame.

    Parameters
    ----------
    kind
        The name of the kind; None if xarray chooses it.
    data
        The data of all frames.
    arguments
        The arguments of the plot.

    Returns
    -------
    dict
        The `bins` of histograms, the `levels` of contours, or otherwise the limits of the colors.
        Empty if the plot has no colors or sets their limits itself.
    """
    if kind == "hist":
        numbers = _finite(data)
        bins = np.histogram_bin_edges(numbers, arguments.get("bins", 10), arguments.get("range"))
        return {"bins": bins}
    is_contour, levels = kind in ("contour", "contourf"), arguments.get("levels")
    fixed = [key for key in _SCALES if arguments.get(key) is not None]
    if is_contour:  # without common levels, colors would not be those of the color bar
        count = levels if isinstance(levels, int) else _LEVELS
        open_keys = ["vmin", "vmax", *(["levels"] if isinstance(levels, int) else [])]
        fixed = [key for key in fixed if key not in open_keys]
    if fixed:
        return {}
    if kind in _POINTS and arguments.get("hue") and not isinstance(data, xr.DataArray):
        numbers = _finite(data[arguments["hue"]])
    elif kind in _COLORED and isinstance(data, xr.DataArray):
        numbers = _finite(data)
    else:
        return {}
    if not numbers.size:
        return {}
    low, high = float(numbers.min()), float(numbers.max())
    if is_contour:
        ends = [arguments.get("vmin"), arguments.get("vmax")]
        low, high = (
            value if end is None else end for end, value in zip(ends, (low, high), strict=True)
        )
        return {"levels": MaxNLocator(count + 1).tick_values(low, high)}  # as xarray does
    if low < 0 < high:  # xarray uses diverging colors around 0
        return {"center": 0.0, "vmax": max(-low, high)}
    return {"vmin": low, "vmax": high}


def set_common_limits(
    hlpr: PlotHelper, kind: str | None, data: LabeledData, arguments: Mapping[str, Any]
) -> None:
    """Extend the limits of the axes in a frame to include the values of all frames.

    Parameters
    ----------
    hlpr
        The plot helper of the frame that has been drawn.
    kind
        The name of the kind. Nothing is done for maps, whose limits are those of coordinates.
    data
        The data of all frames.
    arguments
        The arguments of the plot, including `frames`. Nothing is done if they set the limits.
    """
    if kind in _POINTS:
        _include_points(hlpr, data, arguments)
        return
    if kind == "hist":
        _include_counts(hlpr, data, arguments)
        return
    if kind in ("line", "step"):
        ends = [data[name] for name in (LOWER, UPPER) if name in data.coords]
        numbers = np.concatenate(list(map(_finite, [data, *ends])))
    elif kind == "errorbars":
        y, errors = data[arguments["y"]], as_dims(arguments["yerr"])
        below, above = data[errors[0]], data[errors[-1]]
        numbers = np.concatenate([_finite(y), _finite(y - below), _finite(y + above)])
    else:
        return
    values_along_x = kind != "errorbars" and bool(arguments.get("y"))
    has_limits = arguments.get("xlim" if values_along_x else "ylim") is not None
    if has_limits or not numbers.size:
        return
    limits = np.array([numbers.min(), numbers.max()], dtype=float)
    points = np.column_stack([limits, limits])
    for ax in hlpr.axes.flat:
        ax.update_datalim(points, updatex=values_along_x, updatey=not values_along_x)
        ax.autoscale_view()


def _include_points(hlpr: PlotHelper, data: LabeledData, arguments: Mapping[str, Any]) -> None:
    numbers = {
        axis: _finite(data[arguments[axis]])
        for axis in "xyz"
        if arguments.get(axis) in data and arguments.get(f"{axis}lim") is None
    }
    ends = {axis: np.array([n.min(), n.max()]) for axis, n in numbers.items() if n.size}
    for ax in hlpr.axes.flat:
        if hasattr(ax, "zaxis"):
            if len(ends) == 3:
                ax.auto_scale_xyz(*ends.values(), True)
            continue
        for axis, values in ends.items():
            points = np.column_stack([values, values])
            ax.update_datalim(points, updatex=axis == "x", updatey=axis == "y")
        ax.autoscale_view()


def _include_counts(hlpr: PlotHelper, data: Any, arguments: Mapping[str, Any]) -> None:
    """Extend the axes of histograms to the largest count in any frame."""
    if arguments.get("ylim") is not None or any(arguments.get(key) for key in _COUNTED):
        return
    dims = [arguments[key] for key in ("frames", "col", "row") if arguments.get(key)]
    shape = (int(np.prod([data.sizes[dim] for dim in dims])), -1)
    panels = data.transpose(*dims, ...).to_numpy().reshape(shape)
    highest = max(np.histogram(p[np.isfinite(p)], arguments["bins"])[0].max() for p in panels)
    for ax in hlpr.axes.flat:
        ax.set_ylim(0, _MARGIN * highest)


def _finite(data: Any) -> np.ndarray:
    values = np.asarray(data.values)
    if values.dtype.kind not in "fiub":
        return np.empty(0)
    finite: np.ndarray = values[np.isfinite(values)]
    return finite


def _frame_labels(values: np.ndarray) -> Sequence[str]:
    if values.dtype.kind in "fiu":
        short = [f"{value:.3g}" for value in values.tolist()]
        are_different = len(set(short)) == len(set(values.tolist()))
        if are_different and not any("e" in label for label in short):
            return short
    return value_labels(values)


def _format_title(template: str, dim: str, value: Any, *, default: str) -> str:
    try:
        return template.format(dim=dim, value=value)
    except (ValueError, TypeError):  # the template formats a number, and the value is not one
        return default
