"""The loaders for paths, which list files without opening them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from paraverse.base.path_patterns import matches_pattern
from paraverse.errors import LoadError, suggest
from paraverse.load.members import GroupMember, Text, Tree

_GLOB_KEYS = ("glob_str", "ignore", "include_files", "include_directories")


def load_path(path: str) -> Text:
    """Return the path of a file or folder.

    Parameters
    ----------
    path
        Path of the file or folder.

    Returns
    -------
    Text
        The path, with the syntax "path".
    """
    return Text(path, "path")


def load_folder(
    path: str,
    *,
    tree_glob: str | list[str] | dict[str, Any] = "**/*",
    directories_first: bool = True,
) -> Tree:
    """Return the paths of the files and folders in a folder, as a tree with the same structure.

    Links to folders are not followed, and names that begin with a dot are left out.

    Parameters
    ----------
    path
        Path of the folder.
    tree_glob
        Pattern of the paths to include, relative to the folder, or a list of patterns; or a
        mapping with either of these under `glob_str`, and with `ignore`, `include_files` and
        `include_directories` as in the load configuration.
    directories_first
        Whether folders come before files.

    Returns
    -------
    dict of str to Member
        Members by path: a `Text` with the path of each file, and a group of kind
        "DirectoryGroup" for each folder.

    Raises
    ------
    LoadError
        If the path does not lead to a folder, or if `tree_glob` has an unknown key.
    """
    if not os.path.isdir(path):
        raise LoadError(f"{path} is not a folder")
    options = tree_glob if isinstance(tree_glob, dict) else {"glob_str": tree_glob}
    unknown = [key for key in options if key not in _GLOB_KEYS]
    if unknown:
        raise LoadError(f"'tree_glob' has no {unknown[0]!r}. {suggest(unknown[0], _GLOB_KEYS)}")
    tree: Tree = {"": GroupMember("DirectoryGroup")}
    items = [item for item in sorted(_walk(path)) if _is_included(item, path, options)]
    if directories_first:
        items.sort(key=lambda item: not os.path.isdir(f"{path}/{item}"))
    for item in items:
        for above in reversed(PurePosixPath(item).parents[:-1]):
            tree.setdefault(str(above), GroupMember("DirectoryGroup"))
        is_folder = os.path.isdir(f"{path}/{item}")
        tree[item] = GroupMember("DirectoryGroup") if is_folder else Text(f"{path}/{item}", "path")
    return tree


def _walk(path: str) -> Iterator[str]:
    for folder, folders, files in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        relative = os.path.relpath(folder, path)
        for name in folders + [name for name in files if not name.startswith(".")]:
            yield name if relative == "." else f"{relative}/{name}"


def _is_included(item: str, path: str, options: Mapping[str, Any]) -> bool:
    def matches_any(key: str) -> bool:
        patterns = options.get(key) or []
        patterns = [patterns] if isinstance(patterns, str) else patterns
        return any(matches_pattern(item.split("/"), pattern.split("/")) for pattern in patterns)

    is_folder = os.path.isdir(f"{path}/{item}")
    kind = "include_directories" if is_folder else "include_files"
    return bool(options.get(kind, True)) and matches_any("glob_str") and not matches_any("ignore")
