"""Create files of the store and of results."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import netCDF4

from paraverse.base.atomic import atomic_path
from paraverse.base.checksums import append_checksums
from paraverse.errors import ParaverseError
from paraverse.provenance.document import ATTRIBUTE
from paraverse.store import FORMAT
from paraverse.store.index import INDEX_NAME

_FULL = 2**20
"""Largest free space on a full disk, in bytes."""


@contextmanager
def new_file(
    path: str | Path, provenance: str | None = None
) -> Iterator[tuple[netCDF4.Dataset, dict[str, Any]]]:
    """Create a netCDF file, which appears complete or not at all.

    Parameters
    ----------
    path
        Path of the file. An existing file is replaced at the end.
    provenance
        How the file is made, as JSON; None to write nothing about it.

    Yields
    ------
    netCDF4.Dataset
        The file, open for writing.
    dict
        Its index, to be filled with values that `json.dumps` accepts. It is written at the end,
        followed by checksums of the whole file.

    Raises
    ------
    ParaverseError
        If no space is left on the disk.
    """
    with atomic_path(path) as partial, _explained_lack_of_space(path):
        with netCDF4.Dataset(partial, "w") as file:
            file.Conventions = "CF-1.11"
            if provenance is not None:
                file.setncattr_string(ATTRIBUTE, provenance)
            variable = file.createVariable(INDEX_NAME, str)
            variable.long_name = "index of this file; read it with the Python package paraverse"
            index: dict[str, Any] = {"format": FORMAT}
            yield file, index
            variable[...] = json.dumps(index, separators=(",", ":"))
        append_checksums(partial)


@contextmanager
def _explained_lack_of_space(path: str | Path) -> Iterator[None]:
    """Replace errors of the block if the disk is full, as netCDF only says "HDF error"."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if shutil.disk_usage(Path(path).parent).free > _FULL:
            raise
        raise ParaverseError(
            f"{path} cannot be written: no space is left on the disk. Free some space, or store "
            "less: see `compression` and `fields` under `convert` in config/README.md."
        ) from error
