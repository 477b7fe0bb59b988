"""Line plots in which different values change nothing but the lines, the limits and the ticks.

The figure of such a plot shows other values when its lines get them. Whether a plot is one of them
follows from its plot function, its arguments and its helpers, which must all be listed here.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
import xarray as xr

from paraverse.jobs.plot import FigureSettings
from paraverse.plot.facet_grid.kinds import DRAWERS
from paraverse.plot.functions.generic import facet_grid
from paraverse.plot.helpers.functions.axes import despine, set_limits, set_margins, set_scales
from paraverse.plot.helpers.functions.figure import set_suptitle
from paraverse.plot.helpers.functions.legend import set_legend
from paraverse.plot.helpers.functions.text import set_labels, set_title
from paraverse.plot.helpers.functions.ticks import set_tick_formatters
from paraverse.plot.layout.visibility import isolated_points
from paraverse.plot.registry import HELPERS, PlotFunction

Arguments = Mapping[str, Any]

_KINDS = (None, "line", "step")

_ARGUMENTS = frozenset({
    "kind", "x", "y", "hue", "hue_colors", "add_legend", "figsize", "yscale", "where",
    "color", "linestyle", "linewidth", "marker", "markersize", "alpha", "label",
})  # fmt: skip
"""Arguments of `facet_grid` whose effect does not depend on values."""

_SAVE_OPTIONS = frozenset({
    "dpi", "facecolor", "edgecolor", "transparent", "bbox_inches", "pad_inches",
})  # fmt: skip
"""Options of `matplotlib.figure.Figure.savefig` that leave the figure as it is."""


@dataclass(frozen=True, kw_only=True)
class LineValues:
    """The values of the lines of a plot.

    Attributes
    ----------
    values
        Numbers, with a row for each line.
    axis
        The axis along which they are drawn: ``x`` or ``y``.
    limits
        Arguments of the helper `set_limits`, whose effect may depend on the values.
    rest
        A digest of everything else that the figure depends on.
    """

    values: np.ndarray
    axis: str
    limits: Arguments
    rest: str


def read_line_values(
    function: PlotFunction, settings: FigureSettings, results: Mapping[str, Any]
) -> LineValues | None:
    """Return the values of the lines of a plot.

    Parameters
    ----------
    function
        The plot function.
    settings
        Settings of the figure, without placeholders. Their style is in use.
    results
        Results of the transformation by tag.

    Returns
    -------
    LineValues or None
        None if other values could change more than lines, limits and ticks.
    """
    data, arguments = results.get("data"), settings.arguments
    if not (_draws_lines(function, settings) and _has_constant_helpers(settings)):
        return None
    # Dimensions of size 1 are removed, and without any number, limits would be those from before
    if type(data) is not xr.DataArray or data.dtype.kind not in "fiu":
        return None
    if data.ndim not in (1, 2) or min(data.shape) < 2 or not np.isfinite(data.values).any():
        return None
    values = data.values[np.newaxis]
    if data.ndim == 2:
        along, hue = arguments.get("y") or arguments.get("x"), arguments.get("hue")
        if hue not in data.dims and along not in data.dims:
            return None
        axis = data.dims.index(hue) if hue in data.dims else 1 - data.dims.index(along)
        values = np.moveaxis(data.values, axis, 0)
    if isolated_points(values).any():
        return None  # points that are not connected with others have markers
    rest = _digest_without_values(settings, data)
    if rest is None:
        return None
    return LineValues(
        values=values,
        axis="x" if arguments.get("y") else "y",
        limits=settings.helpers.get("set_limits") or {},
        rest=rest,
    )


def _digest_without_values(settings: FigureSettings, data: xr.DataArray) -> str | None:
    """Return a digest of the style, the arguments, the helpers and the labels of the data."""
    style = list(mpl.rcParams.copy().items())
    labels = [(name, x.dims, x.dtype, x.values, x.attrs) for name, x in data.coords.items()]
    form = (data.name, data.dims, data.shape, data.dtype, data.attrs, labels)
    try:
        content = pickle.dumps((style, settings.arguments, settings.helpers, form))
    except Exception:  # of any type, as arguments and attributes can be any objects
        return None
    return hashlib.blake2b(content).hexdigest()


def _draws_lines(function: PlotFunction, settings: FigureSettings) -> bool:
    """Return whether `facet_grid` draws lines in a single figure, or fails."""
    return (
        function is facet_grid
        and settings.raise_exc
        and not (settings.animation or settings.formats or settings.invocation)
        and _ARGUMENTS.issuperset(settings.arguments)
        and settings.arguments.get("kind") in _KINDS
        and settings.arguments.get("yscale") in (None, "linear", "log")
        # The project may have registered a kind of this name
        and DRAWERS.keys().isdisjoint(_KINDS)
        # Code of the style or of LaTeX could do anything
        and not (mpl.rcParams["figure.hooks"] or mpl.rcParams["text.usetex"])
    )


def _has_constant_helpers(settings: FigureSettings) -> bool:
    """Return whether the effect of the helpers, except for limits, does not depend on values."""
    helpers = {name: arguments or {} for name, arguments in settings.helpers.items()}
    if not all(isinstance(arguments, Mapping) for arguments in helpers.values()):
        return False
    if not _SAVE_OPTIONS.issuperset(helpers.pop("save_figure", {})):
        return False
    for name, arguments in helpers.items():
        # The project may have registered a helper of this name
        condition = _CONDITIONS.get(HELPERS.get(name))
        if condition is None or not condition(arguments):
            return False
    # With other automatic limits than those that `set_limits` met at first, it would have another
    # effect on limits that are not numbers, or not positive on a log scale
    changes_automatic_limits = {"set_scales", "set_margins"} & helpers.keys()
    if settings.arguments.get("yscale") == "log" or changes_automatic_limits:
        return _are_positive(helpers.get("set_limits", {}))
    return True


def _always(arguments: Arguments) -> bool:
    return True


def _has_x_and_y_only(limits: Arguments) -> bool:
    return limits.keys() <= {"x", "y"}


def _are_positive(limits: Arguments) -> bool:
    pairs = [pair for pair in limits.values() if pair is not None]
    return all(
        isinstance(pair, list | tuple)
        and all(isinstance(limit, int | float) and limit > 0 for limit in pair)
        for pair in pairs
    )


def _keeps_x_linear(scales: Arguments) -> bool:
    # matplotlib prepares long lines for a linear x axis before the helper changes the scale
    return scales.get("x") is None and scales.get("y") in (None, "linear", "log")


def _is_untrimmed(spines: Arguments) -> bool:
    return not spines.get("trim")


_CONDITIONS: Mapping[Callable[..., None] | None, Callable[[Arguments], bool]] = {
    despine: _is_untrimmed,
    set_labels: _always,
    set_legend: _always,
    set_limits: _has_x_and_y_only,
    set_margins: _always,
    set_scales: _keeps_x_linear,
    set_suptitle: _always,
    set_tick_formatters: _always,
    set_title: _always,
}
"""Conditions under which the effect of a helper does not depend on values, or can be repeated, as
that of `set_limits`.

Locators are missing, as limits that are computed before and after they are set may differ.
"""
