"""The entry of the load configuration with the parameter space."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from paraverse.sweep.load_entries import LoadEntries
from paraverse.sweep.source_files import EntryError, find_files

_TAG = b"!pspace"


def find_space_entry(entries: LoadEntries, data_dir: str) -> LoadEntries:
    """Look into files for the parameter space if no entry says by `load_as_attr` that it has it.

    Parameters
    ----------
    entries
        The entries of the load configuration.
    data_dir
        The folder of the data.

    Returns
    -------
    LoadEntries
        The entries. Their `space` is one with a file that contains ``!pspace``, or None if there
        are files and none contains it, so that all of them are data.
    """
    if entries.space is None or entries.of_sweep[entries.space].load_as_attr:
        return entries
    try:
        files = list(find_files(data_dir, entries, of_sweep=True))
    except EntryError:
        return entries  # which is reported elsewhere
    objects = [file for file in files if "to_object" in entries.of_sweep[file.entry].loader]
    if not objects:
        return entries
    space = next((file.entry for file in objects if file.problem or _has_tag(file.path)), None)
    return dataclasses.replace(entries, space=space)


def _has_tag(path: str) -> bool:
    try:
        return _TAG in Path(path).read_bytes()
    except OSError:
        return True  # reading it as a parameter space says what is wrong
