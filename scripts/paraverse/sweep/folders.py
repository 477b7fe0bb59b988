"""Folders of universes, including which ones `simulate` created and may write to or remove."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable
from dataclasses import asdict
from pathlib import Path

from paraverse.base.atomic import atomic_path, temporary_files
from paraverse.base.file_index import FileIndex
from paraverse.base.output_record import OutputRecord, dependencies_digest

MARK = ".paraverse.json"
"""File in each folder that `simulate` created. Other folders are never touched."""

_SIMULATION_FAILED = "the simulation failed: "


def is_simulated(folder: Path) -> bool:
    """Return whether `simulate` created a folder.

    Parameters
    ----------
    folder
        The folder of a universe.

    Returns
    -------
    bool
        True if the folder contains the mark of `simulate`.
    """
    return (folder / MARK).is_file()


def mark_as_simulated(folder: Path, record: OutputRecord | None = None) -> None:
    """Mark a folder as created by `simulate`, creating it if it is missing.

    Parameters
    ----------
    folder
        The folder of a universe.
    record
        The record of the files in the folder, with their names as paths; None as long as the
        simulation has not ended. At its beginning, what earlier ones left that were killed while
        they wrote the mark is removed.
    """
    if record is None:
        for file in temporary_files(folder / MARK):
            file.unlink(missing_ok=True)
    content = {"made_by": "paraverse simulate"} | ({"record": asdict(record)} if record else {})
    with atomic_path(folder / MARK) as partial:
        Path(partial).write_text(json.dumps(content), encoding="utf-8")


def read_simulated(folder: Path) -> OutputRecord | None:
    """Return the record of the files that `simulate` wrote to a folder.

    Parameters
    ----------
    folder
        The folder of a universe.

    Returns
    -------
    OutputRecord or None
        The record; None if the simulation has not ended, or if the mark cannot be read.
    """
    try:
        return OutputRecord(**json.loads((folder / MARK).read_bytes())["record"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def simulation_failure(folder: Path) -> str:
    """Return why the simulation of a universe failed that was therefore left out.

    Parameters
    ----------
    folder
        The folder of a universe.

    Returns
    -------
    str
        The reason; "" if the simulation did not fail, or if files were changed since.
    """
    record = read_simulated(folder)
    if record is None or not record.failure or record.changed_outputs(FileIndex(), folder):
        return ""
    return record.failure


def describe_simulation_failure(universe: str, failure: str) -> str:
    """Return what a universe lacks whose simulation failed.

    Parameters
    ----------
    universe
        The id of the universe.
    failure
        The reason, as `simulation_failure` returns it.

    Returns
    -------
    str
        A message with the reason and the log.
    """
    return f"{_SIMULATION_FAILED}{failure} (see logs/simulate/{universe}.log)"


def is_simulation_failure(reason: str) -> bool:
    """Return whether a universe is incomplete as its simulation failed.

    Parameters
    ----------
    reason
        What the universe lacks.

    Returns
    -------
    bool
        True for what `describe_simulation_failure` returns.
    """
    return reason.startswith(_SIMULATION_FAILED)


def is_up_to_date(
    folder: Path,
    outputs: Iterable[str],
    depends_on: Iterable[str],
    *,
    accept_failure: bool = False,
) -> bool:
    """Return whether a folder holds a complete simulation of what is to be simulated now.

    Parameters
    ----------
    folder
        The folder of a universe.
    outputs
        The files to expect, relative to the folder.
    depends_on
        What the files would depend on if the universe were simulated now.
    accept_failure
        Whether a universe that was left out, as its simulation failed, is up to date.

    Returns
    -------
    bool
        True if all files are as the last simulation has written them, and if it has recorded the
        same dependencies.
    """
    record = read_simulated(folder)
    return (
        record is not None
        and (accept_failure or not record.failure)
        and record.depends_on == dependencies_digest(depends_on)
        and all(name in record.digests and (folder / name).exists() for name in outputs)
        and not record.changed_outputs(FileIndex(), folder)
    )


def is_free(folder: Path) -> bool:
    """Return whether a folder is missing or empty, or was created by `simulate`.

    Parameters
    ----------
    folder
        The folder of a universe.

    Returns
    -------
    bool
        True if `simulate` may write to the folder. Marks that were not written to their end do not
        count.
    """
    if not folder.exists() or is_simulated(folder):
        return True
    return {*folder.iterdir()} <= {*temporary_files(folder / MARK)}


def stale_folders(data_dir: str, universes: Collection[str]) -> list[Path]:
    """List the folders that `simulate` created for points that are no longer in the space.

    Parameters
    ----------
    data_dir
        The folder with the folders of all universes.
    universes
        The names of all universes of the space.

    Returns
    -------
    list of Path
        The folders, sorted by name.
    """
    root = Path(data_dir)
    if not root.is_dir():
        return []
    return sorted(
        path
        for path in root.iterdir()
        if path.is_dir() and is_simulated(path) and path.name not in universes
    )


def is_unreadable(file: str) -> bool:
    """Return whether a file of a universe is certainly damaged.

    Parameters
    ----------
    file
        The path of a file that is not as its simulation has written it.

    Returns
    -------
    bool
        True if the file is empty, or if it is named like an HDF5 file and cannot be opened as one.
    """
    if os.path.isdir(file):
        return False
    if os.path.getsize(file) == 0:
        return True
    if not file.endswith((".h5", ".hdf5", ".nc")):
        return False
    # Importing h5py takes longer than planning, and few files are ever changed
    import h5py

    try:
        with h5py.File(file):
            return False
    except OSError:
        return True
