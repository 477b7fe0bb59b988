"""The index of a file: JSON in a scalar variable that describes what the file holds and where."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import netCDF4

from paraverse.base.atomic import atomic_path
from paraverse.errors import LoadError
from paraverse.store import FORMAT
from paraverse.store.lock import READ_LOCK

Entry = dict[str, Any]
"""A mapping in the index that describes one thing in the file: a member, coordinate or value."""

_NAME = "paraverse"
"""Name of the variable that holds the index."""


@contextmanager
def new_file(path: str | Path) -> Iterator[tuple[netCDF4.Dataset, dict[str, Any]]]:
    """Create a netCDF file, which appears complete or not at all.

    Parameters
    ----------
    path
        Path of the file. An existing file is replaced at the end.

    Yields
    ------
    netCDF4.Dataset
        The file, open for writing.
    dict
        Its index, to be filled with values that `json.dumps` accepts. It is written at the end.
    """
    with atomic_path(path) as partial, netCDF4.Dataset(partial, "w") as file:
        file.Conventions = "CF-1.11"
        variable = file.createVariable(_NAME, str)
        variable.long_name = "index of this file; read it with the Python package paraverse"
        index: dict[str, Any] = {"format": FORMAT}
        yield file, index
        variable[...] = json.dumps(index, separators=(",", ":"))


def open_file(path: str | Path) -> tuple[netCDF4.Dataset, Mapping[str, Any]]:
    """Open a file that `new_file` created.

    Parameters
    ----------
    path
        Path of the file.

    Returns
    -------
    netCDF4.Dataset
        The file, open for reading. The caller closes it.
    Mapping
        Its index.

    Raises
    ------
    LoadError
        If the file cannot be opened, has no index, or has another format version.
    """
    with READ_LOCK:
        try:
            file = netCDF4.Dataset(path)
        except OSError as error:
            raise LoadError(f"{path} cannot be opened: {error}") from error
        try:
            return file, _read_index(file, path)
        except LoadError:
            file.close()
            raise


def _read_index(file: netCDF4.Dataset, path: str | Path) -> Mapping[str, Any]:
    try:
        index: dict[str, Any] = json.loads(str(file.variables[_NAME][...]))
        version = index["format"]
    except (KeyError, TypeError, ValueError):
        raise LoadError(
            f"{path} was not written by paraverse, or was written by an old version of it. If it "
            "is in a folder of results, the next run writes it again."
        ) from None
    if version != FORMAT:
        raise LoadError(
            f"{path} has format {version}, and this version of paraverse reads {FORMAT}. "
            "The next run writes it again."
        )
    return index
