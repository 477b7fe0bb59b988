"""Axes of `facet_grid` along which values are categories: evenly spaced, each with a tick."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes

from paraverse.errors import PlotError
from paraverse.plot.appearance.labels import value_labels
from paraverse.plot.appearance.value_colors import positions_among
from paraverse.plot.facet_grid.encodings import parse_categorical
from paraverse.plot.facet_grid.labeled_data import LabeledData
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.category_ticks import set_categories

_MAPS = ("imshow", "pcolormesh")
"""Kinds with categorical axes by default."""

_KINDS = (*_MAPS, "contour", "contourf", "line", "step", "errorbars")

_IN_DATA_UNITS = ("annotate", "call", "figcall", "set_hv_lines", "set_texts")
"""Helpers that draw at positions in data units, of which categories have none."""

_OF_AXIS = ("set_limits", "set_scales", "set_tick_formatters", "set_tick_locators", "set_ticks")
"""Helpers that take arguments by axis."""


@dataclass(frozen=True, kw_only=True)
class CategoricalAxis:
    """An axis with categories.

    Attributes
    ----------
    letter
        The axis: ``x`` or ``y``.
    name
        The coordinate along the axis.
    labels
        The names of the categories.
    """

    letter: Literal["x", "y"]
    name: str
    labels: Sequence[str]


def to_categories(
    kind: str | None,
    data: LabeledData,
    hlpr: PlotHelper,
    arguments: Mapping[str, Any],
    spec: Any,
) -> tuple[LabeledData, list[CategoricalAxis]]:
    """Replace coordinates by positions 0, 1, 2, … where their values are categories.

    By default, they are for `imshow` and `pcolormesh` if the coordinate is a parameter of the
    sweep, or text, booleans or objects, unless the plot sets limits, scales or ticks of the axis or
    draws at positions in data units.

    Parameters
    ----------
    kind
        The name of the kind.
    data
        The labeled array or dataset.
    hlpr
        The plot helper, with the values of parameters and the configuration of helpers.
    arguments
        The arguments of the plot.
    spec
        The argument `categorical`, as for `parse_categorical`.

    Returns
    -------
    xarray.DataArray or xarray.Dataset
        The data with other coordinates, which have the same attributes.
    list of CategoricalAxis
        The axes to label with `label_categories` after drawing.

    Raises
    ------
    PlotError
        If an axis that must be categorical cannot be.
    """
    requested = parse_categorical(spec)
    if kind is None and not arguments.get("hue") and len(_remaining(data, arguments)) == 2:
        kind = "pcolormesh"  # as xarray chooses
    names = names_along_axes(kind, data, arguments)
    axes = []
    for letter, name in names.items():
        coord = data.coords[name] if kind in _KINDS and name in data.coords else None
        if coord is None or coord.ndim != 1:
            if letter in (requested or ()):
                raise PlotError(
                    f"categorical: {letter} of the kind {kind} shows {name!r}; categories are "
                    f"coordinates of one dimension, along an axis of {', '.join(_KINDS)}."
                )
            continue
        is_automatic = (
            kind in _MAPS
            and _has_categories(coord, hlpr.parameters.get(name))
            and not _is_configured(letter, arguments, hlpr)
        )
        if is_automatic if requested is None else letter in requested:
            labels = value_labels(coord.values)
            axes.append(CategoricalAxis(letter=letter, name=str(name), labels=labels))
            data = data.assign_coords({name: _positions(coord, kind)})
    return data, axes


def label_categories(hlpr: PlotHelper, axes: Iterable[CategoricalAxis]) -> None:
    """Set the ticks of categorical axes after drawing.

    Parameters
    ----------
    hlpr
        The plot helper with the figure.
    axes
        The axes, as returned by `to_categories`.
    """
    for axis in axes:
        for ax in hlpr.axes.flat:
            set_categories(ax, axis.letter, axis.labels)
            if len(axis.labels) == 1:  # xarray states the only value of a dimension in the title
                _replace_in_title(ax, axis.name, axis.labels[0])


def _replace_in_title(ax: Axes, name: str, label: str) -> None:
    position = re.escape(name) + r" = (\[Interval\([^)]*\)\]|\[?0\]?)"
    ax.set_title(re.sub(position, lambda _: f"{name} = {label}", ax.get_title()))


def names_along_axes(
    kind: str | None, data: LabeledData, arguments: Mapping[str, Any]
) -> dict[Literal["x", "y"], Any]:
    """Return the coordinates along the axes, as xarray chooses those that are not set.

    Parameters
    ----------
    kind
        The name of the kind.
    data
        The labeled array or dataset.
    arguments
        The arguments of the plot.

    Returns
    -------
    dict
        The names by the letter of the axis, as far as they are known.
    """
    names: dict[Literal["x", "y"], Any] = {"x": arguments.get("x"), "y": arguments.get("y")}
    if kind in ("line", "step") and not names["y"]:
        hue = arguments.get("hue")
        left = [dim for dim in _remaining(data, arguments) if dim != hue]
        return {"x": names["x"] or (left[0] if len(left) == 1 else None)}
    if kind == "errorbars":
        return {"x": names["x"]}
    left = list(_remaining(data, arguments))
    if kind in (*_MAPS, "contour", "contourf") and len(left) == 2:
        if not names["x"]:
            names["x"] = [dim for dim in left if dim != names["y"]][-1]
        if not names["y"]:
            names["y"] = next(dim for dim in left if dim != names["x"])
    return {letter: name for letter, name in names.items() if name}


def _remaining(data: LabeledData, arguments: Mapping[str, Any]) -> list[Any]:
    grid = {arguments.get("col"), arguments.get("row"), arguments.get("frames")}
    return [dim for dim in data.dims if dim not in grid]


def _has_categories(coord: xr.DataArray, all_values: Sequence[Any] | None) -> bool:
    """Return whether values are those of a parameter, or cannot be positions along an axis."""
    if all_values is not None and positions_among(coord.values.tolist(), all_values) is not None:
        return True
    if coord.dtype == object:  # dates of a calendar are objects, too
        return all(isinstance(value, str | bool | list | tuple | dict) for value in coord.values)
    return coord.dtype.kind in "Ub"


def _is_configured(letter: str, arguments: Mapping[str, Any], hlpr: PlotHelper) -> bool:
    """Return whether the plot refers to positions along an axis."""
    if any(arguments.get(f"{letter}{key}") is not None for key in ("scale", "lim", "ticks")):
        return True
    helpers = {
        name: values for name, values in hlpr.base_cfg.items() if values.get("enabled", True)
    }
    return any(name in helpers for name in _IN_DATA_UNITS) or any(
        helpers.get(name, {}).get(letter) is not None for name in _OF_AXIS
    )


def _positions(coord: xr.DataArray, kind: str | None) -> tuple[Any, Any, Any]:
    """Return a coordinate with 0, 1, 2, … as values."""
    positions: Any = np.arange(coord.size)
    if kind == "pcolormesh" and coord.size == 1:  # the cell would have no width
        positions = pd.IntervalIndex.from_breaks([-0.5, 0.5])
    return coord.dims, positions, coord.attrs
