"""Write values of one type from all universes of a batch.

There are three layouts. ``stacked``: all have one shape, and the variable has a leading dimension
`universe`. ``once``: one array stands for all of them. ``flat``: the values lie behind one
another, in a variable that the columns of a group share, as thousands of variables would be slow.
Of ``records``, each of their fields is a column.

A column is described by a mapping, which goes into the index as JSON.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import netCDF4
import numpy as np

from paraverse.store.arrays import (
    Encoding,
    added_shape,
    encode,
    encode_chunks,
    find_encoding,
    is_lazy,
)
from paraverse.store.dtypes import dtype_to_json
from paraverse.store.exact_json import plain_bytes
from paraverse.store.write import cf_conventions
from paraverse.store.write.netcdf_writer import NetcdfWriter, path_of, split_path

Column = dict[str, Any]


def write_once(writer: NetcdfWriter, path: str, array: Any, dims: Sequence[str]) -> Column:
    """Write one array.

    Parameters
    ----------
    writer
        Of the file.
    path
        The group, and the name that the variable should have.
    array
        The array. One of dask, whose type must be one `is_encoded_by_type` holds for, is written
        chunk by chunk.
    dims
        Its dimensions in the file.
    """
    if array.dtype.names:
        parts = {
            name: write_once(writer, f"{path}/{name}", part, [*dims, *more])
            for name, part, more in _records(writer, path, array, len(dims))
        }
        return _column("records", array.dtype, parts=parts)
    encoding = find_encoding([array])
    encoded = (encode_chunks if is_lazy(array) else encode)(array, encoding)
    variable = _write(writer, path, encoded, array.dtype, encoding, dims)
    return _column("once", array.dtype, encoding=encoding, at=path_of(variable))


def write_stacked(
    writer: NetcdfWriter,
    path: str,
    arrays: Sequence[np.ndarray],
    dims: Sequence[str],
    positions: Sequence[int],
    count: int,
) -> Column:
    """Write arrays of one shape, with a leading dimension `universe`.

    Parameters
    ----------
    writer, path
        As for `write_once`.
    arrays
        Of one type and shape.
    dims
        Dimensions of each in the file.
    positions
        The universes they belong to. In the variable, the others have missing values.
    count
        How many universes there are.
    """
    # NumPy's functions may change the byte order and lose metadata
    stack = np.empty((len(arrays), *arrays[0].shape), arrays[0].dtype)
    np.stack(arrays, out=stack)
    return _write_stack(writer, path, stack, dims, positions, count)


def _write_stack(
    writer: NetcdfWriter,
    path: str,
    stack: np.ndarray,
    dims: Sequence[str],
    positions: Sequence[int],
    count: int,
) -> Column:
    if stack.dtype.names:
        parts = {
            name: _write_stack(writer, f"{path}/{name}", part, [*dims, *more], positions, count)
            for name, part, more in _records(writer, path, stack, 1 + len(dims))
        }
        return _column("records", stack.dtype, parts=parts)
    encoding = find_encoding([stack])
    values = encode(stack, encoding)
    missing = None
    if len(positions) < count:
        missing = cf_conventions.missing_value(values, encoding)
        present, values = values, np.full((count, *values.shape[1:]), missing, values.dtype)
        values[list(positions)] = present
    dims = ["universe", *dims]
    variable = _write(writer, path, values, stack.dtype, encoding, dims, missing)
    return _column("stacked", stack.dtype, encoding=encoding, at=path_of(variable))


def _records(writer: NetcdfWriter, path: str, array: np.ndarray, ndim: int) -> Any:
    """The fields of records: their name, values, and dimensions that only they have."""
    group = writer.group(path)
    for name in array.dtype.names or ():
        part = np.asarray(array[name])
        more = enumerate(part.shape[ndim:], start=ndim)
        yield name, part, [writer.dimension(group, f"dim_{axis}", size) for axis, size in more]


def _write(
    writer: NetcdfWriter,
    path: str,
    values: Any,
    dtype: np.dtype[Any],
    encoding: Encoding,
    dims: Sequence[str],
    missing: Any = None,
) -> netCDF4.Variable[Any]:
    group, name = split_path(path)
    dims = [*dims, *_added_dimensions(writer, dtype, encoding)]
    fill = cf_conventions.fill_value(encoding, missing)
    variable = writer.variable(writer.group(group), name, values, dims, fill)
    gaps = missing is not None
    variable.setncatts(cf_conventions.attributes(values, dtype, encoding, gaps=gaps))
    return variable


def _added_dimensions(writer: NetcdfWriter, dtype: np.dtype[Any], encoding: Encoding) -> list[str]:
    root = writer.file
    if encoding == "complex":
        name = writer.dimension(root, "complex", 2, labels="parts")
        if name not in root.variables:
            writer.variable(root, name, np.array(["real", "imag"], dtype=object), [name])
        return [name]
    word = "string" if encoding == "chars" else "bytes"
    sizes = added_shape(dtype, encoding)
    return [writer.dimension(root, f"{word}{size}", size) for size in sizes]


@dataclass
class Flat:
    """The flat variables of a file: columns are gathered, then written.

    Parameters
    ----------
    writer
        Of the file.
    """

    writer: NetcdfWriter
    _gathered: dict[tuple[str, str], list[_Piece]] = field(default_factory=dict)

    def add(self, path: str, arrays: Sequence[np.ndarray]) -> Column:
        """Add a column.

        Parameters
        ----------
        path
            The group, and the name of the variable if no other column shares it.
        arrays
            Of one type and number of dimensions. If all are the same, one is kept.
        """
        dtype = arrays[0].dtype
        if dtype.names:
            parts = {
                name: self.add(f"{path}/{name}", [np.asarray(array[name]) for array in arrays])
                for name in dtype.names
            }
            return _column("records", dtype, parts=parts)
        encoding = find_encoding(arrays)
        kept = arrays[:1] if same(arrays) else arrays
        together = np.empty(sum(array.size for array in kept), dtype)
        np.concatenate([array.ravel() for array in kept], out=together)
        values = encode(together, encoding).ravel()
        if encoding == "chars":
            values = values.view("u1")
        column = _column(
            "flat",
            dtype,
            encoding=encoding,
            count=len(kept),
            shapes=[size for array in kept for size in array.shape],
        )
        group, name = split_path(path)
        pieces = self._gathered.setdefault((group, values.dtype.name), [])
        pieces.append(_Piece(name, column, values))
        return column

    def write(self) -> None:
        """Write what was gathered, and add to the columns where it is."""
        for (path, kind), pieces in self._gathered.items():
            shared = f"flat_{'text' if kind == 'object' else kind}"
            name = pieces[0].name if len(pieces) == 1 else shared
            group = self.writer.group(path)
            values = np.concatenate([piece.values for piece in pieces])
            dim = self.writer.dimension(group, f"{name}_values", values.size)
            variable = self.writer.variable(group, name, values, [dim])
            variable.comment = "arrays of different shapes, one behind another"
            start = 0
            for piece in pieces:
                piece.column.update(at=path_of(variable), start=start)
                start += piece.values.size


@dataclass(frozen=True)
class _Piece:
    name: str
    column: Column
    values: np.ndarray


def same(arrays: Sequence[np.ndarray]) -> bool:
    """Tell whether arrays of one type are equal to the last bit."""
    first = arrays[0]
    if any(array.shape != first.shape for array in arrays):
        return False
    if first.dtype.names:
        return all(same([array[name] for array in arrays]) for name in first.dtype.names)
    if first.dtype.hasobject:
        encoding = find_encoding(arrays)
        held = encode(first, encoding).tolist()
        return all(encode(array, encoding).tolist() == held for array in arrays[1:])
    content = plain_bytes(first)
    return all(array is first or plain_bytes(array) == content for array in arrays[1:])


def variable_of(writer: NetcdfWriter, column: Column) -> netCDF4.Variable[Any] | None:
    """Return the variable that a column has for itself, if it has one."""
    own = column["layout"] in ("once", "stacked")
    return writer.file[column["at"]] if own else None


def _column(layout: str, dtype: np.dtype[Any], **more: Any) -> Column:
    return {"layout": layout, "dtype": dtype_to_json(dtype), **more}
