"""Write arrays of different shapes one after another into one variable.

The columns of a group share such a variable, because thousands of variables would be slow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from paraverse.load.members import Deflate
from paraverse.store.arrays import encode, find_encoding
from paraverse.store.write.columns import Column, are_identical, new_column
from paraverse.store.write.netcdf_writer import NetcdfWriter, path_of, split_path


class FlatColumns:
    """The flat columns of a file, which are first collected and then written together.

    Parameters
    ----------
    writer
        Writer of the file.
    """

    def __init__(self, writer: NetcdfWriter) -> None:
        self._writer = writer
        self._segments: dict[tuple[str, str, Deflate | None], list[_Segment]] = {}

    def add(
        self, path: str, arrays: Sequence[np.ndarray], compression: Deflate | None = None
    ) -> Column:
        """Add a column.

        Parameters
        ----------
        path
            Path of the group, followed by a name, which the variable gets if no other column
            shares it.
        arrays
            The array of each universe, of one dtype and number of dimensions. If all are
            identical, only one is written.
        compression
            How to compress them, see `NetcdfWriter.write_variable`; by default not at all.

        Returns
        -------
        dict
            The column, which is complete only after `write`.
        """
        dtype = arrays[0].dtype
        if dtype.names:
            fields = {
                name: self.add(
                    f"{path}/{name}", [np.asarray(array[name]) for array in arrays], compression
                )
                for name in dtype.names
            }
            return new_column("records", dtype, parts=fields)
        encoding = find_encoding(arrays)
        stored = arrays[:1] if are_identical(arrays) else arrays
        joined = np.empty(sum(array.size for array in stored), dtype)
        np.concatenate([array.ravel() for array in stored], out=joined)
        values = encode(joined, encoding).ravel()
        if encoding == "chars":
            values = values.view("u1")
        column = new_column(
            "flat",
            dtype,
            encoding=encoding,
            count=len(stored),
            shapes=[size for array in stored for size in array.shape],
        )
        group, name = split_path(path)
        segments = self._segments.setdefault((group, values.dtype.name, compression), [])
        segments.append(_Segment(name=name, column=column, values=values))
        return column

    def write(self) -> None:
        """Write all columns, and add their positions to their descriptions."""
        for (path, dtype, compression), segments in self._segments.items():
            shared = f"flat_{'text' if dtype == 'object' else dtype}"
            name = segments[0].name if len(segments) == 1 else shared
            group = self._writer.require_group(path)
            values = np.concatenate([segment.values for segment in segments])
            dim = self._writer.require_dimension(group, f"{name}_values", values.size)
            variable = self._writer.write_variable(
                group, name, values, dims=[dim], compression=compression
            )
            variable.comment = "arrays of different shapes, one behind another"
            start = 0
            for segment in segments:
                segment.column.update(at=path_of(variable), start=start)
                start += segment.values.size


@dataclass(frozen=True, kw_only=True)
class _Segment:
    name: str
    column: Column
    values: np.ndarray
