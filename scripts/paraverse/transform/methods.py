"""Methods and attributes of objects as operations: ``.mean``, ``.coords``, ``.sel.item``."""

from __future__ import annotations

import inspect
from typing import Any

from paraverse.errors import TransformError, suggest

METHODS = (
    "all", "any", "argmax", "argmin", "argpartition", "argsort", "assign", "assign_attrs",
    "assign_coords", "assign_var", "astype", "attrs", "base", "bfill", "chunk", "clip", "coarsen",
    "compute", "coords", "copy", "corr", "count", "cov", "cumprod", "cumsum", "cumulative",
    "curvefit", "data", "data_vars", "diagonal", "diff", "differentiate", "dims", "dot",
    "drop_dims", "drop_isel", "drop_sel", "drop_vars", "dropna", "dt", "dtype", "equals",
    "expand_dims", "ffill", "fill", "fillna", "flat", "flatten", "format", "get", "groupby",
    "groupby_bins", "head", "idxmax", "idxmin", "imag", "indexes", "integrate", "interp",
    "interp_like", "interpolate_na", "isel", "isin", "isnull", "item", "items", "itemsize", "join",
    "keys", "length", "loc", "map", "max", "mean", "median", "min", "name", "nbytes", "ndim",
    "nonzero", "notnull", "pad", "pipe", "plot", "polyfit", "prod", "quantile", "rank", "ravel",
    "real", "reduce", "reindex", "reindex_like", "rename", "rename_dims", "rename_vars", "repeat",
    "resample", "reset_coords", "reset_index", "reshape", "roll", "rolling", "rolling_exp",
    "round", "sel", "set_index", "set_xindex", "shape", "shift", "size", "sizes", "sort", "sortby",
    "split", "squeeze", "squeeze_with_drop", "stack", "std", "str", "sum", "swap_dims",
    "swapaxes", "T", "tail", "take", "thin", "to_array", "to_dataarray", "to_dataframe",
    "to_dataset", "to_dict", "to_numpy", "to_pandas", "to_series", "tolist", "trace", "transform",
    "transpose", "unstack", "update", "values", "var", "variables", "weighted", "where",
)  # fmt: skip
"""Common methods and attributes of arrays, for suggestions. Those of other objects work as well."""


def call_attribute(path: str, data: Any, /, *args: Any, **kwargs: Any) -> Any:
    """Call a method of an object, or return an attribute.

    Parameters
    ----------
    path
        Name of the method or attribute. In a path such as ``sel.item``, each name refers to
        the result of the previous one; the arguments are those of the first method.
    data
        The object.
    args, kwargs
        Arguments of the method. An attribute takes none, or one: a key or an index.

    Returns
    -------
    object
        The result of the method; the attribute, or an item of it.

    Raises
    ------
    TransformError
        If the object has no such attribute, or if an attribute that is not a method gets more
        than one key or index.

    Examples
    --------
    >>> call_attribute("strip.upper", "--a--", "-")
    'A'
    >>> call_attribute("real.is_integer", 2.0)
    True
    """
    *parents, last = path.split(".")
    value = data
    for name in parents:
        value = _get_attribute(value, name)
        # Not `callable`: accessors such as `.plot` can be called and have methods of their own
        if inspect.isroutine(value):
            value = value(*args, **kwargs)
            args, kwargs = (), {}
    owner, value = value, _get_attribute(value, last)
    if callable(value):
        return value(*args, **kwargs)
    if not args and not kwargs:
        return value
    if len(args) == 1 and not kwargs:
        return value[args[0]]
    raise TransformError(
        f".{last} of a {type(owner).__name__} is not a method; it takes at most a key."
    )


def check_attribute(path: str) -> str | None:
    """Check the name of a method or attribute for misspellings.

    The libraries with the usual types are imported only for names that look like a misspelling.

    Parameters
    ----------
    path
        Name of the method or attribute, or a path of these, such as ``sel.item``.

    Returns
    -------
    str or None
        A message if a name resembles one of `METHODS` and no usual type has it; otherwise None.

    Examples
    --------
    >>> check_attribute("maen")
    "Unknown operation '.maen'. Did you mean '.mean'?"
    """
    for name in path.split("."):
        if name in METHODS or not suggest(name, METHODS, limit=0):
            continue
        import numpy as np
        import pandas as pd
        import xarray as xr

        types = (xr.DataArray, xr.Dataset, np.ndarray, pd.DataFrame, pd.Series, str, dict, list)
        if not any(hasattr(type_, name) for type_ in types):
            hint = suggest(f".{name}", (f".{method}" for method in METHODS), limit=0)
            return f"Unknown operation '.{path}'. {hint}"
    return None


def _get_attribute(owner: Any, name: str) -> Any:
    try:
        return getattr(owner, name)
    except AttributeError as error:
        hint = suggest(name, dir(owner), limit=0)
        message = f"A {type(owner).__name__} has no method or attribute {name!r}. {hint}".strip()
        raise TransformError(message) from error
