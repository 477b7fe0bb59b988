"""Operations that combine labeled arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from paraverse.errors import TransformError
from paraverse.transform.registration import operation

if TYPE_CHECKING:
    import numpy as np


@operation("dantro.apply_along_axis")
def apply_along_axis(
    func: Callable[..., Any], axis: int, arr: Any, *args: Any, **kwargs: Any
) -> np.ndarray:
    """Call a function with each one-dimensional slice of an array.

    Parameters
    ----------
    func
        The function. Each of its results becomes an element, regardless of its type.
    axis
        Axis of the slices. Negative numbers count from the last axis.
    arr
        The array, of any shape.
    args, kwargs
        Further arguments of the function.

    Returns
    -------
    numpy.ndarray
        An array of dtype object, with the shape of `arr` without the axis.
    """
    import numpy as np

    axis = range(arr.ndim)[axis]  # may count from the end
    result = np.empty((*arr.shape[:axis], *arr.shape[axis + 1 :]), dtype=object)
    for index in np.ndindex(result.shape):
        result[index] = func(arr[(*index[:axis], slice(None), *index[axis:])], *args, **kwargs)
    return result


@operation("dantro.multi_concat")
def multi_concat(
    arrs: np.ndarray,
    *,
    dims: Sequence[str],
    join: str = "outer",
    compat: str = "no_conflicts",
    coords: str = "different",
    combine_attrs: Any = "drop_conflicts",
    **kwargs: Any,
) -> Any:
    """Concatenate an array of labeled arrays along each of its axes.

    Parameters
    ----------
    arrs
        Array of dtype object with xarray objects as elements.
    dims
        The dimension to concatenate along for each axis of `arrs`.
    join, compat, coords, combine_attrs, kwargs
        Arguments of `xarray.concat`.

    Returns
    -------
    xarray.DataArray or xarray.Dataset
        The concatenated elements.

    Raises
    ------
    TransformError
        If `dims` does not have one dimension for each axis.
    """
    import xarray as xr

    if len(dims) != arrs.ndim:
        raise TransformError(f"{len(dims)} dimensions ({dims}) for an array of {arrs.ndim}.")
    options = {
        "join": join, "compat": compat, "coords": coords, "combine_attrs": combine_attrs, **kwargs,
    }  # fmt: skip
    for axis, dim in reversed(list(enumerate(dims))):
        arrs = apply_along_axis(xr.concat, axis, arrs, dim=dim, **options)
    return arrs.item()


@operation("dantro.merge")
def merge(
    arrs: Iterable[Any],
    *,
    reduce_to_array: bool = False,
    join: Any = "outer",
    compat: Any = "no_conflicts",
    combine_attrs: Any = "drop_conflicts",
    **merge_kwargs: Any,
) -> Any:
    """Merge labeled arrays.

    Parameters
    ----------
    arrs
        xarray objects, in a list or in an array of any shape.
    reduce_to_array
        Whether to return a single variable instead of a dataset.
    join, compat, combine_attrs, merge_kwargs
        Arguments of `xarray.merge`.

    Returns
    -------
    xarray.Dataset or xarray.DataArray
        The merged variables; with `reduce_to_array`, the only variable.

    Raises
    ------
    TransformError
        If `reduce_to_array` is set and there is not exactly one variable.
    """
    import numpy as np
    import xarray as xr

    objects = arrs.flat if isinstance(arrs, np.ndarray) else arrs
    options = {"join": join, "compat": compat, "combine_attrs": combine_attrs, **merge_kwargs}
    dataset = xr.merge(objects, **options)
    if not reduce_to_array:
        return dataset
    if len(dataset.data_vars) != 1:
        raise TransformError(
            f"There are {len(dataset.data_vars)} variables ({', '.join(map(str, dataset))}); "
            "`reduce_to_array` takes one."
        )
    (array,) = dataset.data_vars.values()
    return array


@operation("dantro.expand_dims")
def expand_dims(d: Any, *, dim: Any = None, **kwargs: Any) -> Any:
    """Add leading dimensions.

    Parameters
    ----------
    d
        A labeled array, or anything that can become one.
    dim
        The new dimension, or a mapping from each new dimension to its length or coordinates.
    kwargs
        Further arguments of `xarray.DataArray.expand_dims`.

    Returns
    -------
    xarray.DataArray or xarray.Dataset
        The expanded data, in which the new dimensions come first.
    """
    import xarray as xr

    array = d if hasattr(d, "expand_dims") else xr.DataArray(d)
    return array.expand_dims(dim, **kwargs)
