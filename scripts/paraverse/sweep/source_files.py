"""Which files a load configuration finds, and where they go in the data tree."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from paraverse.base.path_patterns import matches
from paraverse.config.models import LoadEntry
from paraverse.errors import ParaverseError
from paraverse.sweep.load_entries import Entries, split_target, target_of


@dataclass(frozen=True)
class FoundFile:
    """A file that an entry of the load configuration found.

    Attributes
    ----------
    entry
        Name of the entry.
    path
        The file.
    relative
        The same below `data_dir`, or below the entry's `base_path`.
    key
        What the data tree calls the universe, such as "12"; None for a file of the sweep.
    folder
        The folder of the file's path that holds the key, such as "sim_12"; None if it is none.
    target
        Where in the data tree: below the universe, or from the top.
    """

    entry: str
    path: str
    relative: str
    key: str | None
    folder: str | None
    target: str


class EntryError(ParaverseError):
    """An entry of the load configuration that does not fit the files there are.

    Attributes
    ----------
    entry, key
        The entry of the load configuration and its key that is at fault.
    """

    def __init__(self, message: str, entry: str, key: str) -> None:
        super().__init__(message)
        self.entry = entry
        self.key = key


class TargetError(EntryError):
    """A target path that cannot be made for a file."""


def find_files(
    data_dir: str, load: Mapping[str, LoadEntry], *, of_sweep: bool = False
) -> Iterator[FoundFile]:
    """Look in a folder for the files of each entry, or of those for the whole sweep."""
    finder = _Finder(data_dir, Entries.of(load))
    for name, entry in load.items():
        if entry.enabled and not (of_sweep and name in finder.entries.of_universes):
            base = entry.base_path or data_dir
            for path in sorted({p for g in entry.glob_str for p in _glob(base, g, entry)}):
                yield finder.found(name, entry, path)


def assign_files(
    paths: Iterable[str], data_dir: str, load: Mapping[str, LoadEntry]
) -> Iterator[FoundFile]:
    """Say which entries will take files in a folder that need not exist yet."""
    finder = _Finder(data_dir, Entries.of(load))
    patterns = {
        name: [g.split("/") for g in entry.glob_str]
        for name, entry in load.items()
        if entry.enabled and entry.base_path is None
    }
    for path in paths:
        parts = path.split("/")
        for name, globs in patterns.items():
            entry = load[name]
            if any(matches(parts, pattern) for pattern in globs) and not _ignored(path, entry):
                yield finder.found(name, entry, path)


def _glob(base: str, pattern: str, entry: LoadEntry) -> Iterator[str]:
    for path in glob.iglob(pattern, root_dir=base, recursive=True):
        is_folder = os.path.isdir(f"{base}/{path}")
        wanted = entry.takes_folders if is_folder else entry.include_files
        if wanted and not _ignored(path, entry):
            yield path.rstrip("/")


def _ignored(path: str, entry: LoadEntry) -> bool:
    parts = path.split("/") if entry.ignore else []
    return any(matches(parts, pattern.split("/")) for pattern in entry.ignore)


@dataclass(frozen=True)
class _Finder:
    """Finds out where in the data tree files go."""

    data_dir: str
    entries: Entries

    def found(self, name: str, entry: LoadEntry, path: str) -> FoundFile:
        # Plain string operations: this is done for every file whenever the Snakefile is parsed
        base = entry.base_path or self.data_dir
        keys, holder = _format_keys(name, entry, path, base)
        target = target_of(entry)
        full = f"{base}/{path}"
        if name not in self.entries.of_universes:
            return FoundFile(name, full, path, None, None, _filled(target, keys, name))
        _, part, below = split_target(target)
        key, below = _filled(part, keys, name), _filled(below, keys, name)
        return FoundFile(name, full, path, key, holder, below)


def _format_keys(
    name: str, entry: LoadEntry, path: str, base: str
) -> tuple[dict[str, Any], str | None]:
    """What can stand in a target path, and the part of the path that holds the match."""
    folder, _, file = path.rpartition("/")
    stem, extension = os.path.splitext(file)
    without_extension = path.removesuffix(extension)
    joined_by = entry.target_path_kwargs.get("join_char_replacement", "__")
    keys: dict[str, Any] = {
        **entry.target_path_kwargs,
        "entry": name,
        "basename": stem.lower(),
        "ext": extension[1:].lower(),
        "dirname": folder or ".",
        "dirname_cleaned": (folder or ".").replace("/", joined_by),
        "relpath": without_extension,
        "relpath_cleaned": without_extension.replace("/", joined_by),
    }
    if entry.path_regex is None:
        return keys, None
    try:
        searched = path
        found = re.search(entry.path_regex, path)
        if found is None:  # dantro searches the absolute path
            searched = os.path.abspath(f"{base}/{path}")
            found = re.search(entry.path_regex, searched)
    except re.error as error:
        message = f"{entry.path_regex!r} is no regular expression: {error}."
        raise TargetError(message, name, "path_regex") from None
    if found is None:
        message = (
            f"{entry.path_regex!r} does not match {path!r}, which `glob_str` finds. Leave such "
            "files out by `ignore`, or make one of the two patterns fit the other."
        )
        raise TargetError(message, name, "path_regex")
    groups = tuple(group or "" for group in found.groups() or (found.group(),))
    if not groups[0]:
        message = f"The first group of {entry.path_regex!r} is empty in {path!r}."
        raise TargetError(message, name, "path_regex")
    keys |= {"match": groups[0], "groups": groups, "named": found.groupdict(default="")}
    return keys, _folder_at(searched, found.start(1 if found.groups() else 0))


def _filled(target: str, keys: Mapping[str, Any], name: str) -> str:
    try:
        return target.format(**keys) if "{" in target else target
    except (KeyError, IndexError, ValueError) as error:
        message = f"{target!r} cannot be filled: {type(error).__name__} {error}."
        raise TargetError(message, name, "target_path") from None


def _folder_at(path: str, position: int) -> str | None:
    start = path.rfind("/", 0, position) + 1
    end = path.find("/", position)
    return path[start:end] if end >= 0 else None
