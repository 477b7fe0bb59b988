"""The `load` section for universes that were recognized in a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from paraverse.base.path_patterns import matches_pattern
from paraverse.new_project.data_files import DATA_LOADERS, FileRole, UniversePattern
from paraverse.new_project.first_labels import TIME

GROUP = "simulations"
"""The group in the data tree that holds the universes."""

_OF_DATA = set(DATA_LOADERS.values())

_MAX_IGNORED = 5
"""Largest number of files that are ignored one by one."""

_PARAMETERS = re.compile(r"(?i)(param|parameter|config|cfg|setting|input|arg)s?")


def build_load_section(
    pattern: UniversePattern,
    roles: Sequence[FileRole],
    files: Sequence[str],
    folder: Path,
    *,
    with_names: bool,
) -> dict[str, dict[str, Any]]:
    """Build the `load` section.

    Parameters
    ----------
    pattern
        The pattern of the paths of universes.
    roles
        The files that universes have.
    files
        The paths of all files.
    folder
        The folder of the data, in which to look whether text files hold numbers.
    with_names
        Whether the groups of `path_regex` have names, so that they are parameters.

    Returns
    -------
    dict
        The entries by name.
    """
    prefix, key = _prefix_regex(pattern, with_names=with_names)
    load: dict[str, dict[str, Any]] = {}
    loaders = {role.suffix: _loader(role, folder) for role in roles}
    of_data = [loader for loader in loaders.values() if loader in _OF_DATA]
    for role in roles:
        loader = loaders[role.suffix]
        if loader is None:
            continue
        is_only_data = loader in _OF_DATA and len(of_data) == 1
        name = "data" if is_only_data else _field(role, loader, load)
        regex = prefix + re.escape(role.suffix).replace(r"\-", "-")
        glob = "/".join(component.glob for component in pattern.components) + role.suffix
        entry: dict[str, Any] = {"loader": loader, "glob_str": glob}
        ignored = _ignored(glob, regex, files)
        if ignored:
            entry["ignore"] = ignored
        entry |= {"path_regex": regex, "target_path": f"{GROUP}/{key}/{name}"}
        if loader != "text":
            entry["on_error"] = "skip"
        if role.suffix.endswith(".tsv"):
            entry["sep"] = "\t"
        if role.suffix.endswith(".zarr"):
            entry["include_directories"] = True
        times = _time_column(folder / role.paths[0], entry) if loader == "pandas_csv" else None
        if times is not None:
            entry["index_col"] = times
        load[name] = entry
    return load


def _prefix_regex(pattern: UniversePattern, *, with_names: bool) -> tuple[str, str]:
    """Return the regular expression of the path of a universe, and its key in target paths."""
    parts, positions = [], []
    count = 0
    for component in pattern.components:
        regex = component.regex
        number = len(component.parameters)
        # Universes are named after their folders anyway, but not after files
        is_file = pattern.is_file and component is pattern.components[-1]
        names_universe = number > 1 or (is_file and number and not regex.startswith("(?P<name>"))
        if not with_names:
            regex = f"({component.without_names()})" if names_universe else regex
            regex, number = re.sub(r"\(\?P<\w+>", "(", regex), min(number, 1)
        elif names_universe:
            regex, number = f"({regex})", number + 1
        if number:
            positions.append(count)
            count += number
        parts.append(regex)
    if len(positions) == 1:
        return "/".join(parts), "{match:}"
    return "/".join(parts), "_".join(f"{{groups[{position}]}}" for position in positions)


def _loader(role: FileRole, folder: Path) -> str | None:
    if role.suffix.endswith((".txt", ".out")) and _holds_numbers(folder / role.paths[0]):
        return "numpy_txt"
    if role.loader == "numpy_txt" and not _holds_numbers(folder / role.paths[0]):
        return "text"
    return role.loader


def _holds_numbers(path: Path) -> bool:
    """Tell whether the first lines of a text file that are not comments hold numbers."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            lines = [line for line, _ in zip(file, range(20), strict=False)]
    except OSError:
        return False
    words = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return bool(words) and all(map(_is_number, (word for line in words for word in line)))


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


def _time_column(path: Path, entry: Mapping[str, Any]) -> str | None:
    """Return the name of the first column of a table if it holds increasing times."""
    try:
        column = pd.read_csv(path, sep=entry.get("sep", ","), usecols=[0]).iloc[:, 0]
    except (OSError, ValueError):  # not a table; loading it gives the reason
        return None
    is_numeric = pd.api.types.is_numeric_dtype(column) and len(column) > 1
    increases = is_numeric and column.is_unique and column.is_monotonic_increasing
    return str(column.name) if increases and TIME.fullmatch(str(column.name)) else None


def _field(role: FileRole, loader: str, load: Mapping[str, Any]) -> str:
    """Return a name for the field with the content of a file."""
    stem = re.sub(r"\W+", "_", os.path.splitext(f"_{role.suffix}")[0]).strip("_").lower()
    if loader == "text":
        name = "log" if role.suffix.endswith((".log", ".out", ".err")) else stem or "text"
    elif loader not in _OF_DATA:
        name = "params" if not stem or _PARAMETERS.fullmatch(stem) else stem
    else:
        name = stem or "data"
    unique, count = name, 2
    while unique in load:
        unique, count = f"{name}_{count}", count + 1
    return unique


def _ignored(glob: str, regex: str, files: Sequence[str]) -> list[str]:
    """Return patterns of those files that `glob_str` matches, but `path_regex` does not."""
    names = glob.split("/")
    unmatched = [
        path
        for path in files
        if matches_pattern(path.split("/"), names) and re.search(regex, path) is None
    ]
    if len(unmatched) <= _MAX_IGNORED:
        return unmatched
    return sorted({re.sub(r"\d+(\.\d+)?", "*", path) for path in unmatched})
