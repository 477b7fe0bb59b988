"""Operations on dimensions, coordinates and variables of labeled arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from paraverse.errors import TransformError
from paraverse.transform.registration import operation
from paraverse.transform.registry import register_table

register_table({".coords.transform": "transform_coords"})


@operation("transform_coords")
def transform_coords(
    d: Any,
    dim: str | Sequence[str],
    func: Callable[..., Any],
    *,
    func_kwargs: Mapping[str, Any] | None = None,
) -> Any:
    """Replace coordinates with what a function returns for them.

    Parameters
    ----------
    d
        A labeled array or a dataset.
    dim
        Name of the coordinate, or names of several.
    func
        Called with each coordinate; returns the new values.
    func_kwargs
        Further arguments of the function; by default none.

    Returns
    -------
    xarray.DataArray or xarray.Dataset
        The same data with the new coordinates.
    """
    names = [dim] if isinstance(dim, str) else dim
    return d.assign_coords({n: func(d.coords[n], **(func_kwargs or {})) for n in names})


@operation(".squeeze_with_drop")
def squeeze_with_drop(d: Any, *args: Any, **kwargs: Any) -> Any:
    """Drop dimensions of length 1, and their coordinates.

    Parameters
    ----------
    d
        A labeled array or a dataset.
    args, kwargs
        Arguments of `xarray.DataArray.squeeze`.

    Returns
    -------
    xarray.DataArray or xarray.Dataset
        The same data with fewer dimensions.
    """
    return d.squeeze(*args, **kwargs, drop=True)


@operation(".assign_var")
def assign_var(ds: Any, name: str, var: Any) -> Any:
    """Add a variable to a dataset.

    Parameters
    ----------
    ds
        The dataset.
    name
        Name of the variable.
    var
        The variable: anything that `xarray.Dataset.assign` accepts.

    Returns
    -------
    xarray.Dataset
        A copy of the dataset with the variable.
    """
    return ds.assign({name: var})


@operation("extract_dim_names")
def extract_dim_names(
    attrs: Mapping[str, Any], *, ndim: int, attr_name: str, attr_prefix: str
) -> tuple[str | None, ...]:
    """Read names of dimensions from attributes.

    Parameters
    ----------
    attrs
        The attributes.
    ndim
        Number of dimensions.
    attr_name
        Name of the attribute with the names of all dimensions.
    attr_prefix
        Prefix of attributes with the name of one dimension, followed by its index. They take
        precedence over `attr_name`.

    Returns
    -------
    tuple of str or None
        A name for each dimension; None for dimensions without a name.

    Raises
    ------
    TransformError
        If one of these attributes does not fit the number of dimensions, or is not a name.
    """
    from paraverse.load.attribute_strings import attribute_string

    names: list[str | None] = [None] * ndim
    if attr_name in attrs:
        value = attrs[attr_name]
        names = [] if isinstance(value, str) else [attribute_string(name) for name in value]
        if len(names) != ndim or None in names:
            raise TransformError(f"{attr_name!r} is not the names of {ndim} dimensions: {value!r}.")
    for attribute, value in attrs.items():
        if attribute.startswith(attr_prefix):
            number, name = attribute.removeprefix(attr_prefix), attribute_string(value)
            if not number.isdecimal() or int(number) >= ndim:
                raise TransformError(f"{attribute!r}: the {ndim} dimensions are counted from 0.")
            if name is None:
                raise TransformError(f"{attribute!r} is not the name of a dimension: {value!r}.")
            names[int(number)] = name
    return tuple(names)


@operation("extract_coords_from_attrs")
def extract_coords_from_attrs(
    obj: Any,
    *,
    dims: Sequence[str | None],
    strict: bool,
    coords_attr_prefix: str,
    default_mode: str,
    mode_attr_prefix: str | None = None,
    attrs: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Read coordinates from attributes.

    Parameters
    ----------
    obj
        The array.
    dims
        A name for each dimension of the array; None for dimensions without a name.
    strict
        Whether attributes for other dimensions cause an error; if not, they are ignored.
    coords_attr_prefix
        Prefix of attributes with the coordinates of one dimension, followed by its name.
    default_mode
        How to interpret these attributes: one of `paraverse.load.labeling.coordinate_modes.MODES`,
        except ``linked``.
    mode_attr_prefix
        Prefix of attributes with a different mode for one dimension, followed by its name; None if
        there are no such attributes.
    attrs
        The attributes; by default those of `obj`.

    Returns
    -------
    dict
        One-dimensional arrays of coordinates by the names of their dimensions.

    Raises
    ------
    TransformError
        If an attribute does not fit its mode or, with `strict`, any dimension.
    """
    from paraverse.load.attribute_strings import attribute_string
    from paraverse.load.labeling.coordinate_modes import build_coordinates

    def linked(path: str) -> Any:
        raise ValueError(f"{path!r} is a link in the data tree, which is not available here")

    attrs = obj.attrs if attrs is None else attrs
    coords = {}
    for dim, size in zip(dims, obj.shape, strict=True):
        if dim is None:
            continue
        argument, mode = attrs.get(coords_attr_prefix + dim), default_mode
        if mode_attr_prefix is not None:
            mode = attribute_string(attrs.get(mode_attr_prefix + dim)) or default_mode
        if argument is None and mode != "trivial":
            continue
        try:
            coords[dim] = build_coordinates(mode, argument, size, read_linked=linked)
        except ValueError as error:
            raise TransformError(f"Coordinates of {dim!r}: {error}.") from error
    prefixes = [prefix for prefix in (coords_attr_prefix, mode_attr_prefix) if prefix is not None]
    for name in attrs if strict else ():
        for prefix in prefixes:
            if name.startswith(prefix) and name.removeprefix(prefix) not in coords:
                raise TransformError(
                    f"The attribute {name!r} is not for one of the dimensions {list(dims)}. "
                    "With `strict: false` it is ignored."
                )
    return coords
