"""Limits, margins, scales and spines of axes."""

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


def for_each_axis(ax: Axes, apply: Callable[[Axes, str, Any], None], **given: Any) -> None:
    """Apply something to the x, y and z axis, as far as it is given and there is such an axis."""
    for letter, value in given.items():
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
        The figure.
    x, y, z
        Lower and upper limit, as a pair or a mapping with `lower` and `upper`. None (``~``)
        leaves a limit as it is, ``min`` and ``max`` are those of the data.
    """
    for_each_axis(hlpr.ax, _set_limits, x=x, y=y, z=z)


def _set_limits(ax: Axes, letter: str, limits: Limits) -> None:
    axis = getattr(ax, f"{letter}axis")
    getattr(ax, f"set_{letter}lim")(*(_limit(limit, axis) for limit in _pair(limits)))


def _pair(limits: Limits) -> Sequence[Limit]:
    if isinstance(limits, Mapping):
        for key in limits:
            if key not in ("lower", "upper"):
                raise PlotError(f"limits have no {key!r}. {suggest(key, ('lower', 'upper'))}")
        return limits.get("lower"), limits.get("upper")
    if isinstance(limits, str) or len(limits) != 2:
        raise PlotError("limits are a pair, lower and upper; ~ leaves one as it is")
    return limits


def _limit(limit: Limit, axis: Axis) -> float | None:
    if not isinstance(limit, str):
        return limit
    if limit not in ("min", "max"):
        raise PlotError(f"a limit is a number, ~, `min` or `max`, not {limit!r}")
    found = float(axis.get_data_interval()[0 if limit == "min" else 1])
    if not np.isfinite(found):
        raise PlotError(f"there are no data to take the {limit} of")
    return found


@helper
def set_margins(
    hlpr: PlotHelper,
    *,
    margins: float | Sequence[float] | None = None,
    x: float | None = None,
    y: float | None = None,
    tight: bool | None = True,
) -> None:
    """Set the space between the data and the limits, where these are automatic.

    Parameters
    ----------
    hlpr
        The figure.
    margins
        As a fraction of the range of the data, for both axes or as a pair.
    x, y
        Or for one axis each.
    tight
        Whether the limits may lie between ticks; None leaves this as it is.
    """
    if margins is not None and (x is not None or y is not None):
        raise PlotError("`margins` and `x` or `y` exclude each other")
    if margins is None:
        hlpr.ax.margins(x=x, y=y, tight=tight)
        return
    with argument("margins"):
        both = margins if isinstance(margins, Sequence) else (margins,)
        hlpr.ax.margins(*both, tight=tight)


@helper
def set_scales(
    hlpr: PlotHelper, *, x: Scale | None = None, y: Scale | None = None, z: Scale | None = None
) -> None:
    """Set the scales of the axes.

    Parameters
    ----------
    hlpr
        The figure.
    x, y, z
        Such as ``linear``, ``log`` or ``symlog``, or a mapping with `scale` and arguments of
        `matplotlib.axes.Axes.set_xscale`.
    """
    for_each_axis(hlpr.ax, _set_scale, x=x, y=y, z=z)


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
        The figure.
    top, right, left, bottom
        Whether this one is removed.
    offset
        How far the others are moved away from the data, in points; a mapping for single ones.
    trim
        Whether they end at the first and last tick.
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
        for axis, sides in ((hlpr.ax.xaxis, ("bottom", "top")), (hlpr.ax.yaxis, ("left", "right"))):
            low, high = sorted(axis.get_view_interval())
            ticks = [tick for tick in axis.get_majorticklocs() if low <= tick <= high]
            if ticks:
                for side in sides:
                    hlpr.ax.spines[side].set_bounds(min(ticks), max(ticks))
                axis.set_ticks(ticks)
