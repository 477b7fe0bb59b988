"""Names of quantities and of their values for display in figures."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
import xarray as xr

from paraverse.plot.appearance.powers_of_ten import with_powers_of_ten


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
    """Return short, distinct names of values as figures show them.

    Parameters
    ----------
    values
        Distinct values of any type, of shape (n,).

    Returns
    -------
    list of str
        A name for each value. Long floats are rounded to the smallest number of digits that
        distinguishes them, but to at least three. Dates have a time only if one of them is not at
        midnight.

    Examples
    --------
    >>> value_labels([0.1, 0.2, 0.30000000000000004])
    ['0.1', '0.2', '0.3']
    >>> value_labels([1e-12, 2.5e-12])
    ['10⁻¹²', '2.5×10⁻¹²']
    """
    array = np.asarray(values)
    texts = value_texts(array)
    return list(map(with_powers_of_ten, texts)) if array.dtype.kind == "f" else texts


def value_texts(values: Sequence[Any] | np.ndarray) -> list[str]:
    """Return short, distinct names of values as one would type them, for messages.

    Parameters
    ----------
    values
        As for `value_labels`.

    Returns
    -------
    list of str
        The names of `value_labels`, with numbers as Python writes them.
    """
    array = np.asarray(values)
    if array.dtype.kind == "M":
        return _date_texts(array)
    labels = [str(value) for value in array.tolist()]
    if array.dtype == object and len(set(labels)) < len(labels):  # 1 and "1", for example
        labels = [repr(value) for value in array.tolist()]
    if array.dtype.kind != "f" or max(map(len, labels), default=0) <= 8:
        return labels
    count = len(set(labels))
    rounded = ([f"{value:.{digits}g}" for value in array.tolist()] for digits in range(3, 17))
    return next((short for short in rounded if len(set(short)) == count), labels)


def equation(name: Any, label: str, quantity: xr.DataArray | None = None) -> str:
    """Return the title of what has one value of a coordinate, such as ``day = 10 [d]``.

    Parameters
    ----------
    name
        The name of the coordinate.
    label
        The value, as `value_labels` returns it.
    quantity
        The coordinate, whose attribute `units` is added as xarray does; None for no units.

    Returns
    -------
    str
        The title.
    """
    return f"{name} = {label}{unit_suffix(quantity)}"


def unit_suffix(quantity: xr.DataArray | None) -> str:
    """Return the units of a quantity in brackets after a space; "" if it has none."""
    units = None if quantity is None else quantity.attrs.get("units")
    return f" [{units}]" if units else ""


def _date_texts(dates: Any) -> list[str]:
    """Return dates with as much of the time as at least one of them has."""
    times = pd.DatetimeIndex(dates[~np.isnat(dates)])
    unit: Literal["D", "m", "auto"]
    if (times == times.normalize()).all():
        unit = "D"
    elif (times.second == 0).all() and (times.microsecond == 0).all():
        unit = "m"
    else:
        unit = "auto"
    texts = np.datetime_as_string(dates, unit=unit)
    return [text if text == "NaT" else text.replace("T", " ") for text in texts.tolist()]
