"""Operations that compare values or mask arrays."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from paraverse.errors import TransformError, suggest
from paraverse.transform.registration import operation
from paraverse.transform.registry import register_table

if TYPE_CHECKING:
    import xarray as xr


_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "eq": operator.eq,
    "!=": operator.ne,
    "ne": operator.ne,
    "<": operator.lt,
    "lt": operator.lt,
    "<=": operator.le,
    "le": operator.le,
    ">": operator.gt,
    "gt": operator.gt,
    ">=": operator.ge,
    "ge": operator.ge,
    "^": operator.xor,
    "xor": operator.xor,
    "contains": operator.contains,
}
register_table(_OPERATORS)


@operation("in")
def is_in(data: Any, values: Any) -> Any:
    """Tell whether a value, or each element of an array, is one of several values.

    Parameters
    ----------
    data
        A value or an array.
    values
        The values to look for.

    Returns
    -------
    bool or array of bool
        The result; for an array, one for each element, with the labels of `data`.
    """
    if hasattr(data, "isin"):
        return data.isin(values)
    if hasattr(data, "ndim"):
        import numpy as np

        return np.isin(data, values)
    return data in values


@operation("not in")
def is_not_in(data: Any, values: Any) -> Any:
    """Tell whether a value, or each element of an array, differs from all of several values.

    Parameters
    ----------
    data
        A value or an array.
    values
        The values to look for.

    Returns
    -------
    bool or array of bool
        The result; for an array, one for each element, with the labels of `data`.
    """
    result = is_in(data, values)
    return not result if isinstance(result, bool) else ~result


@operation("in interval")
def in_interval(data: Any, interval: Any) -> Any:
    """Tell whether a value, or each element of an array, is in an interval.

    Parameters
    ----------
    data
        A value or an array.
    interval
        Lower and upper end, both of which belong to the interval.

    Returns
    -------
    bool or array of bool
        The result; for an array, one for each element, with the labels of `data`.
    """
    lower, upper = interval
    return (data >= lower) & (data <= upper)


@operation("not in interval")
def not_in_interval(data: Any, interval: Any) -> Any:
    """Tell whether a value, or each element of an array, is outside an interval.

    Parameters
    ----------
    data
        A value or an array.
    interval
        Lower and upper end, both of which belong to the interval.

    Returns
    -------
    bool or array of bool
        The result; for an array, one for each element, with the labels of `data`.
    """
    lower, upper = interval
    return (data < lower) | (data > upper)


COMPARISONS = {
    **_OPERATORS,
    "in": is_in,
    "not in": is_not_in,
    "in interval": in_interval,
    "not in interval": not_in_interval,
}
"""Comparisons of two values by the names of their operations."""


@operation("create_mask")
def create_mask(data: Any, operator_name: str, rhs_value: Any) -> xr.DataArray:
    """Compare the elements of an array.

    Parameters
    ----------
    data
        An array of any shape.
    operator_name
        One of `COMPARISONS`, except ``contains``.
    rhs_value
        The value to compare with.

    Returns
    -------
    xarray.DataArray
        Booleans with the dimensions and coordinates of `data`; the name describes the comparison.

    Raises
    ------
    TransformError
        If there is no such comparison.
    """
    import xarray as xr

    allowed = [name for name in COMPARISONS if name != "contains"]
    if operator_name not in allowed:
        raise TransformError(
            f"{operator_name!r} is not a comparison. {suggest(operator_name, allowed, limit=99)}"
        )
    array = xr.DataArray(data)
    mask: xr.DataArray = COMPARISONS[operator_name](array, rhs_value)
    return mask.rename(
        f"{array.name} (masked by '{operator_name} {rhs_value}')" if array.name else None
    )


@operation("where")
def where(data: Any, operator_name: str, rhs_value: Any, **kwargs: Any) -> xr.DataArray:
    """Return the elements for which a comparison holds, and NaN for the others.

    Parameters
    ----------
    data, operator_name, rhs_value
        See `create_mask`.
    kwargs
        Further arguments of `xarray.DataArray.where`, such as `other` and `drop`.

    Returns
    -------
    xarray.DataArray
        The masked array, with the name, dimensions and coordinates of `data`.

    Raises
    ------
    TransformError
        If there is no such comparison.
    """
    import xarray as xr

    return xr.DataArray(data).where(create_mask(data, operator_name, rhs_value), **kwargs)
