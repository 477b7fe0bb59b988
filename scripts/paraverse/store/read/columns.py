"""Read what `paraverse.store.write.columns` wrote."""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np

from paraverse.errors import LoadError
from paraverse.store.arrays import added_shape, decode
from paraverse.store.dtypes import dtype_from_json

READING = threading.Lock()
"""Held while chunks of lazy arrays are read: the netCDF library is not made for threads."""

_SMALL = 8 * 2**20
"""Bytes of a variable that is read whole, however little of it is asked for."""

_KEPT = 64 * 2**20
"""Bytes of such variables that are kept, in case that more of them is asked for."""


class Variables:
    """The variables of a file, read in parts or, if they are small, whole and once.

    Parameters
    ----------
    file
        Open for reading.
    """

    def __init__(self, file: netCDF4.Dataset) -> None:
        file.set_auto_maskandscale(False)
        file.set_auto_chartostring(False)
        self._file = file
        self._path = file.filepath()
        self._whole: dict[str, np.ndarray] = {}

    def part(self, path: str, start: int, stop: int, inner: tuple[slice, ...] = ()) -> np.ndarray:
        """Read a part.

        Parameters
        ----------
        path
            The variable.
        start, stop
            Which part along the first dimension.
        inner
            Which part along those behind it.

        Returns
        -------
        numpy.ndarray
            A copy that nobody else has.
        """
        if path in self._whole:
            return self._whole[path][start:stop].copy()
        variable = self._file[path]
        if variable.dtype is str or not self._has_room(variable.size * variable.dtype.itemsize):
            return self._read(variable, slice(start, stop))
        self._whole[path] = self._read(variable, ...)
        return self.part(path, start, stop)

    def _has_room(self, size: int) -> bool:
        kept = sum(values.nbytes for values in self._whole.values())
        return size <= min(_SMALL, _KEPT - kept)

    def shape(self, path: str) -> tuple[int, ...]:
        """Return the shape of a variable."""
        return tuple(self._file[path].shape)

    def read(self, path: str, index: Any = ...) -> np.ndarray:
        """Read a variable, or what an index selects of it."""
        return self._read(self._file[path], index)

    def _read(self, variable: netCDF4.Variable[Any], which: Any) -> np.ndarray:
        try:
            return np.asarray(variable[which], dtype=object if variable.dtype is str else None)
        except (OSError, RuntimeError) as error:
            raise LoadError(f"{self._path} cannot be read: {error}") from error


class ColumnReader:
    """Reads a column.

    Parameters
    ----------
    variables
        Of the file.
    column
        What the index says of it.
    """

    def __init__(self, variables: Variables, column: Mapping[str, Any]) -> None:
        self._variables = variables
        self._column = column
        self._layout = column["layout"]
        self._dtype = dtype_from_json(column["dtype"])
        self._parts = {
            name: ColumnReader(variables, part) for name, part in column.get("parts", {}).items()
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
    def is_one(self) -> bool:
        """Whether one array stands for all universes."""
        if self._layout == "records":
            return all(part.is_one for part in self._parts.values())
        return self._layout == "once" or (self._layout == "flat" and len(self._shapes) == 1)

    def one(self, number: int, position: int) -> np.ndarray:
        """Read the array of one universe.

        Parameters
        ----------
        number
            Which it is of those that have the field.
        position
            Which it is in the batch.
        """
        if self._layout == "records":
            return self._records({n: part.one(number, position) for n, part in self._parts.items()})
        if self._layout == "once":
            stored = self._variables.read(self._column["at"])
        elif self._layout == "stacked":
            stored = self._variables.part(self._column["at"], position, position + 1)
            stored = stored.reshape(stored.shape[1:])
        else:
            number = min(number, len(self._shapes) - 1)
            start, stop = int(self._starts[number]), int(self._ends[number])
            shape = (*self._shapes[number].tolist(), *self._added)
            stored = self._variables.part(self._column["at"], start, stop).reshape(shape)
        return self._decoded(stored)

    @property
    def is_stack(self) -> bool:
        """Whether the arrays of all that have the field have one shape."""
        if self._layout == "records":
            return all(part.is_stack for part in self._parts.values())
        return self._layout != "flat" or bool((self._shapes == self._shapes[0]).all())

    def stack(self, start: int, stop: int, inner: tuple[slice, ...] = ()) -> np.ndarray:
        """Read the arrays of universes that follow each other; `is_stack` must hold.

        Parameters
        ----------
        start, stop
            The universes; all of the batch must have the field.
        inner
            Which part of each array; by default all of it.
        """
        if self._layout == "records":
            parts = {name: part.stack(start, stop, inner) for name, part in self._parts.items()}
            return self._records(parts)
        if self._layout == "stacked":
            index = (slice(start, stop), *inner)
            return self._decoded(self._variables.read(self._column["at"], index))
        if self.is_one:
            one = self.one(0, 0)[inner]
            return np.broadcast_to(one, (stop - start, *one.shape))
        first, last = int(self._starts[start]), int(self._ends[stop - 1])
        stored = self._variables.part(self._column["at"], first, last)
        shape = (stop - start, *self._shapes[0].tolist(), *self._added)
        return self._decoded(stored.reshape(shape)[(slice(None), *inner)])

    def _decoded(self, stored: np.ndarray) -> np.ndarray:
        return decode(stored, self._dtype, self._column["encoding"])

    def _records(self, parts: Mapping[str, np.ndarray]) -> np.ndarray:
        name, part = next(iter(parts.items()))
        inner = self._dtype[name].ndim
        records = np.zeros(part.shape[: part.ndim - inner], self._dtype)
        for name, part in parts.items():
            records[name] = part
        return records


class StoredArray:
    """An array that was written by itself, read from its file when it is indexed.

    Parameters
    ----------
    path
        The file.
    column
        What the index says of it; its type must be one `is_encoded_by_type` holds for.
    shape
        Its shape.
    """

    def __init__(self, path: str | Path, column: Mapping[str, Any], shape: tuple[int, ...]) -> None:
        self._path = path
        self._column = column
        self.shape = shape
        self.ndim = len(shape)
        self.dtype = dtype_from_json(column["dtype"])

    def __getitem__(self, index: tuple[int | slice, ...]) -> np.ndarray:
        """Read a part."""
        with READING, netCDF4.Dataset(self._path) as file:
            stored = Variables(file).read(self._column["at"], index)
            return decode(stored, self.dtype, self._column["encoding"])
