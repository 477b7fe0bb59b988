"""Data, defaults and labels for seaborn functions."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from paraverse.plot.appearance.labels import axis_label

_MAX_LISTED_NUMBERS = 10
"""Maximum number of distinct numbers that have a color and a legend entry each."""


def to_data_frame(data: Any) -> Any:
    """Convert labeled arrays to a data frame in long form.

    Parameters
    ----------
    data
        Any argument of a seaborn function.

    Returns
    -------
    object
        For an array or a dataset, a `pandas.DataFrame` with a column for each dimension,
        coordinate and variable (``value`` for an array without a name). Anything else is returned
        unchanged.
    """
    if isinstance(data, xr.DataArray) and data.name is None:
        data = data.rename("value")
    if isinstance(data, xr.DataArray | xr.Dataset):
        return data.to_dataframe().reset_index()
    return data


def with_reproducible_defaults(
    function: Callable[..., Any], arguments: Mapping[str, Any]
) -> dict[str, Any]:
    """Add arguments that make the figures of a seaborn function reproducible and legible.

    The state of NumPy's global random generator is also reset, since seaborn offers no other way
    to make the random displacement of points reproducible.

    Parameters
    ----------
    function
        The seaborn function.
    arguments
        Its keyword arguments.

    Returns
    -------
    dict
        The arguments, preceded by `seed` if the function accepts it and `palette` if `hue` is a
        numeric column. The palette is the color map of the style, since the smallest numbers
        would be nearly white in seaborn's own palette.
    """
    np.random.seed(0)
    defaults: dict[str, Any] = {}
    if "seed" in inspect.signature(function).parameters:
        defaults["seed"] = 0
    column = _find_column(arguments.get("data"), arguments.get("hue"))
    if column is not None and column.dtype.kind in "fiu":
        defaults["palette"] = _palette_for_numbers(sorted(column.dropna().unique().tolist()))
    return {**defaults, **arguments}


def label_axes(axes: Iterable[Axes], labels: Mapping[str, str]) -> None:
    """Replace column names in axis labels with long names and units, which seaborn ignores.

    Parameters
    ----------
    axes
        The axes that seaborn has drawn on.
    labels
        Labels by column name.
    """
    for ax in axes:
        for axis in (ax.xaxis, ax.yaxis):
            name = axis.get_label_text()
            if name in labels:
                axis.set_label_text(labels[name])


def axis_labels(data: Any) -> dict[str, str]:
    """Return the axis labels of everything in labeled data.

    Parameters
    ----------
    data
        Labeled data, or any other argument of a plot function.

    Returns
    -------
    dict
        Labels by name for all variables and coordinates of a dataset or an array. Empty for
        anything else.
    """
    if isinstance(data, xr.Dataset):
        return {str(name): axis_label(data[name]) for name in data.variables}
    if isinstance(data, xr.DataArray):
        return {str(data.name): axis_label(data), **axis_labels(data.coords.to_dataset())}
    return {}


def _palette_for_numbers(numbers: list[Any]) -> Any:
    colormap = plt.get_cmap()
    if len(numbers) > _MAX_LISTED_NUMBERS:
        return colormap.name
    return dict(zip(numbers, colormap(np.linspace(0, 0.9, len(numbers))), strict=True))


def _find_column(data: Any, name: Any) -> Any:
    """Return a column or an index level of a data frame as a series; None if there is none."""
    if isinstance(name, str) and name in getattr(data, "columns", ()):
        return data[name]
    if isinstance(name, str) and name in getattr(getattr(data, "index", None), "names", ()):
        return data.index.get_level_values(name).to_series()
    return None
