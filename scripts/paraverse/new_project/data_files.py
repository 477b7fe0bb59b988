"""The files of existing data, and those that each universe has."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from paraverse.errors import ParaverseError, list_some
from paraverse.new_project.name_pattern import NamePattern, find_pattern, shape_of

MAX_FILES = 500_000
"""Largest number of files that are looked at."""

DATA_LOADERS = {
    ".h5": "hdf5", ".hdf5": "hdf5", ".hdf": "hdf5", ".nc": "xr_dataset", ".npz": "numpy",
    ".npy": "numpy", ".zarr": "xr_dataset", ".csv": "pandas_csv", ".tsv": "pandas_csv",
    ".dat": "numpy_txt",
}  # fmt: skip
"""Loaders of data, by extension; those that come first more probably hold the main results."""

OTHER_LOADERS = {
    ".yml": "yaml", ".yaml": "yaml", ".json": "json", ".toml": "toml", ".log": "text",
    ".out": "text", ".err": "text", ".txt": "text",
}  # fmt: skip
"""Loaders of parameters and logs, by extension."""

LOADERS = {**DATA_LOADERS, **OTHER_LOADERS}

_SKIPPED_FOLDERS = {"__pycache__", "results", "logs", "node_modules"}

_SNAPSHOT = re.compile(
    r"(?i)(snap|snapshot|step|frame|time|t|iter|iteration|part|rank|chunk)[_-]?$"
)


class UnknownLayoutError(ParaverseError):
    """A folder in which no universes can be recognized."""


@dataclass(frozen=True, kw_only=True)
class FileRole:
    """Files that universes have, at the same place in each.

    Attributes
    ----------
    suffix
        The end of their paths, which follows the pattern of the universe.
    paths
        The paths relative to the folder of the data.
    loader
        The name of the loader; None if there is none for the extension.
    """

    suffix: str
    paths: tuple[str, ...]
    loader: str | None


@dataclass(frozen=True, kw_only=True)
class UniversePattern:
    """The paths of universes, which are folders or files.

    Attributes
    ----------
    components
        The patterns of the names in the path, from the top to the last one that varies.
    is_file
        Whether the last name is the beginning of the name of a file, and not a folder.
    """

    components: tuple[NamePattern, ...]
    is_file: bool

    def split(self, path: str) -> str | None:
        """Return the end of a path below the universe; None for files of no universe."""
        names = path.split("/")
        depth = len(self.components)
        if len(names) < depth + (not self.is_file):
            return None
        *above, last = names[:depth]
        if not all(c.matches(n) for c, n in zip(self.components, above, strict=False)):
            return None
        if not self.is_file:
            below = "/".join(names[depth:])
            return f"/{below}" if self.components[-1].matches(last) else None
        match = re.match(self.components[-1].regex, last) if len(names) == depth else None
        if match is None:
            return None
        # The last group ends where the text after it begins, or at the end of the name
        stem, extension = os.path.splitext(last)
        whole = re.fullmatch(self.components[-1].regex, stem)
        return extension if whole else last[match.end() :]


def list_files(folder: Path) -> list[str]:
    """List the files below a folder, except for hidden ones.

    Parameters
    ----------
    folder
        The folder.

    Returns
    -------
    list of str
        The paths relative to the folder, sorted; a Zarr store counts as a file.
    """
    return sorted(_iterate_files(folder))


def find_universes(files: Sequence[str]) -> tuple[UniversePattern, list[FileRole], list[str]]:
    """Recognize which files belong to which universe.

    Parameters
    ----------
    files
        The paths of all files relative to the folder of the data.

    Returns
    -------
    pattern : UniversePattern
        The pattern of the paths of universes.
    roles : list of FileRole
        The files that universes have, data first.
    others : list of str
        The files of no universe, and those that only one universe has.

    Raises
    ------
    UnknownLayoutError
        If no two files are alike.
    """
    pattern = _find_pattern(files)
    by_suffix: dict[str, list[str]] = {}
    others = []
    for path in files:
        suffix = pattern.split(path)
        if suffix is None:
            others.append(path)
        else:
            by_suffix.setdefault(suffix, []).append(path)
    single = {suffix for suffix, paths in by_suffix.items() if len(paths) == 1}
    others += [by_suffix[suffix][0] for suffix in single]
    roles = [
        FileRole(suffix=suffix, paths=tuple(paths), loader=LOADERS.get(_extension(suffix)))
        for suffix, paths in by_suffix.items()
        if suffix not in single
    ]
    order = list(LOADERS)
    extensions = {role.suffix: _extension(role.suffix) for role in roles}
    roles.sort(key=lambda role: order.index(e) if (e := extensions[role.suffix]) in order else 99)
    return pattern, roles, sorted(others)


def _iterate_files(folder: Path) -> Iterator[str]:
    count = 0
    for parent, folders, names in os.walk(folder):
        relative = os.path.relpath(parent, folder)
        prefix = "" if relative == "." else f"{relative}/"
        stores = [name for name in folders if name.endswith(".zarr")]
        skipped = {*stores, *_SKIPPED_FOLDERS}
        folders[:] = sorted(n for n in folders if n not in skipped and not n.startswith("."))
        for name in [*names, *stores]:
            if not name.startswith("."):
                yield f"{prefix}{name}"
                count += 1
        if count > MAX_FILES:
            return


def _find_pattern(files: Sequence[str]) -> UniversePattern:
    groups: dict[tuple[int, str, str], list[str]] = {}
    for path in files:
        stem, extension = os.path.splitext(path.rpartition("/")[2])
        if extension.lower() in LOADERS:
            key = (path.count("/"), shape_of(stem), extension.lower())
            groups.setdefault(key, []).append(path)
    alike = {key: paths for key, paths in groups.items() if len(paths) > 1}
    if not alike:
        alike = _alike_but_for_names(files)
    if not alike:
        raise UnknownLayoutError(_describe_unknown(files))
    order = list(LOADERS)
    _, paths = min(
        alike.items(), key=lambda item: (order.index(item[0][2]) // 5, -len(item[1]), item[0])
    )
    split = [path.split("/") for path in paths]
    folders = [find_pattern(names) for names in zip(*(p[:-1] for p in split), strict=True)]
    file_stem = find_pattern([os.path.splitext(p[-1])[0] for p in split])
    last = max((i for i, folder in enumerate(folders) if folder.varies), default=None)
    if last is None or (file_stem.varies and not _is_inside(file_stem, files, folders)):
        return UniversePattern(components=(*folders, file_stem), is_file=True)
    return UniversePattern(components=tuple(folders[: last + 1]), is_file=False)


def _is_inside(stem: NamePattern, files: Sequence[str], folders: Sequence[NamePattern]) -> bool:
    """Tell whether files with numbers in their names are parts of one universe."""
    text = stem.glob.partition("*")[0]
    if _SNAPSHOT.search(text):
        return True
    # A file of parameters in each folder shows that the folder is the universe
    depth = len(folders)
    beside = [p for p in files if p.count("/") == depth and p.endswith((".json", ".yml", ".toml"))]
    names = {path.rpartition("/")[2] for path in beside}
    return len(names) < len(beside) and not any(stem.matches(n.partition(".")[0]) for n in names)


def _alike_but_for_names(files: Sequence[str]) -> dict[tuple[int, str, str], list[str]]:
    """Group data files in the same folder that differ only in their names."""
    groups: dict[tuple[int, str, str], list[str]] = {}
    for path in files:
        extension = _extension(path)
        if extension in DATA_LOADERS:
            folder = path.rpartition("/")[0]
            groups.setdefault((path.count("/"), folder, extension), []).append(path)
    return {key: paths for key, paths in groups.items() if len(paths) > 1}


def _describe_unknown(files: Sequence[str]) -> str:
    expected = (
        "Simulations are recognized by files of the same name in a folder each (run_1/data.h5, "
        "run_2/data.h5) or by files with numbers in their names (run_1.h5, run_2.h5)."
    )
    if not files:
        return f"The folder holds no files. {expected}"
    return f"No two files are alike: {list_some(files)}. {expected}"


def _extension(path: str) -> str:
    # The end of a path can be an extension alone, which would be the name of a hidden file
    return os.path.splitext(f"_{path}")[1].lower()
