"""Which files a load configuration finds, and where they go in the data tree."""

from __future__ import annotations

import fnmatch
import glob
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from paraverse.config.models import LoadEntry
from paraverse.errors import ParaverseError

_UNIVERSE_FIELD = re.compile(r"\{(?:match|groups|named)\b")


@dataclass(frozen=True)
class FoundFile:
    """A file that an entry of the load configuration found.

    Attributes
    ----------
    entry
        Name of the entry.
    path
        The file, below `data_dir`.
    key
        What the data tree calls the universe, such as "12"; None for a file of the sweep.
    folder
        The part of the file's path that holds the key, such as "sim_12".
    target
        Where in the data tree: below the universe, or from the top.
    """

    entry: str
    path: str
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


def find_files(data_dir: str, load: Mapping[str, LoadEntry]) -> Iterator[FoundFile]:
    """Look in a folder for the files of each entry."""
    for name, entry in load.items():
        if entry.enabled:
            for path in sorted({p for g in entry.glob_str for p in _glob(data_dir, g)}):
                yield _target(name, entry, path, data_dir)


def assign_files(
    paths: Iterable[str], data_dir: str, load: Mapping[str, LoadEntry]
) -> Iterator[FoundFile]:
    """Say which entries will take files that need not exist yet."""
    patterns = {name: [g.split("/") for g in entry.glob_str] for name, entry in load.items()}
    for path in paths:
        parts = path.split("/")
        for name, entry in load.items():
            if entry.enabled and any(_matches(parts, pattern) for pattern in patterns[name]):
                yield _target(name, entry, path, data_dir)


def is_of_universe(entry: LoadEntry) -> bool:
    """Tell whether an entry loads files of single universes."""
    return bool(_UNIVERSE_FIELD.search(entry.target_path or ""))


def target_field(entry: LoadEntry) -> str:
    """Return where in a universe an entry's data go, as far as it is the same for all."""
    parts = (entry.target_path or "").split("/")
    index = next((i for i, part in enumerate(parts) if _UNIVERSE_FIELD.search(part)), len(parts))
    return "/".join(parts[index + 1 :])


def _glob(data_dir: str, pattern: str) -> list[str]:
    found = glob.glob(pattern, root_dir=data_dir, recursive=True)
    return [path for path in found if os.path.isfile(f"{data_dir}/{path}")]


def _matches(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_matches(parts[i:], pattern[1:]) for i in range(len(parts) + 1))
    return (
        bool(parts)
        and fnmatch.fnmatchcase(parts[0], pattern[0])
        and _matches(parts[1:], pattern[1:])
    )


def _target(name: str, entry: LoadEntry, path: str, data_dir: str) -> FoundFile:
    # Plain string operations: this is done for every file whenever the Snakefile is parsed
    folder, _, file = path.rpartition("/")
    stem, extension = os.path.splitext(file)
    if entry.target_path is None:
        with_basename = any("*" in pattern for pattern in entry.glob_str)
        target = f"{name}/{stem.lower()}" if with_basename else name
        return FoundFile(name, path, None, None, target)
    keys: dict[str, Any] = {
        "basename": stem.lower(),
        "ext": extension,
        "dirname": folder,
        "relpath": path,
    }
    holder = None
    if entry.path_regex is not None:
        searched = path
        try:
            found = re.search(entry.path_regex, path)
        except re.error as error:
            message = f"{entry.path_regex!r} is not a regular expression: {error}."
            raise TargetError(message, name, "path_regex") from None
        if found is None:  # dantro searches the absolute path
            searched = os.path.abspath(f"{data_dir}/{path}")
            found = re.search(entry.path_regex, searched)
        if found is None:
            message = f"{entry.path_regex!r} does not match {path!r}, which `glob_str` finds."
            raise TargetError(message, name, "path_regex")
        groups = found.groups("") or (found.group(),)
        keys |= {"match": groups[0], "groups": groups, "named": found.groupdict("")}
        holder = _part_at(searched, max(found.start(), found.start(1 if found.groups() else 0)))
    parts = entry.target_path.split("/")
    index = next((i for i, part in enumerate(parts) if _UNIVERSE_FIELD.search(part)), None)
    try:
        named = [part.format(**keys) if "{" in part else part for part in parts]
    except (KeyError, IndexError, ValueError) as error:
        message = f"{entry.target_path!r} cannot be filled: {type(error).__name__} {error}."
        raise TargetError(message, name, "target_path") from None
    if index is None:
        return FoundFile(name, path, None, None, "/".join(named))
    if not named[index]:
        message = f"{entry.path_regex!r} finds no name for the universe in {path!r}."
        raise TargetError(message, name, "path_regex")
    return FoundFile(name, path, named[index], holder, "/".join(named[index + 1 :]))


def _part_at(path: str, position: int) -> str:
    start = path.rfind("/", 0, position) + 1
    end = path.find("/", position)
    return path[start:] if end < 0 else path[start:end]
