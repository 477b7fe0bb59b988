"""Limits, margins and scales of axes, and their spines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis

from paraverse.errors import PlotError, suggest
from paraverse.plot.helper_errors import argument
from paraverse.plot.registry import helper

if TYPE_CHECKING:
    from paraverse.plot.plot_helper import PlotHelper

Limit = float | Literal["min", "max"] | None
Limits = Sequence[Limit] | Mapping[str, Limit]


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
