"""Groups, dimensions and variables in a netCDF file, under names that are free.

Others must be able to open the file: `xarray.open_datatree` wants dimensions of one name to agree
along the path from the root to each group, and netCDF has rules for names.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import netCDF4

from paraverse.errors import LoadError
from paraverse.jobs import Compression
from paraverse.store.arrays import is_lazy

_CHUNK = 2**20
"""Bytes of a compressed chunk, at most: what is read to get at one value in it."""

_LONGEST_NAME = 200
"""In bytes; netCDF takes 256, and a number may have to be added."""


Place = netCDF4.Dataset | netCDF4.Group


class NetcdfWriter:
    """Writes to a netCDF file.

    Parameters
    ----------
    file
        Open for writing.
    compression
        Of the variables, if they are numbers.

    Raises
    ------
    LoadError
        If netCDF here cannot compress like that.
    """

    def __init__(self, file: netCDF4.Dataset, compression: Compression = "none") -> None:
        if compression == "zstd" and not file.has_zstd_filter():
            raise LoadError(
                "The netCDF library here cannot compress with zstd. Set `compression` to zlib "
                "or none, or install netCDF4 from PyPI or conda-forge."
            )
        self.file = file
        self._compression = compression
        self._groups: dict[str, Place] = {"": file}
        self._taken: dict[str, set[str]] = {"/": set(file.variables)}
        self._dimensions: dict[str, dict[str, tuple[int, Hashable]]] = {}

    def group(self, path: str) -> Place:
        """Return the group for a path, made if it is not there yet."""
        if path not in self._groups:
            above, _, name = path.rpartition("/")
            parent = self.group(above)
            made = parent.createGroup(self._take(parent, name))
            self._taken[made.path] = set()
            self._groups[path] = made
        return self._groups[path]

    def dimension(self, group: Place, name: str, size: int, labels: Hashable = None) -> str:
        """Return the name of a dimension, made if there is none like it.

        Parameters
        ----------
        group
            Where it is needed.
        name
            The name it should have.
        size
            Its length.
        labels
            Stands for its coordinate: dimensions of one name have the same or none.
        """
        for candidate in _names(name):
            known = self._dimensions.setdefault(candidate, {})
            if known.get(group.path) == (size, labels):
                return candidate
            clash = any(
                found != (size, labels) and _on_one_path(path, group.path)
                for path, found in known.items()
            )
            taken = any(
                candidate in names and _is_above(group.path, path)
                for path, names in self._taken.items()
            )
            if not clash and not taken:
                group.createDimension(candidate, size)
                known[group.path] = (size, labels)
                return candidate
        raise AssertionError("unreachable")

    def variable(
        self,
        group: Place,
        name: str,
        values: Any,
        dimensions: Sequence[str],
        fill: Any = None,
    ) -> netCDF4.Variable[Any]:
        """Write a variable.

        Parameters
        ----------
        group
            Where.
        name
            The name it should have. It gets another if that is taken, also by a dimension,
            unless it is the coordinate of that one.
        values
            Numbers, characters, or strings as objects. Those of dask are written chunk by chunk.
        dimensions
            Names of its dimensions.
        fill
            The value that stands for a missing one.
        """
        own = dimensions[:-1] if values.dtype.kind == "S" else dimensions
        name = self._take(group, name, tuple(own))
        if values.dtype == object:
            variable = group.createVariable(name, str, dimensions)
        else:
            # No filling beforehand: all values are written, and any number is a number
            kept: dict[str, Any] = {"fill_value": False if fill is None else fill}
            if self._compression != "none" and values.ndim and values.size:
                kept["compression"] = self._compression
                kept["chunksizes"] = _chunk(values.shape, values.dtype.itemsize)
            variable = group.createVariable(name, values.dtype, dimensions, **kept)
            variable.set_auto_maskandscale(False)
            variable.set_auto_chartostring(False)
        if is_lazy(values):
            values.store(variable, lock=False, scheduler="synchronous")
        elif values.size:
            variable[...] = values
        return variable

    def _take(self, group: Place, name: str, dimensions: tuple[str, ...] = ()) -> str:
        taken = self._taken[group.path]
        for candidate in _names(name):
            known = self._dimensions.get(candidate, {})
            is_dimension = any(_is_above(path, group.path) for path in known)
            has_labels = known.get(group.path, (0, None))[1] is not None
            is_coordinate = has_labels and dimensions == (candidate,)
            if candidate not in taken and (is_coordinate or not is_dimension):
                taken.add(candidate)
                return candidate
        raise AssertionError("unreachable")


def path_of(variable: netCDF4.Variable[Any]) -> str:
    """Return the path of a variable in its file."""
    return f"{variable.group().path.rstrip('/')}/{variable.name}"


def split_path(path: str) -> tuple[str, str]:
    """Split a path into that of the group and the name.

    Examples
    --------
    >>> split_path("data/abm/energy"), split_path("log")
    (('data/abm', 'energy'), ('', 'log'))
    """
    group, _, name = path.rpartition("/")
    return group, name


def _names(name: str) -> Iterator[str]:
    """Names that netCDF allows: the nearest first, then with numbers."""
    allowed = allowed_name(name)
    yield allowed
    number = 2
    while True:
        yield f"{allowed}_{number}"
        number += 1


def allowed_name(name: str) -> str:
    """Return the nearest name that netCDF allows."""
    name = unicodedata.normalize("NFC", re.sub(r"[\x00-\x1f\x7f/\ud800-\udfff]", "_", name))
    name = name.encode()[:_LONGEST_NAME].decode(errors="ignore").strip() or "_"
    return name if re.match(r"[A-Za-z0-9_]|[^\x00-\x7f]", name) else f"_{name}"


def _is_above(path: str, other: str) -> bool:
    return path in ("/", other) or other.startswith(f"{path}/")


def _on_one_path(path: str, other: str) -> bool:
    return _is_above(path, other) or _is_above(other, path)


def _chunk(shape: Sequence[int], itemsize: int) -> list[int]:
    """Cut the first axes until a chunk is small."""
    chunk = list(shape)
    for axis, size in enumerate(chunk):
        excess = math.prod(chunk) * itemsize / _CHUNK
        chunk[axis] = max(1, int(size / max(1, excess)))
    return chunk
