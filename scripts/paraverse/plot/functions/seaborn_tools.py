"""seaborn, which is optional: its functions, its data, the same figures every time."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from paraverse.errors import PlotError
from paraverse.plot.appearance.labels import axis_label

_FEW = 10
"""Numbers that have a colour and an entry in the legend each."""


def import_seaborn() -> Any:
    """Return the module.

    Raises
    ------
    PlotError
        If it is not installed.
    """
    try:
        import seaborn  # type: ignore[import-untyped]
    except ImportError:
        raise PlotError(
            "This plot needs seaborn: `pip install seaborn`, or add it to envs/plot.yaml."
        ) from None
    return seaborn


def as_frame(data: Any) -> Any:
    """Return labelled arrays as a data frame in long form: a column for each dimension.

    Everything else is returned as it is.
    """
    if isinstance(data, xr.DataArray) and data.name is None:
        data = data.rename("value")
    if isinstance(data, xr.DataArray | xr.Dataset):
        return data.to_dataframe().reset_index()
    return data


def improved(function: Callable[..., Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Let a function of seaborn make the same figure every time, and one that can be read.

    Parameters
    ----------
    function
        The function.
    arguments
        Its arguments.

    Returns
    -------
    dict
        They, a seed, if the function takes one, and colours of the style's colour map for numbers
        that `hue` shows: the smallest are nearly white in seaborn's own.
    """
    np.random.seed(0)  # seaborn has no other way to choose what points are scattered by
    usual: dict[str, Any] = {}
    if "seed" in inspect.signature(function).parameters:
        usual["seed"] = 0
    data: Any = arguments.get("data")
    hue = arguments.get("hue")
    shown = _column(data, hue)
    if shown is not None and shown.dtype.kind in "fiu":
        values = sorted(shown.dropna().unique().tolist())
        colormap = plt.get_cmap()
        few = dict(zip(values, colormap(np.linspace(0, 0.9, len(values))), strict=True))
        usual["palette"] = few if len(values) <= _FEW else colormap.name
    return {**usual, **arguments}


def name_axes(axes: Iterable[Axes], quantities: Mapping[str, str]) -> None:
    """Label axes and legends by what seaborn does not know, long names and units.

    Parameters
    ----------
    axes
        The axes.
    quantities
        The label of each column.
    """
    for ax in axes:
        for axis in (ax.xaxis, ax.yaxis):
            name = axis.get_label_text()
            if name in quantities:
                axis.set_label_text(quantities[name])


def quantities_of(data: Any) -> dict[str, str]:
    """Return the labels of what is in labelled data; nothing for anything else."""
    if isinstance(data, xr.Dataset):
        return {str(name): axis_label(data[name]) for name in data.variables}
    if isinstance(data, xr.DataArray):
        return {str(data.name): axis_label(data), **quantities_of(data.coords.to_dataset())}
    return {}


def _column(data: Any, name: Any) -> Any:
    if isinstance(name, str) and name in getattr(data, "columns", ()):
        return data[name]
    if isinstance(name, str) and name in getattr(getattr(data, "index", None), "names", ()):
        return data.index.get_level_values(name).to_series()
    return None
