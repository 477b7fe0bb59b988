"""Operations on arrays with objects as elements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from paraverse.errors import TransformError
from paraverse.transform.registration import operation

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr
    from numpy.typing import DTypeLike


@operation("populate_ndarray")
def populate_ndarray(
    objs: Iterable[Any],
    shape: int | Sequence[int] | None = None,
    dtype: DTypeLike = float,
    order: Literal["C", "F"] = "C",
    out: np.ndarray | None = None,
    ufunc: Callable[[Any], Any] | None = None,
) -> np.ndarray:
    """Create an array from objects, one for each element.

    Parameters
    ----------
    objs
        The objects, as many as the array has elements.
    shape
        Shape of the array; may be omitted if `out` is given.
    dtype
        Dtype of the array.
    order
        The index that changes fastest from one object to the next: the last ("C") or the first
        ("F").
    out
        An array whose shape, dtype and order are used instead. It is not changed.
    ufunc
        Called with each object; the results become the elements. By default, the objects
        themselves do.

    Returns
    -------
    numpy.ndarray
        A new array.

    Raises
    ------
    TransformError
        If neither `shape` nor `out` is given, or if there are too many or too few objects.
    """
    import numpy as np

    if out is not None:
        shape, dtype = out.shape, out.dtype
        order = "F" if out.flags.fnc else "C"
    if shape is None:
        raise TransformError("populate_ndarray needs the `shape` of the array.")
    values = list(objs)
    if len(values) != np.prod(shape):
        raise TransformError(f"{len(values)} objects do not fill an array of shape {shape}.")
    flat = np.empty(len(values), dtype)
    for index, value in enumerate(values):
        flat[index] = ufunc(value) if ufunc else value
    return flat.reshape(shape, order=order)


@operation("build_object_array")
def build_object_array(
    objs: Mapping[Any, Any] | Iterable[Any],
    *,
    dims: Sequence[str] = ("label",),
    fillna: Any = None,
) -> xr.DataArray:
    """Create a labeled array from objects.

    Parameters
    ----------
    objs
        The objects by label, or a list, whose labels are 0, 1, …. With more than one dimension,
        labels are tuples.
    dims
        Names of the dimensions.
    fillna
        Value that replaces missing objects, None and NaN. By default, only missing objects are
        replaced, with NaN.

    Returns
    -------
    xarray.DataArray
        An array of dtype object; the labels of each dimension are sorted.

    Raises
    ------
    TransformError
        If a label does not fit the dimensions.
    """
    import numpy as np
    import xarray as xr

    items = objs.items() if isinstance(objs, Mapping) else enumerate(objs)
    objects = {key if isinstance(key, tuple) else (key,): value for key, value in items}
    for key in objects:
        if len(key) != len(dims):
            raise TransformError(f"The label {key} is not one of dimensions {tuple(dims)}.")
    labels = [_sorted({key[axis] for key in objects}) for axis in range(len(dims))]
    positions = [{label: index for index, label in enumerate(axis)} for axis in labels]
    values = np.full([len(axis) for axis in labels], np.nan, dtype=object)
    for key, value in objects.items():
        values[tuple(positions[axis][label] for axis, label in enumerate(key))] = value
    array = xr.DataArray(values, dims=dims, coords=dict(zip(dims, labels, strict=True)))
    return array if fillna is None else array.fillna(fillna)


def _sorted(labels: set[Any]) -> list[Any]:
    try:
        return sorted(labels)
    except TypeError:  # labels of different types
        return sorted(labels, key=str)


@operation("expand_object_array")
def expand_object_array(
    d: Any,
    *,
    shape: Sequence[int] | None = None,
    astype: DTypeLike | None = None,
    dims: Sequence[str] | None = None,
    coords: Mapping[str, Any] | Literal["trivial"] = "trivial",
    combination_method: Literal["concat", "merge"] = "concat",
    allow_reshaping_failure: bool = False,
) -> xr.DataArray:
    """Turn an array of arrays into one array with more dimensions.

    Parameters
    ----------
    d
        An array with arrays as elements.
    shape
        Shape to reshape each element to; by default that of the first.
    astype
        Dtype to convert each element to; by default it is left unchanged.
    dims
        Names of the dimensions of the elements; by default ``inner_dim_0``, ``inner_dim_1``, ….
    coords
        Coordinates of all of these dimensions. ``trivial`` ones are 0, 1, ….
    combination_method
        With ``concat``, elements that cannot be reshaped cause an error; with ``merge``, they
        become NaN.
    allow_reshaping_failure
        Whether to allow elements that cannot be reshaped, like ``combination_method: merge``.

    Returns
    -------
    xarray.DataArray
        The array, with the dimensions of `d` followed by those of the elements.

    Raises
    ------
    TransformError
        If an element cannot be reshaped, or if names or coordinates do not fit the shape.
    """
    import numpy as np
    import xarray as xr

    outer = xr.DataArray(d)
    if shape is None:
        shape = np.shape(outer.values.flat[0])
    shape = tuple(shape)
    dims = [f"inner_dim_{axis}" for axis in range(len(shape))] if dims is None else list(dims)
    if len(dims) != len(shape):
        raise TransformError(f"{len(dims)} names ({dims}) for the {len(shape)} dimensions inside.")
    if isinstance(coords, str):
        coords = dict.fromkeys(dims, coords)
    if set(coords) != set(dims):
        raise TransformError(f"Coordinates of {list(coords)} for the dimensions {dims}.")
    if combination_method not in ("concat", "merge"):
        raise TransformError(f"{combination_method!r} is not 'concat' or 'merge'.")
    allow_gaps = allow_reshaping_failure or combination_method == "merge"
    inner = _reshape_elements(outer.values, shape, astype, allow_gaps)
    gaps = [np.dtype(float)] if len(inner) < outer.size else []
    dtype = np.result_type(*(array.dtype for array in inner.values()), *gaps)
    values = np.full((*outer.shape, *shape), np.nan if gaps else 0, dtype=dtype)
    for index, array in inner.items():
        values[index] = array
    labels = {
        dim: range(size) if isinstance(coords[dim], str) else coords[dim]
        for dim, size in zip(dims, shape, strict=True)
    }
    return xr.DataArray(
        values,
        dims=[*outer.dims, *dims],
        coords={**outer.coords, **labels},
        name=outer.name or "data",
        attrs=outer.attrs,
    )


def _reshape_elements(
    elements: np.ndarray, shape: tuple[int, ...], dtype: DTypeLike | None, allow_gaps: bool
) -> dict[tuple[int, ...], np.ndarray]:
    """Return the elements by their indices, without those that do not fit the shape."""
    import numpy as np

    arrays: dict[tuple[int, ...], np.ndarray] = {}
    for index, element in np.ndenumerate(elements):
        try:
            arrays[index] = np.asarray(element, dtype=dtype).reshape(shape)
        except (TypeError, ValueError) as error:
            if not allow_gaps:
                raise TransformError(
                    f"The element {index} has shape {np.shape(element)}, not {shape}. With "
                    "`allow_reshaping_failure: true` it becomes NaN."
                ) from error
    return arrays
