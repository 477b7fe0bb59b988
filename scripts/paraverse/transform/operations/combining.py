"""Operations that put labelled arrays together."""

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
        The function. Whatever it returns becomes an element.
    axis
        The axis that the slices are along.
    arr
        The array.
    args, kwargs
        Further arguments of the function.

    Returns
    -------
    numpy.ndarray
        Of type object, with one dimension less.
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
    **kwargs: Any,
) -> Any:
    """Concatenate an array of labelled arrays along each of its axes.

    Parameters
    ----------
    arrs
        Array of type object, of `xarray` objects.
    dims
        For each of its axes the dimension to concatenate along.
    join, compat, coords, kwargs
        Arguments of `xarray.concat`.

    Returns
    -------
    xarray.DataArray or xarray.Dataset

    Raises
    ------
    TransformError
        If the dimensions are too many or too few.
    """
    import xarray as xr

    if len(dims) != arrs.ndim:
        raise TransformError(f"{len(dims)} dimensions ({dims}) for an array of {arrs.ndim}.")
    options = {"join": join, "compat": compat, "coords": coords, **kwargs}
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
    **merge_kwargs: Any,
) -> Any:
    """Merge labelled arrays.

    Parameters
    ----------
    arrs
        `xarray` objects, in a list or an array of any shape.
    reduce_to_array
        Whether to return the one variable there is, instead of a dataset.
    join, compat, merge_kwargs
        Arguments of `xarray.merge`.

    Returns
    -------
    xarray.Dataset or xarray.DataArray

    Raises
    ------
    TransformError
        If `reduce_to_array` is set and there is not one variable.
    """
    import numpy as np
    import xarray as xr

    objects = arrs.flat if isinstance(arrs, np.ndarray) else arrs
    dataset = xr.merge(objects, join=join, compat=compat, **merge_kwargs)
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
    """Add dimensions in front.

    Parameters
    ----------
    d
        Labelled array, or what can become one.
    dim
        For each new dimension its length or its coordinates.
    kwargs
        Further arguments of `xarray.DataArray.expand_dims`.
    """
    import xarray as xr

    array = d if hasattr(d, "expand_dims") else xr.DataArray(d)
    return array.expand_dims(dim, **kwargs)
