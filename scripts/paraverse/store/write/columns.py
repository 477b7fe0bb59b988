"""Write columns: values of one dtype from all universes of a batch.

A column has one of three layouts. ``stacked``: all arrays have the same shape, and the variable has
a leading dimension ``universe``. ``once``: one array stands for all universes. ``flat``: the values
of arrays of different shapes follow each other; see `paraverse.store.write.flat_columns`. Arrays
of ``records`` are written as one column for each field.

A column is described by a mapping, which goes into the index as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import netCDF4
import numpy as np

from paraverse.load.members import Deflate
from paraverse.store.arrays import (
    Encoding,
    added_shape,
    encode,
    encode_chunks,
    find_encoding,
    is_dask_array,
)
from paraverse.store.dtypes import dtype_to_json
from paraverse.store.exact_json import exact_bytes
from paraverse.store.write.cf_conventions import cf_attributes, fill_value, missing_value
from paraverse.store.write.netcdf_writer import NetcdfWriter, path_of, split_path

Column = dict[str, Any]
"""Description of a column in the index: layout, dtype, encoding, and path of the variable."""


def write_once(
    writer: NetcdfWriter,
    path: str,
    array: Any,
    *,
    dims: Sequence[str],
    compression: Deflate | None = None,
) -> Column:
    """Write one array.

    Parameters
    ----------
    writer
        Writer of the file.
    path
        Path of the group, followed by the preferred name of the variable.
    array
        The array. A dask array is written chunk by chunk;
        `paraverse.store.arrays.is_encoded_by_dtype` must hold for its dtype.
    dims
        Names of its dimensions in the file.
    compression
        How to compress it, see `NetcdfWriter.write_variable`; by default not at all.

    Returns
    -------
    dict
        The column.
    """
    if array.dtype.names:
        fields = {
            name: write_once(
                writer, f"{path}/{name}", values, dims=[*dims, *more], compression=compression
            )
            for name, values, more in _split_records(writer, path, array, ndim=len(dims))
        }
        return new_column("records", array.dtype, parts=fields)
    encoding = find_encoding([array])
    encoded = (encode_chunks if is_dask_array(array) else encode)(array, encoding)
    variable = _write(
        writer,
        path,
        encoded,
        dtype=array.dtype,
        encoding=encoding,
        dims=dims,
        compression=compression,
    )
    return new_column("once", array.dtype, encoding=encoding, at=path_of(variable))


def write_stacked(
    writer: NetcdfWriter,
    path: str,
    arrays: Sequence[np.ndarray],
    *,
    dims: Sequence[str],
    universe_indices: Sequence[int],
    count: int,
    compression: Deflate | None = None,
) -> Column:
    """Write arrays of the same shape, with a leading dimension ``universe``.

    Parameters
    ----------
    writer, path
        As for `write_once`.
    arrays
        The arrays, of one dtype and shape.
    dims
        Names of the dimensions of each array in the file.
    universe_indices
        Indices of the universes in the batch that the arrays belong to. The variable has missing
        values for all others.
    count
        Number of universes in the batch.
    compression
        As for `write_once`.

    Returns
    -------
    dict
        The column.
    """
    # Without `out`, NumPy may change the byte order and lose the metadata of the dtype
    stack = np.empty((len(arrays), *arrays[0].shape), arrays[0].dtype)
    np.stack(arrays, out=stack)
    return _write_stack(
        writer,
        path,
        stack,
        dims=dims,
        universe_indices=list(universe_indices),
        count=count,
        compression=compression,
    )


def _write_stack(
    writer: NetcdfWriter,
    path: str,
    stack: np.ndarray,
    *,
    dims: Sequence[str],
    universe_indices: list[int],
    count: int,
    compression: Deflate | None,
) -> Column:
    if stack.dtype.names:
        fields = {
            name: _write_stack(
                writer,
                f"{path}/{name}",
                values,
                dims=[*dims, *more],
                universe_indices=universe_indices,
                count=count,
                compression=compression,
            )
            for name, values, more in _split_records(writer, path, stack, ndim=1 + len(dims))
        }
        return new_column("records", stack.dtype, parts=fields)
    encoding = find_encoding([stack])
    values = encode(stack, encoding)
    missing = None
    if len(universe_indices) < count:
        missing = missing_value(values, encoding)
        present, values = values, np.full((count, *values.shape[1:]), missing, values.dtype)
        values[universe_indices] = present
    variable = _write(
        writer,
        path,
        values,
        dtype=stack.dtype,
        encoding=encoding,
        dims=["universe", *dims],
        missing=missing,
        compression=compression,
    )
    return new_column("stacked", stack.dtype, encoding=encoding, at=path_of(variable))


def _split_records(
    writer: NetcdfWriter, path: str, records: np.ndarray, *, ndim: int
) -> Iterator[tuple[str, np.ndarray, list[str]]]:
    """Yield the name and the values of each field, and the dimensions that only the field has."""
    group = writer.require_group(path)
    for name in records.dtype.names or ():
        values = np.asarray(records[name])
        more = enumerate(values.shape[ndim:], start=ndim)
        yield (
            name,
            values,
            [writer.require_dimension(group, f"dim_{axis}", size) for axis, size in more],
        )


def _write(
    writer: NetcdfWriter,
    path: str,
    values: Any,
    *,
    dtype: np.dtype[Any],
    encoding: Encoding,
    dims: Sequence[str],
    missing: Any = None,
    compression: Deflate | None,
) -> netCDF4.Variable[Any]:
    """Write encoded values, with attributes that tell other programs what they mean."""
    group, name = split_path(path)
    dims = [*dims, *_added_dims(writer, dtype, encoding)]
    fill = fill_value(encoding, missing)
    variable = writer.write_variable(
        writer.require_group(group), name, values, dims=dims, fill=fill, compression=compression
    )
    gaps = missing is not None
    variable.setncatts(cf_attributes(values, dtype, encoding, gaps=gaps))
    return variable


def _added_dims(writer: NetcdfWriter, dtype: np.dtype[Any], encoding: Encoding) -> list[str]:
    """Return the dimensions that an encoding appends."""
    root = writer.file
    if encoding == "complex":
        name = writer.require_dimension(root, "complex", 2, labels="parts")
        if name not in root.variables:
            labels = np.array(["real", "imag"], dtype=object)
            writer.write_variable(root, name, labels, dims=[name])
        return [name]
    prefix = "string" if encoding == "chars" else "bytes"
    sizes = added_shape(dtype, encoding)
    return [writer.require_dimension(root, f"{prefix}{size}", size) for size in sizes]


def are_identical(arrays: Sequence[np.ndarray]) -> bool:
    """Tell whether arrays have the same shape and are identical to the last bit.

    Parameters
    ----------
    arrays
        At least one array; all of one dtype.

    Returns
    -------
    bool
        False even if they differ only in the sign of a zero or in the payload of a NaN.
    """
    first = arrays[0]
    if any(array.shape != first.shape for array in arrays):
        return False
    content = exact_bytes(first)
    return all(array is first or exact_bytes(array) == content for array in arrays[1:])


def find_variable(writer: NetcdfWriter, column: Column) -> netCDF4.Variable[Any] | None:
    """Return the variable that belongs to a column alone.

    Parameters
    ----------
    writer
        Writer of the file.
    column
        The column.

    Returns
    -------
    netCDF4.Variable or None
        The variable; None for records, which have several, and for flat columns, which share one.
    """
    own = column["layout"] in ("once", "stacked")
    return writer.file[column["at"]] if own else None


def new_column(layout: str, dtype: np.dtype[Any], **more: Any) -> Column:
    """Return the description of a column.

    Parameters
    ----------
    layout
        ``once``, ``stacked``, ``flat`` or ``records``.
    dtype
        The dtype of the arrays before encoding.
    more
        Further keys, depending on the layout.

    Returns
    -------
    dict
        The column.
    """
    return {"layout": layout, "dtype": dtype_to_json(dtype), **more}
