"""Create files of the store and of results."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import netCDF4

from paraverse.base.atomic import atomic_path
from paraverse.base.checksums import append_checksums
from paraverse.store import FORMAT
from paraverse.store.index import INDEX_NAME


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
        Its index, to be filled with values that `json.dumps` accepts. It is written at the end,
        followed by checksums of the whole file.
    """
    with atomic_path(path) as partial:
        with netCDF4.Dataset(partial, "w") as file:
            file.Conventions = "CF-1.11"
            variable = file.createVariable(INDEX_NAME, str)
            variable.long_name = "index of this file; read it with the Python package paraverse"
            index: dict[str, Any] = {"format": FORMAT}
            yield file, index
            variable[...] = json.dumps(index, separators=(",", ":"))
        append_checksums(partial)
