"""Match files to entries of the load configuration, and find their targets in the data tree."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from paraverse.base.file_links import LinkChecker
from paraverse.base.path_patterns import matches_pattern
from paraverse.base.recursive_glob import find_paths
from paraverse.config.models import LoadEntry
from paraverse.errors import ParaverseError
from paraverse.sweep.load_entries import LoadEntries, split_target, target_template


@dataclass(frozen=True, kw_only=True)
class MatchedFile:
    """A file that an entry of the load configuration matches.

    Attributes
    ----------
    entry
        The name of the entry.
    path
        The path of the file.
    relative
        The same path, relative to `data_dir` or to the entry's `base_path`.
    key
        The name of the universe in the data tree, such as "12"; None for a file of the sweep.
    folder
        The folder in the path that the key was taken from, such as "sim_12"; None if it was
        taken from the name of the file.
    target
        Path in the data tree: relative to the universe, or to the top for a file of the sweep.
    path_groups
        The named groups of the entry's `path_regex`, with the text that they match in the path.
    problem
        Why the file must not be read, to follow its path in a sentence; "" if it may be read.
    """

    entry: str
    path: str
    relative: str
    key: str | None
    folder: str | None
    target: str
    path_groups: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


class EntryError(ParaverseError):
    """An entry of the load configuration that does not fit the existing files.

    Parameters
    ----------
    message
        A complete sentence.
    entry
        The name of the entry.
    key
        The key of the entry that is at fault.
    """

    def __init__(self, message: str, entry: str, key: str) -> None:
        super().__init__(message)
        self.entry = entry
        self.key = key


class TargetError(EntryError):
    """An entry for which the target path of a file cannot be determined."""


def find_files(
    data_dir: str, entries: LoadEntries, *, of_sweep: bool = False
) -> Iterator[MatchedFile]:
    """Find the files that the entries match.

    Parameters
    ----------
    data_dir
        The folder to search; an entry with a `base_path` is searched there.
    entries
        The entries of the load configuration.
    of_sweep
        Whether to find only files that belong to the whole sweep.

    Yields
    ------
    MatchedFile
        The files of each entry, sorted by path, in the order of the entries; those that must not be
        read have a `problem`.

    Raises
    ------
    TargetError
        If the target path of a file cannot be determined.
    """
    for name, entry in (entries.of_sweep if of_sweep else entries.enabled).items():
        base = entry.base_path or data_dir
        links = LinkChecker(base)
        for path, mode in sorted({p for g in entry.glob_str for p in _glob(base, g, entry)}):
            file = _matched_file(name, path, entries, data_dir)
            problem = links.problem(path, mode) if entry.loader != "fspath" else ""
            yield replace(file, problem=problem) if problem else file


def match_paths(paths: Iterable[str], data_dir: str, entries: LoadEntries) -> Iterator[MatchedFile]:
    """Match paths of files that need not exist yet to the entries that will load them.

    Parameters
    ----------
    paths
        Paths relative to `data_dir`.
    data_dir
        The folder of the data. Entries with another `base_path` match nothing.
    entries
        The entries of the load configuration.

    Yields
    ------
    MatchedFile
        A match for each path and each entry that matches it.

    Raises
    ------
    TargetError
        If the target path of a file cannot be determined.
    """
    patterns = {
        name: [pattern.split("/") for pattern in entry.glob_str]
        for name, entry in entries.enabled.items()
        if entry.base_path is None
    }
    for path in paths:
        names = path.split("/")
        for entry, globs in patterns.items():
            if any(matches_pattern(names, pattern) for pattern in globs) and not _is_ignored(
                path, entries.enabled[entry]
            ):
                yield _matched_file(entry, path, entries, data_dir)


def _glob(base: str, pattern: str, entry: LoadEntry) -> Iterator[tuple[str, int]]:
    """Iterate over the paths that an entry includes, with the mode of each as in `os.lstat`."""
    for path in filter(None, (path.rstrip("/") for path in find_paths(base, pattern))):
        try:
            mode = os.lstat(f"{base}/{path}").st_mode
        except OSError:  # removed meanwhile
            continue
        is_folder = not stat.S_ISREG(mode) and os.path.isdir(f"{base}/{path}")
        is_included = entry.takes_folders if is_folder else entry.include_files
        if is_included and not _is_ignored(path, entry):
            yield path, mode


def _is_ignored(path: str, entry: LoadEntry) -> bool:
    names = path.split("/") if entry.ignore else []
    return any(matches_pattern(names, pattern.split("/")) for pattern in entry.ignore)


def _matched_file(name: str, path: str, entries: LoadEntries, data_dir: str) -> MatchedFile:
    # Plain string operations, because this runs for every file whenever the Snakefile is parsed
    entry = entries.enabled[name]
    base = entry.base_path or data_dir
    values, folder = _replacement_values(name, entry, path, base)
    target, key = target_template(entry), None
    if name in entries.of_universes:
        _, universe, target = split_target(target)
        key = _format(universe, values, name)
    else:
        folder = None
    return MatchedFile(
        entry=name,
        path=f"{base}/{path}",
        relative=path,
        key=key,
        folder=folder,
        target=_format(target, values, name),
        path_groups=values.get("named", {}),
    )


def _replacement_values(
    name: str, entry: LoadEntry, path: str, base: str
) -> tuple[dict[str, Any], str | None]:
    """Return the values of the replacement fields in a target path, and the universe's folder."""
    folder, _, file = path.rpartition("/")
    stem, extension = os.path.splitext(file)
    without_extension = path.removesuffix(extension)
    separator = entry.target_path_kwargs.get("join_char_replacement", "__")
    values: dict[str, Any] = {
        **entry.target_path_kwargs,
        "entry": name,
        "basename": stem.lower(),
        "ext": extension[1:].lower(),
        "dirname": folder or ".",
        "dirname_cleaned": (folder or ".").replace("/", separator),
        "relpath": without_extension,
        "relpath_cleaned": without_extension.replace("/", separator),
    }
    if entry.path_regex is None:
        return values, None
    match, searched = _search(entry.path_regex, path, base, name)
    groups = tuple(group or "" for group in match.groups() or (match.group(),))
    if not groups[0]:
        message = f"The first group of {entry.path_regex!r} is empty in {path!r}."
        raise TargetError(message, name, "path_regex")
    values |= {"match": groups[0], "groups": groups, "named": match.groupdict(default="")}
    return values, _folder_at(searched, match.start(1 if match.groups() else 0))


def _search(pattern: str, path: str, base: str, name: str) -> tuple[re.Match[str], str]:
    """Search a path for an entry's regular expression; return the match and the string searched."""
    # dantro searches the absolute path
    for searched in (path, os.path.abspath(f"{base}/{path}")):
        try:
            match = re.search(pattern, searched)
        except re.error as error:
            message = f"{pattern!r} is not a valid regular expression: {error}."
            raise TargetError(message, name, "path_regex") from None
        if match is not None:
            return match, searched
    message = (
        f"{pattern!r} does not match {path!r}, which `glob_str` finds. Leave such files out by "
        "`ignore`, or make one of the two patterns fit the other."
    )
    raise TargetError(message, name, "path_regex")


def _format(template: str, values: Mapping[str, Any], name: str) -> str:
    try:
        return template.format(**values) if "{" in template else template
    except (KeyError, IndexError, ValueError) as error:
        message = f"{template!r} cannot be filled: {type(error).__name__} {error}."
        raise TargetError(message, name, "target_path") from None


def _folder_at(path: str, position: int) -> str | None:
    start = path.rfind("/", 0, position) + 1
    end = path.find("/", position)
    return path[start:end] if end >= 0 else None
