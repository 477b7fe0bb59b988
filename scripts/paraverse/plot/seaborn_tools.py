"""seaborn, which is optional: its functions, its data, the same figures every time."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr

from paraverse.errors import PlotError


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
        They, a seed, if the function takes one, and the style's colour map for numbers that
        `hue` shows: the smallest are nearly white in seaborn's own.
    """
    np.random.seed(0)  # seaborn has no other way to choose what points are scattered by
    usual: dict[str, Any] = {}
    if "seed" in inspect.signature(function).parameters:
        usual["seed"] = 0
    data: Any = arguments.get("data")
    hue = arguments.get("hue")
    in_column = isinstance(hue, str) and hue in getattr(data, "columns", ())
    if in_column and data[hue].dtype.kind in "fiu":
        usual["palette"] = plt.rcParams["image.cmap"]
    return {**usual, **arguments}
