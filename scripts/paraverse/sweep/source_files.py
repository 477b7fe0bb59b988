"""Match files to entries of the load configuration, and find their targets in the data tree."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from paraverse.base.file_links import LinkChecker
from paraverse.base.path_patterns import matches_pattern
from paraverse.base.recursive_glob import find_paths
from paraverse.config.models import LoadEntry
from paraverse.errors import ParaverseError
from paraverse.sweep.load_entries import LoadEntries, split_target, target_template

_PATH_FIELDS = ("basename", "ext", "dirname", "relpath")
"""Names, or beginnings of names, of the replacement fields that are parts of the path."""


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
        matcher = _EntryMatcher(name, entries, data_dir)
        base = matcher.base
        links = LinkChecker(base)
        for path, mode in sorted({p for g in entry.glob_str for p in _glob(base, g, entry)}):
            file = matcher.match(path)
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
    matchers = [
        (_EntryMatcher(name, entries, data_dir), [glob.split("/") for glob in entry.glob_str])
        for name, entry in entries.enabled.items()
        if entry.base_path is None
    ]
    for path in paths:
        names = path.split("/")
        for matcher, patterns in matchers:
            if any(matches_pattern(names, pattern) for pattern in patterns) and not _is_ignored(
                path, matcher.entry
            ):
                yield matcher.match(path)


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


class _EntryMatcher:
    """Finds where the files of an entry go; what is the same for all of them is computed once."""

    def __init__(self, name: str, entries: LoadEntries, data_dir: str) -> None:
        self.entry = entry = entries.enabled[name]
        self.base = entry.base_path or data_dir
        self._name = name
        self._key, self._target = None, target_template(entry)
        if name in entries.of_universes:
            _, self._key, self._target = split_target(self._target)
        templates = f"{self._key or ''}/{self._target}"
        self._uses_path = any(field in templates for field in _PATH_FIELDS)
        self._constants = {**entry.target_path_kwargs, "entry": name}

    def match(self, path: str) -> MatchedFile:
        """Return the match of a path relative to the base."""
        # Plain string operations, because this runs for every file whenever the Snakefile is parsed
        values: dict[str, Any] = self._constants
        if self._uses_path:
            values = values | self._path_values(path)
        folder = None
        if self._regex is not None:
            match, searched = self._search(self._regex, path)
            groups = tuple(group or "" for group in match.groups() or (match.group(),))
            if not groups[0]:
                message = f"The first group of {self.entry.path_regex!r} is empty in {path!r}."
                raise TargetError(message, self._name, "path_regex")
            named = match.groupdict(default="")
            values = {**values, "match": groups[0], "groups": groups, "named": named}
            folder = _folder_at(searched, match.start(1 if match.groups() else 0))
        return MatchedFile(
            entry=self._name,
            path=f"{self.base}/{path}",
            relative=path,
            key=None if self._key is None else self._format(self._key, values),
            folder=None if self._key is None else folder,
            target=self._format(self._target, values),
            path_groups=values.get("named", {}),
        )

    @cached_property
    def _regex(self) -> re.Pattern[str] | None:
        if self.entry.path_regex is None:
            return None
        try:
            return re.compile(self.entry.path_regex)
        except re.error as error:
            message = f"{self.entry.path_regex!r} is not a valid regular expression: {error}."
            raise TargetError(message, self._name, "path_regex") from None

    def _path_values(self, path: str) -> dict[str, str]:
        """Return the values of the replacement fields that are parts of the path."""
        folder, _, file = path.rpartition("/")
        stem, extension = os.path.splitext(file)
        without_extension = path.removesuffix(extension)
        separator = self.entry.target_path_kwargs.get("join_char_replacement", "__")
        return {
            "basename": stem.lower(),
            "ext": extension[1:].lower(),
            "dirname": folder or ".",
            "dirname_cleaned": (folder or ".").replace("/", separator),
            "relpath": without_extension,
            "relpath_cleaned": without_extension.replace("/", separator),
        }

    def _search(self, regex: re.Pattern[str], path: str) -> tuple[re.Match[str], str]:
        """Search a path for the regular expression; return the match and the string searched."""
        match = regex.search(path)
        if match is not None:
            return match, path
        # dantro searches the absolute path
        absolute = os.path.abspath(f"{self.base}/{path}")
        match = regex.search(absolute)
        if match is not None:
            return match, absolute
        message = (
            f"{self.entry.path_regex!r} does not match {path!r}, which `glob_str` finds. Leave "
            "such files out by `ignore`, or make one of the two patterns fit the other."
        )
        raise TargetError(message, self._name, "path_regex")

    def _format(self, template: str, values: Mapping[str, Any]) -> str:
        try:
            return template.format(**values) if "{" in template else template
        except KeyError as error:
            names = ", ".join(f"{{{name}}}" for name in values)
            message = f"{template!r} cannot be filled: there is no {error}. Allowed: {names}."
            raise TargetError(message, self._name, "target_path") from None
        except (IndexError, ValueError) as error:
            message = f"{template!r} cannot be filled: {type(error).__name__} {error}."
            raise TargetError(message, self._name, "target_path") from None


def _folder_at(path: str, position: int) -> str | None:
    start = path.rfind("/", 0, position) + 1
    end = path.find("/", position)
    return path[start:end] if end >= 0 else None
