"""The index of a file: a scalar variable with JSON that says what is where."""

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

_NAME = "paraverse"


@contextmanager
def new_file(path: str | Path) -> Iterator[tuple[netCDF4.Dataset, dict[str, Any]]]:
    """Make a file; it appears complete or not at all.

    Parameters
    ----------
    path
        The netCDF file.

    Yields
    ------
    netCDF4.Dataset
        The file, to write to.
    dict
        Its index, to fill: what is in it at the end is written.
    """
    with atomic_path(path) as partial, netCDF4.Dataset(partial, "w") as file:
        file.Conventions = "CF-1.11"
        variable = file.createVariable(_NAME, str)
        variable.long_name = "index of this file; read it with the Python package paraverse"
        index: dict[str, Any] = {"format": FORMAT}
        yield file, index
        variable[...] = json.dumps(index, separators=(",", ":"))


def open_file(path: str | Path) -> tuple[netCDF4.Dataset, Mapping[str, Any]]:
    """Open a file that `new_file` made.

    Returns
    -------
    netCDF4.Dataset
        The file, to read and to close.
    Mapping
        Its index.

    Raises
    ------
    LoadError
        If it is no such file, or one of another version.
    """
    try:
        file = netCDF4.Dataset(path)
    except OSError as error:
        raise LoadError(f"{path} cannot be opened: {error}") from error
    try:
        return file, _read(file, path)
    except LoadError:
        file.close()
        raise


def _read(file: netCDF4.Dataset, path: str | Path) -> Mapping[str, Any]:
    try:
        index: dict[str, Any] = json.loads(str(file.variables[_NAME][...]))
        found = index["format"]
    except (KeyError, TypeError, ValueError):
        raise LoadError(
            f"{path} was not made by paraverse, or by an old version. If it is in a folder of "
            "results, the next run makes it again."
        ) from None
    if found != FORMAT:
        raise LoadError(
            f"{path} has format {found}, and this version of paraverse reads {FORMAT}. "
            "The next run makes it again."
        )
    return index
