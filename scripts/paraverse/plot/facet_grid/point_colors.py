"""The colors of points whose `hue` is a dimension with few values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.colors import ListedColormap
from matplotlib.lines import Line2D

from paraverse.plot.appearance.labels import axis_label, value_labels
from paraverse.plot.appearance.value_colors import (
    MAX_LEGEND_ENTRIES,
    Parameters,
    colors_of_style,
    colors_of_values,
    scale_of_numbers,
)
from paraverse.plot.facet_grid.labeled_data import LabeledData


def has_discrete_hue(data: LabeledData, arguments: Mapping[str, Any]) -> bool:
    """Return whether colors represent the values of a dimension, few enough for a legend.

    Parameters
    ----------
    data
        The labeled data.
    arguments
        The arguments of the plot.

    Returns
    -------
    bool
        False if the arguments concern a color bar, a legend or a norm.
    """
    hue = arguments.get("hue")
    is_configured = {"add_legend", "add_colorbar", "cbar_kwargs", "norm"} & set(arguments)
    if is_configured or hue not in data.coords or hue not in data.dims:
        return False
    return data.sizes[hue] <= MAX_LEGEND_ENTRIES and data[hue].dtype.kind in "fiuU"


def scale_of_points(hue: xr.DataArray, spec: Any, parameters: Parameters) -> dict[str, Any]:
    """Return arguments with which each value of `hue` has a color of its own.

    Parameters
    ----------
    hue
        The coordinates of a dimension.
    spec
        The colors, as for `paraverse.plot.appearance.value_colors.colors_of_values`.
    parameters
        All values of the parameters of the sweep.

    Returns
    -------
    dict
        `cmap`, and for numbers `norm`, which replaces `vmin` and `vmax`.
    """
    colors = _colors(hue, spec, parameters)
    if hue.dtype.kind in "fiu":
        norm, cmap = scale_of_numbers(hue.values, colors)
        return {"norm": norm, "cmap": cmap, "vmin": None, "vmax": None}
    order = np.argsort(hue.values)  # as xarray numbers them
    return {"cmap": ListedColormap([colors[index] for index in order])}


def legend_of_points(
    hue: xr.DataArray, spec: Any, parameters: Parameters
) -> tuple[list[Any], list[str], str]:
    """Return the contents of a legend that explains the colors of `scale_of_points`.

    Parameters
    ----------
    hue, spec, parameters
        As for `scale_of_points`.

    Returns
    -------
    handles : list of matplotlib.lines.Line2D
        A point for each value.
    labels : list of str
        The values.
    title : str
        The name of the dimension, with its unit.
    """
    handles = [
        Line2D([], [], marker="o", linestyle="None", color=color)
        for color in _colors(hue, spec, parameters)
    ]
    return handles, value_labels(hue.values), axis_label(hue)


def _colors(hue: xr.DataArray, spec: Any, parameters: Parameters) -> list[Any]:
    values = hue.values.tolist()
    colors = colors_of_values(values, spec, name=hue.name, parameters=parameters)
    return colors or colors_of_style(len(values))
