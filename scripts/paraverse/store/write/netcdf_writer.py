"""Write groups, dimensions and variables to a netCDF file, avoiding names that are taken.

Other programs must be able to open the file: `xarray.open_datatree` expects dimensions with
the same name to agree along the path from the root to each group, and netCDF restricts names.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import netCDF4

from paraverse.errors import LoadError
from paraverse.jobs.convert import Compression
from paraverse.load.members import Deflate
from paraverse.store.arrays import is_dask_array

_MAX_CHUNK = 2**17
"""Largest size of a compressed chunk in bytes, before compression.

A whole chunk is inflated to get any of its values. Fields that are combined lazily are read in
parts of this size from each universe; see `paraverse.transform.evaluation.lazy.chunk_shape`."""

_CHUNK_CACHE = 2**20
"""Memory for the chunks of a variable, in bytes, while it is written."""

_WORTHWHILE = 2**14
"""Smallest size in bytes of variables that are compressed because they were before. An index of
chunks takes some kilobytes itself."""

_MAX_NAME = 200
"""Length of the longest name in bytes; netCDF allows 256, but a number may have to be appended."""


class NetcdfWriter:
    """Writer of one netCDF file.

    Parameters
    ----------
    file
        The file, open for writing.
    compression
        How to compress variables of numbers; "auto" as `write_variable` is told.

    Attributes
    ----------
    file
        The file.

    Raises
    ------
    LoadError
        If the installed netCDF library does not support the compression.
    """

    def __init__(self, file: netCDF4.Dataset, compression: Compression = "auto") -> None:
        if compression == "zstd" and not file.has_zstd_filter():
            raise LoadError(
                "The netCDF library here cannot compress with zstd. Set `compression` to zlib "
                "or none, or install netCDF4 from PyPI or conda-forge."
            )
        self.file = file
        self._compression = compression
        self._groups: dict[str, netCDF4.Dataset] = {"": file}
        self._names: dict[str, set[str]] = {"/": set(file.variables)}
        self._dimensions: dict[str, dict[str, tuple[int, Hashable]]] = {}

    def require_group(self, path: str) -> netCDF4.Dataset:
        """Return the group for a path, and create it if it does not exist.

        Parameters
        ----------
        path
            The path, which may contain any characters; "" is the file itself.

        Returns
        -------
        netCDF4.Dataset
            The group; the names in its path in the file may be different.
        """
        if path not in self._groups:
            above, _, name = path.rpartition("/")
            parent = self.require_group(above)
            group = parent.createGroup(self._reserve_name(parent, name))
            self._names[group.path] = set()
            self._groups[path] = group
        return self._groups[path]

    def require_dimension(
        self, group: netCDF4.Dataset, name: str, size: int, *, labels: Hashable = None
    ) -> str:
        """Return the name of a dimension, and create it if there is none like it.

        Parameters
        ----------
        group
            Group with the variable that needs it.
        name
            Preferred name.
        size
            Its length.
        labels
            Identifier of its coordinate variable, such as a digest; None if it has none. Dimensions
            with the same name along a path have the same identifier.

        Returns
        -------
        str
            The name in the file.
        """
        for candidate in _candidates(name):
            existing = self._dimensions.setdefault(candidate, {})
            if existing.get(group.path) == (size, labels):
                return candidate
            clash = any(
                dimension != (size, labels) and _on_one_path(path, group.path)
                for path, dimension in existing.items()
            )
            taken = any(
                candidate in names and _is_above(group.path, path)
                for path, names in self._names.items()
            )
            if not clash and not taken:
                group.createDimension(candidate, size)
                existing[group.path] = (size, labels)
                return candidate
        raise AssertionError("unreachable")

    def write_variable(
        self,
        group: netCDF4.Dataset,
        name: str,
        values: Any,
        *,
        dims: Sequence[str] = (),
        fill: Any = None,
        compression: Deflate | None = None,
    ) -> netCDF4.Variable[Any]:
        """Write a variable.

        Parameters
        ----------
        group
            Group to write it to.
        name
            Preferred name. The variable gets another one if this is taken, or if a dimension has
            it, unless the variable is the coordinate of that dimension.
        values
            An array of numbers, characters, or strings as objects. A dask array is written
            chunk by chunk.
        dims
            Names of its dimensions in the file.
        fill
            Value that stands for missing ones; None if no value is missing.
        compression
            How to compress the variable if the writer's compression is "auto" and the variable is
            not tiny; None for not at all.

        Returns
        -------
        netCDF4.Variable
            The variable.
        """
        own_dims = dims[:-1] if values.dtype.kind == "S" else dims
        name = self._reserve_name(group, name, tuple(own_dims))
        if values.dtype == object:
            variable = group.createVariable(name, str, dims)
        else:
            # No prefilling: all values are written, and any number may be a valid value
            options = self._storage(values, compression)
            options["fill_value"] = False if fill is None else fill
            # Native, as netCDF4 warns of any other order of bytes, even of one that is the same
            dtype = values.dtype.newbyteorder("=")
            variable = group.createVariable(name, dtype, dims, **options)
            variable.set_auto_maskandscale(False)
            variable.set_auto_chartostring(False)
        if is_dask_array(values):
            values.store(variable, lock=False, scheduler="synchronous")
        elif values.size:
            variable[...] = values
        return variable

    def _storage(self, values: Any, compression: Deflate | None) -> dict[str, Any]:
        """Return the options of netCDF4 for the storage of a variable."""
        if self._compression == "none" or not values.ndim or not values.size:
            return {}
        if self._compression == "auto":
            if compression is None or values.nbytes < _WORTHWHILE:
                return {}
            method = {
                "compression": "zlib",
                "complevel": compression.level,
                "shuffle": compression.shuffle,
            }
        else:
            method = {"compression": self._compression}
        chunks = {"chunksizes": _chunk_shape(values.shape, values.dtype.itemsize)}
        # NetCDF keeps chunks of each variable in memory until the file is closed. Only lazy arrays
        # need that, as they are written part by part.
        cache = {} if is_dask_array(values) else {"chunk_cache": _CHUNK_CACHE}
        return {**method, **chunks, **cache}

    def _reserve_name(self, group: netCDF4.Dataset, name: str, dims: tuple[str, ...] = ()) -> str:
        names = self._names[group.path]
        for candidate in _candidates(name):
            dimensions = self._dimensions.get(candidate, {})
            is_dimension = any(_is_above(path, group.path) for path in dimensions)
            has_labels = dimensions.get(group.path, (0, None))[1] is not None
            is_coordinate = has_labels and dims == (candidate,)
            if candidate not in names and (is_coordinate or not is_dimension):
                names.add(candidate)
                return candidate
        raise AssertionError("unreachable")


def path_of(variable: netCDF4.Variable[Any]) -> str:
    """Return the path of a variable in its file.

    Parameters
    ----------
    variable
        The variable.

    Returns
    -------
    str
        The path, which begins with a slash.
    """
    return f"{variable.group().path.rstrip('/')}/{variable.name}"


def split_path(path: str) -> tuple[str, str]:
    """Split a path into the path of the group and the name.

    Parameters
    ----------
    path
        The path, without a slash at its beginning.

    Returns
    -------
    tuple of str
        Path of the group ("" for the root), and the name.

    Examples
    --------
    >>> split_path("data/abm/energy"), split_path("log")
    (('data/abm', 'energy'), ('', 'log'))
    """
    group, _, name = path.rpartition("/")
    return group, name


def to_netcdf_name(name: str) -> str:
    """Return the nearest name that netCDF allows.

    Parameters
    ----------
    name
        Any string.

    Returns
    -------
    str
        The name without control characters and slashes, in Unicode's composed form (NFC), and
        at most 200 bytes long.

    Examples
    --------
    >>> to_netcdf_name("mean energy"), to_netcdf_name("J/kg"), to_netcdf_name("-x")
    ('mean energy', 'J_kg', '_-x')
    """
    name = unicodedata.normalize("NFC", re.sub(r"[\x00-\x1f\x7f/\ud800-\udfff]", "_", name))
    name = name.encode()[:_MAX_NAME].decode(errors="ignore").strip() or "_"
    return name if re.match(r"[A-Za-z0-9_]|[^\x00-\x7f]", name) else f"_{name}"


def _candidates(name: str) -> Iterator[str]:
    """Yield names that netCDF allows: first the nearest one, then variants with numbers."""
    nearest = to_netcdf_name(name)
    yield nearest
    number = 2
    while True:
        yield f"{nearest}_{number}"
        number += 1


def _is_above(path: str, other: str) -> bool:
    return path in ("/", other) or other.startswith(f"{path}/")


def _on_one_path(path: str, other: str) -> bool:
    return _is_above(path, other) or _is_above(other, path)


def _chunk_shape(shape: Sequence[int], itemsize: int) -> list[int]:
    """Divide the first axes until a chunk is small enough.

    Universes lie along the first axis: reading one of them reads one chunk, or a few.
    """
    chunk = list(shape)
    for axis, size in enumerate(chunk):
        excess = math.prod(chunk) * itemsize / _MAX_CHUNK
        largest = max(1, int(size / max(1, excess)))
        # Parts of equal size, as the last chunk takes as much memory as the others
        chunk[axis] = -(-size // -(-size // largest))
    return chunk
