"""Read columns that `paraverse.store.write` wrote."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from paraverse.errors import LoadError
from paraverse.store.arrays import added_shape, decode
from paraverse.store.dtypes import dtype_from_json
from paraverse.store.lock import READ_LOCK
from paraverse.store.read.stored_file import StoredFile

_MAX_CACHED_VARIABLE = 8 * 2**20
"""Largest variable, in bytes, that is read as a whole when any of its values is requested."""

_MAX_CACHED_CHUNKS = 2**20
"""The same for variables in chunks: only the chunks that hold the values are read and inflated."""

_MAX_CACHE = 64 * 2**20
"""Total size, in bytes, of such variables that are kept in memory."""


class Variables:
    """The variables of a file; large ones are read in slices, small ones only once, as a whole.

    Parameters
    ----------
    file
        The file, open for reading.
    """

    def __init__(self, file: StoredFile) -> None:
        self._file = file
        self._cache: dict[str, np.ndarray] = {}

    def read_rows(self, path: str, start: int, stop: int) -> np.ndarray:
        """Read consecutive elements along the first dimension of a variable.

        Parameters
        ----------
        path
            Path of the variable.
        start, stop
            Range of elements.

        Returns
        -------
        numpy.ndarray
            The values, which the caller may change.

        Raises
        ------
        LoadError
            If the file cannot be read.
        DamagedFileError
            If what is read is damaged.
        """
        with READ_LOCK:
            if path not in self._cache:
                variable = self._file.variable(path)
                # Strings have no size of their own, but are not larger than the file
                is_text = variable.dtype == object
                size = self._file.size if is_text else variable.nbytes
                limit = _MAX_CACHED_VARIABLE if variable.chunks is None else _MAX_CACHED_CHUNKS
                if size > limit or not self._has_room(size):
                    return self._read(variable, slice(start, stop))
                self._cache[path] = self._read(variable, ...)
            return self._cache[path][start:stop].copy()

    def read(self, path: str, index: Any = ...) -> np.ndarray:
        """Read a variable.

        Parameters
        ----------
        path
            Path of the variable.
        index
            Index of the values to read: integers, and slices with positive steps; by default all.

        Returns
        -------
        numpy.ndarray
            The values, which the caller may change.

        Raises
        ------
        LoadError
            If the file cannot be read.
        DamagedFileError
            If what is read is damaged.
        """
        with READ_LOCK:
            return self._read(self._file.variable(path), index)

    def shape(self, path: str) -> tuple[int, ...]:
        """Return the shape of a variable.

        Parameters
        ----------
        path
            Path of the variable.

        Returns
        -------
        tuple of int
            Its shape in the file, including dimensions that its encoding adds.
        """
        with READ_LOCK:
            return tuple(self._file.variable(path).shape)

    def is_compressed(self, path: str) -> bool:
        """Tell whether a variable is compressed.

        Parameters
        ----------
        path
            Path of the variable.

        Returns
        -------
        bool
            Whether it is.
        """
        with READ_LOCK:
            return bool(self._file.variable(path).id.get_create_plist().get_nfilters())

    def _has_room(self, size: int) -> bool:
        cached = sum(values.nbytes for values in self._cache.values())
        return size <= _MAX_CACHE - cached

    def _read(self, variable: h5py.Dataset, index: Any) -> np.ndarray:
        try:
            if variable.dtype == object:
                return np.asarray(variable.asstr("utf-8")[index], dtype=object)
            return np.asarray(variable[index])
        except (OSError, RuntimeError) as error:
            raise LoadError(f"{self._file.path} cannot be read: {error}") from error


class ColumnReader:
    """Reader of one column.

    Parameters
    ----------
    variables
        Variables of the file.
    column
        Description of the column in the index; see `paraverse.store.write.columns`.
    """

    def __init__(self, variables: Variables, column: Mapping[str, Any]) -> None:
        self._variables = variables
        self._column = column
        self._layout = column["layout"]
        self._dtype = dtype_from_json(column["dtype"])
        self._fields = {
            name: ColumnReader(variables, field) for name, field in column.get("parts", {}).items()
        }
        if self._layout == "flat":
            self._shapes = np.array(column["shapes"], int).reshape(column["count"], -1)
            sizes = self._shapes.prod(axis=1) * math.prod(self._added)
            self._ends = column["start"] + np.cumsum(sizes)
            self._starts = self._ends - sizes

    @property
    def _added(self) -> tuple[int, ...]:
        return added_shape(self._dtype, self._column["encoding"])

    @property
    def is_constant(self) -> bool:
        """True if one array stands for all universes."""
        if self._layout == "records":
            return all(field.is_constant for field in self._fields.values())
        return self._layout == "once" or (self._layout == "flat" and len(self._shapes) == 1)

    @property
    def is_compressed(self) -> bool:
        """True if any of its variables is compressed."""
        if self._layout == "records":
            return any(field.is_compressed for field in self._fields.values())
        return self._variables.is_compressed(self._column["at"])

    @property
    def is_stackable(self) -> bool:
        """True if all universes that have the field have arrays of the same shape."""
        if self._layout == "records":
            return all(field.is_stackable for field in self._fields.values())
        return self._layout != "flat" or bool((self._shapes == self._shapes[0]).all())

    def read_array(self, row: int, universe_index: int) -> np.ndarray:
        """Read the array of one universe.

        Parameters
        ----------
        row
            Position of the universe among those that have the field.
        universe_index
            Position of the universe in the batch.

        Returns
        -------
        numpy.ndarray
            The array, as it was loaded.
        """
        if self._layout == "records":
            fields = {n: f.read_array(row, universe_index) for n, f in self._fields.items()}
            return self._to_records(fields)
        if self._layout == "once":
            stored = self._variables.read(self._column["at"])
        elif self._layout == "stacked":
            stored = self._variables.read_rows(
                self._column["at"], universe_index, universe_index + 1
            )
            stored = stored.reshape(stored.shape[1:])
        else:
            row = min(row, len(self._shapes) - 1)
            start, stop = int(self._starts[row]), int(self._ends[row])
            shape = (*self._shapes[row].tolist(), *self._added)
            stored = self._variables.read_rows(self._column["at"], start, stop).reshape(shape)
        return self._decode(stored)

    def stack(self, start: int, stop: int, inner: tuple[slice, ...] = ()) -> np.ndarray:
        """Read the arrays of consecutive universes.

        Parameters
        ----------
        start, stop
            Range of universes, as positions in the batch. `is_stackable` must hold, and all
            universes of the batch must have the field.
        inner
            Slices of the first dimensions of each array; by default whole arrays.

        Returns
        -------
        numpy.ndarray
            Values of shape (stop - start, ...). If the column is constant, it is a read-only
            view of one array.
        """
        if self._layout == "records":
            fields = {n: field.stack(start, stop, inner) for n, field in self._fields.items()}
            return self._to_records(fields)
        if self._layout == "stacked":
            index = (slice(start, stop), *inner)
            return self._decode(self._variables.read(self._column["at"], index))
        if self.is_constant:
            array = self.read_array(0, 0)
            if inner:  # an empty index would take the object out of an array without dimensions
                array = array[inner]
            return np.broadcast_to(array, (stop - start, *array.shape))
        first, last = int(self._starts[start]), int(self._ends[stop - 1])
        stored = self._variables.read_rows(self._column["at"], first, last)
        shape = (stop - start, *self._shapes[0].tolist(), *self._added)
        return self._decode(stored.reshape(shape)[(slice(None), *inner)])

    def _decode(self, stored: np.ndarray) -> np.ndarray:
        return decode(stored, self._dtype, self._column["encoding"])

    def _to_records(self, fields: Mapping[str, np.ndarray]) -> np.ndarray:
        name, values = next(iter(fields.items()))
        inner = self._dtype[name].ndim
        records = np.zeros(values.shape[: values.ndim - inner], self._dtype)
        for name, values in fields.items():
            records[name] = values
        return records


class StoredArray:
    """An array in a file; only the parts that are indexed are read.

    Parameters
    ----------
    path
        Path of the file.
    column
        Description of the column in the index, of layout ``once``;
        `paraverse.store.arrays.is_encoded_by_dtype` must hold for its dtype.
    shape
        Shape of the array.
    """

    def __init__(self, path: str | Path, column: Mapping[str, Any], shape: tuple[int, ...]) -> None:
        self._path = path
        self._column = column
        self.shape = shape
        self.ndim = len(shape)
        self.dtype = dtype_from_json(column["dtype"])

    def __getitem__(self, index: tuple[int | slice, ...]) -> np.ndarray:
        with READ_LOCK, StoredFile(self._path) as file:
            stored = Variables(file).read(self._column["at"], index)
            return decode(stored, self.dtype, self._column["encoding"])
