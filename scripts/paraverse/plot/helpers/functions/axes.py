"""Helpers that set the limits, margins, scales and spines of axes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis

from paraverse.errors import PlotError, suggest
from paraverse.plot.helpers.helper_errors import argument
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.registry import helper

Limit = float | Literal["min", "max"] | None
Limits = Sequence[Limit] | Mapping[str, Limit]
Scale = str | Mapping[str, Any]


def for_each_axis(ax: Axes, apply: Callable[[Axes, str, Any], None], **values: Any) -> None:
    """Call a function for each of the x, y and z axes for which a value is given.

    Parameters
    ----------
    ax
        The axes. Values for the z axis are ignored if there is none.
    apply
        Function to call with the axes, the letter of the axis and the value.
    values
        Values by letter of the axis: `x`, `y` or `z`. If a value is None, there is no call.

    Raises
    ------
    ArgumentError
        If the function fails. The exception names the axis.
    """
    for letter, value in values.items():
        if value is not None and hasattr(ax, f"{letter}axis"):
            with argument(letter):
                apply(ax, letter, value)


@helper
def set_limits(
    hlpr: PlotHelper, *, x: Limits | None = None, y: Limits | None = None, z: Limits | None = None
) -> None:
    """Set the limits of the axes.

    Parameters
    ----------
    hlpr
        The plot helper, whose current axes are modified.
    x, y, z
        Lower and upper limits in data units, as a pair or a mapping with `lower` and `upper`.
        ``min`` and ``max`` denote the limits of the data; None (``~`` in YAML) leaves a limit
        unchanged.
    """
    apply_limits(hlpr.ax, x=x, y=y, z=z)


def apply_limits(ax: Axes, **limits: Limits | None) -> None:
    """Set the limits of axes.

    Parameters
    ----------
    ax
        The axes.
    limits
        Limits of the axes `x`, `y` and `z`, as for the helper `set_limits`.
    """
    for_each_axis(ax, _set_limits, **limits)


def _set_limits(ax: Axes, letter: str, limits: Limits) -> None:
    axis = getattr(ax, f"{letter}axis")
    set_limits_of_axis = getattr(ax, f"set_{letter}lim")
    set_limits_of_axis(*(_resolve_limit(limit, axis) for limit in _to_pair(limits)))


def _to_pair(limits: Limits) -> Sequence[Limit]:
    if isinstance(limits, Mapping):
        for key in limits:
            if key not in ("lower", "upper"):
                raise PlotError(f"limits have no {key!r}. {suggest(key, ('lower', 'upper'))}")
        return limits.get("lower"), limits.get("upper")
    if isinstance(limits, str) or len(limits) != 2:
        raise PlotError("limits are a pair, lower and upper; ~ leaves one as it is")
    return limits


def _resolve_limit(limit: Limit, axis: Axis) -> float | None:
    if not isinstance(limit, str):
        return limit
    if limit not in ("min", "max"):
        raise PlotError(f"a limit is a number, ~, `min` or `max`, not {limit!r}")
    value = float(axis.get_data_interval()[0 if limit == "min" else 1])
    if not np.isfinite(value):
        raise PlotError(f"there are no data to take the {limit} of")
    return value


@helper
def set_margins(
    hlpr: PlotHelper,
    *,
    margins: float | Sequence[float] | None = None,
    x: float | None = None,
    y: float | None = None,
    tight: bool | None = True,
) -> None:
    """Set the space between the data and the automatic limits of the axes.

    Parameters
    ----------
    hlpr
        The plot helper, whose current axes are modified.
    margins
        Space on each side as a fraction of the range of the data, either for both axes or as a
        pair for the x axis and the y axis.
    x, y
        The same for a single axis, instead of `margins`. None leaves it unchanged.
    tight
        Whether limits may lie between ticks; None leaves this unchanged.

    Raises
    ------
    PlotError
        If `margins` is combined with `x` or `y`.
    """
    if margins is not None and (x is not None or y is not None):
        raise PlotError("`margins` and `x` or `y` exclude each other")
    if margins is None:
        hlpr.ax.margins(x=x, y=y, tight=tight)
        return
    with argument("margins"):
        values = margins if isinstance(margins, Sequence) else (margins,)
        hlpr.ax.margins(*values, tight=tight)


@helper
def set_scales(
    hlpr: PlotHelper, *, x: Scale | None = None, y: Scale | None = None, z: Scale | None = None
) -> None:
    """Set the scales of the axes.

    Parameters
    ----------
    hlpr
        The plot helper, whose current axes are modified.
    x, y, z
        Name of a scale, such as ``linear``, ``log`` or ``symlog``, or a mapping with the name as
        `scale` and arguments of `matplotlib.axes.Axes.set_xscale`. None leaves a scale unchanged.
    """
    set_scales_of(hlpr.ax, x=x, y=y, z=z)


def set_scales_of(ax: Axes, **scales: Scale | None) -> None:
    """Set the scales of axes.

    Parameters
    ----------
    ax
        The axes.
    scales
        Scales of the axes `x`, `y` and `z`, as for the helper `set_scales`.
    """
    for_each_axis(ax, _set_scale, **scales)


def _set_scale(ax: Axes, letter: str, scale: Scale) -> None:
    options = dict(scale) if isinstance(scale, Mapping) else {"scale": scale}
    if "scale" not in options:
        raise PlotError("the key `scale` is missing")
    getattr(ax, f"set_{letter}scale")(options.pop("scale"), **options)


@helper
def despine(
    hlpr: PlotHelper,
    *,
    top: bool = True,
    right: bool = True,
    left: bool = False,
    bottom: bool = False,
    offset: float | Mapping[str, float] | None = None,
    trim: bool = False,
) -> None:
    """Remove spines, the lines around the axes, as `seaborn.despine` does.

    Parameters
    ----------
    hlpr
        The plot helper, whose current axes are modified.
    top, right, left, bottom
        Whether to remove the spine on this side.
    offset
        Distance in points by which to move the other spines outward, or a mapping from sides to
        distances. By default, they are not moved.
    trim
        Whether to trim the other spines to the range from the first tick to the last.
    """
    removed = {"top": top, "right": right, "left": left, "bottom": bottom}
    for side, is_removed in removed.items():
        spine = hlpr.ax.spines[side]
        spine.set_visible(not is_removed)
        if offset is not None and not is_removed:
            outward = offset.get(side, 0) if isinstance(offset, Mapping) else offset
            spine.set_position(("outward", outward))
    if left and not right:
        hlpr.ax.yaxis.set_ticks_position("right")
    if bottom and not top:
        hlpr.ax.xaxis.set_ticks_position("top")
    if trim:
        _trim_spines(hlpr.ax)


def _trim_spines(ax: Axes) -> None:
    for axis, sides in ((ax.xaxis, ("bottom", "top")), (ax.yaxis, ("left", "right"))):
        low, high = sorted(axis.get_view_interval())
        ticks = [tick for tick in axis.get_majorticklocs() if low <= tick <= high]
        if ticks:
            for side in sides:
                ax.spines[side].set_bounds(min(ticks), max(ticks))
            axis.set_ticks(ticks)
