"""Data, defaults and labels for seaborn functions."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.legend import Legend

from paraverse.plot.appearance.labels import axis_label, unit_suffix
from paraverse.plot.appearance.value_colors import (
    MAX_LEGEND_ENTRIES,
    Parameters,
    colors_of_style,
    colors_of_values,
    is_seed,
)


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
    function: Callable[..., Any],
    arguments: Mapping[str, Any],
    parameters: Parameters | None = None,
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
    parameters
        All values of the parameters of the sweep, as for
        `paraverse.plot.appearance.value_colors.colors_of_values`.

    Returns
    -------
    dict
        The arguments, preceded by `seed` if the function accepts it and `palette` if `hue` is a
        column: values have the colors that lines have. More numbers than a legend can list have the
        color map of the style, since the smallest would be nearly white in seaborn's own palette.
        More values of a seed than that have one color and no legend.
    """
    np.random.seed(0)
    defaults: dict[str, Any] = {}
    if "seed" in inspect.signature(function).parameters:
        defaults["seed"] = 0
    hue = arguments.get("hue")
    column = _find_column(arguments.get("data"), hue)
    if column is not None:
        palette = _palette(column, hue, parameters or {})
        if palette is not None:
            defaults["palette"] = palette
        if isinstance(palette, dict) and len(palette) > MAX_LEGEND_ENTRIES:
            defaults["legend"] = False
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


def label_legends(legends: Iterable[Legend], labels: Mapping[str, str]) -> None:
    """Replace column names in legends with long names and units, like those of axes.

    Parameters
    ----------
    legends
        The legends, which seaborn gives titles, or headings if there are several parts.
    labels
        Labels by column name.
    """
    for legend in legends:
        for text in (legend.get_title(), *legend.get_texts()):
            text.set_text(labels.get(text.get_text(), text.get_text()))


def label_titles(axes: Iterable[Axes], units: Mapping[str, str]) -> None:
    """Add units to titles of axes in a grid, which seaborn leaves out.

    Parameters
    ----------
    axes
        The axes, with titles such as ``rate = 0.1 | day = 2``.
    units
        What to append, by column name.
    """
    for ax in axes:
        equations = ax.get_title().split(" | ")
        names = [equation.partition(" = ")[0] for equation in equations]
        if units.keys() & set(names):
            pairs = zip(equations, names, strict=True)
            ax.set_title(" | ".join(equation + units.get(name, "") for equation, name in pairs))


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


def unit_suffixes(data: Any) -> dict[str, str]:
    """Return the units in brackets of everything in labeled data that has any, by its name."""
    if isinstance(data, xr.DataArray):
        data = data.coords.to_dataset()
    if not isinstance(data, xr.Dataset):
        return {}
    suffixes = {str(name): unit_suffix(data[name]) for name in data.variables}
    return {name: suffix for name, suffix in suffixes.items() if suffix}


def _palette(column: Any, name: Any, parameters: Parameters) -> Any:
    """Return a color for each value of a column, or the name of a color map; None for neither."""
    are_numbers = column.dtype.kind in "fiu"
    if not are_numbers and not column.map(lambda value: isinstance(value, str | bool)).all():
        return None
    values = column.dropna().unique().tolist()
    if are_numbers:
        values = sorted(values)
    if len(values) > MAX_LEGEND_ENTRIES and not (are_numbers and is_seed(name)):
        return plt.get_cmap().name if are_numbers else None
    colors = colors_of_values(values, name=name, parameters=parameters)
    return dict(zip(values, colors or colors_of_style(len(values)), strict=True))


def _find_column(data: Any, name: Any) -> Any:
    """Return a column or an index level of a data frame as a series; None if there is none."""
    if isinstance(name, str) and name in getattr(data, "columns", ()):
        return data[name]
    if isinstance(name, str) and name in getattr(getattr(data, "index", None), "names", ()):
        return data.index.get_level_values(name).to_series()
    return None
