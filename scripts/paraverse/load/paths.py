"""The loaders of paths: what is there, not what is in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from paraverse.base.path_patterns import matches
from paraverse.errors import LoadError, suggest
from paraverse.load.members import Group, Text, Tree

_GLOB_KEYS = ("glob_str", "ignore", "include_files", "include_directories")


def load_path(path: str) -> Text:
    """Return the path of a file or folder."""
    return Text(path, "path")


def load_folder(
    path: str,
    *,
    tree_glob: str | list[str] | dict[str, Any] = "**/*",
    directories_first: bool = True,
) -> Tree:
    """Return the paths of what is in a folder, as a tree of the same form.

    Links to folders are not followed, and names that begin with a dot are left out.

    Parameters
    ----------
    path
        The folder.
    tree_glob
        Pattern of what to take, or list of patterns, relative to the folder; or a mapping with
        them under `glob_str`, and `ignore`, `include_files` and `include_directories` as in the
        load configuration.
    directories_first
        Whether folders come before files.

    Raises
    ------
    LoadError
        If it is no folder.
    """
    if not os.path.isdir(path):
        raise LoadError(f"{path} is not a folder")
    chosen = tree_glob if isinstance(tree_glob, dict) else {"glob_str": tree_glob}
    unknown = [key for key in chosen if key not in _GLOB_KEYS]
    if unknown:
        raise LoadError(f"'tree_glob' has no {unknown[0]!r}. {suggest(unknown[0], _GLOB_KEYS)}")
    tree: Tree = {"": Group("DirectoryGroup")}
    found = [item for item in sorted(_inside(path)) if _is_chosen(item, path, chosen)]
    if directories_first:
        found.sort(key=lambda item: not os.path.isdir(f"{path}/{item}"))
    for item in found:
        for above in reversed(PurePosixPath(item).parents[:-1]):
            tree.setdefault(str(above), Group("DirectoryGroup"))
        is_folder = os.path.isdir(f"{path}/{item}")
        tree[item] = Group("DirectoryGroup") if is_folder else Text(f"{path}/{item}", "path")
    return tree


def _inside(path: str) -> Iterator[str]:
    for folder, folders, files in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = os.path.relpath(folder, path)
        for name in folders + [name for name in files if not name.startswith(".")]:
            yield name if below == "." else f"{below}/{name}"


def _is_chosen(item: str, path: str, chosen: Mapping[str, Any]) -> bool:
    def found_by(key: str) -> bool:
        patterns = chosen.get(key) or []
        patterns = [patterns] if isinstance(patterns, str) else patterns
        return any(matches(item.split("/"), pattern.split("/")) for pattern in patterns)

    is_folder = os.path.isdir(f"{path}/{item}")
    kind = "include_directories" if is_folder else "include_files"
    return bool(chosen.get(kind, True)) and found_by("glob_str") and not found_by("ignore")
