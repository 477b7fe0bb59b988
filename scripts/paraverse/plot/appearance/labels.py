"""Names of quantities and of their values, as figures show them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr


def axis_label(quantity: xr.DataArray) -> str:
    """Return the label of an axis: long name, else name, and units.

    Parameters
    ----------
    quantity
        What the axis shows; its attributes follow the CF conventions.

    Examples
    --------
    >>> axis_label(xr.DataArray(0, name="E", attrs={"long_name": "energy", "units": "J"}))
    'energy [J]'
    """
    names = (quantity.attrs.get("long_name"), quantity.attrs.get("standard_name"), quantity.name)
    name = str(next((name for name in names if name is not None), ""))
    units = quantity.attrs.get("units")
    text = f"{name} [{units}]" if units else name
    return text if text.startswith("$") else "\n".join(textwrap.wrap(text, 30))


def value_labels(values: Sequence[Any] | np.ndarray) -> list[str]:
    """Return short names of different values.

    Parameters
    ----------
    values
        Shape (n,). Of long floats as many digits are shown as tell them apart.

    Examples
    --------
    >>> value_labels([0.1, 0.2, 0.30000000000000004])
    ['0.1', '0.2', '0.3']
    """
    array = np.asarray(values)
    if array.dtype.kind == "M":
        return [str(text) for text in np.datetime_as_string(array, unit="auto")]
    texts = [str(value) for value in array.tolist()]
    if array.dtype.kind != "f" or max(map(len, texts), default=0) <= 8:
        return texts
    different = len(set(texts))
    rounded = ([f"{value:.{digits}g}" for value in array.tolist()] for digits in range(3, 17))
    return next((short for short in rounded if len(set(short)) == different), texts)
