"""Names of quantities and of their values for display in figures."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr


def axis_label(quantity: xr.DataArray) -> str:
    """Return the label of an axis: the long name (otherwise the name) and the units.

    Parameters
    ----------
    quantity
        The variable or coordinate along the axis, with attributes that follow the CF conventions
        (`long_name`, `standard_name`, `units`).

    Returns
    -------
    str
        The label, wrapped at 30 characters; empty if the quantity has no name.

    Examples
    --------
    >>> axis_label(xr.DataArray(0, name="E", attrs={"long_name": "energy", "units": "J"}))
    'energy [J]'
    """
    names = (quantity.attrs.get("long_name"), quantity.attrs.get("standard_name"), quantity.name)
    name = str(next((name for name in names if name is not None), ""))
    units = quantity.attrs.get("units")
    label = f"{name} [{units}]" if units else name
    return label if label.startswith("$") else "\n".join(textwrap.wrap(label, 30))


def value_labels(values: Sequence[Any] | np.ndarray) -> list[str]:
    """Return short, distinct names of values.

    Parameters
    ----------
    values
        Distinct values of any type, of shape (n,).

    Returns
    -------
    list of str
        A name for each value. Long floats are rounded to the smallest number of digits that
        distinguishes them, but to at least three.

    Examples
    --------
    >>> value_labels([0.1, 0.2, 0.30000000000000004])
    ['0.1', '0.2', '0.3']
    """
    array = np.asarray(values)
    if array.dtype.kind == "M":
        return [str(date) for date in np.datetime_as_string(array, unit="auto")]
    labels = [str(value) for value in array.tolist()]
    if array.dtype == object and len(set(labels)) < len(labels):  # 1 and "1", for example
        labels = [repr(value) for value in array.tolist()]
    if array.dtype.kind != "f" or max(map(len, labels), default=0) <= 8:
        return labels
    count = len(set(labels))
    rounded = ([f"{value:.{digits}g}" for value in array.tolist()] for digits in range(3, 17))
    return next((short for short in rounded if len(set(short)) == count), labels)
