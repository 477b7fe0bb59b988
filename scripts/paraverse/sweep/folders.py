"""Folders of universes, including which ones `simulate` created and may write to or remove."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

MARK = ".paraverse.json"
"""File in each folder that `simulate` created. Other folders are never touched."""


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


def mark_as_simulated(folder: Path) -> None:
    """Mark a folder as created by `simulate`, creating it if it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text(json.dumps({"made_by": "paraverse simulate"}))


def is_free(folder: Path) -> bool:
    """Return whether a folder is missing or empty, or was created by `simulate`.

    Parameters
    ----------
    folder
        The folder of a universe.

    Returns
    -------
    bool
        True if `simulate` may write to the folder.
    """
    return not folder.exists() or is_simulated(folder) or not any(folder.iterdir())


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
