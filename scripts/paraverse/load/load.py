"""Load all files of one universe."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from paraverse.load.fields import Wanted
from paraverse.load.hdf5 import load_hdf5
from paraverse.load.text import load_text
from paraverse.load.tree import Group, Member, Tree


@dataclass(frozen=True)
class SourceFile:
    """A file to load into a universe's tree.

    Attributes
    ----------
    path
        The file.
    target
        Where it goes in the tree.
    loader
        Name of the loader.
    options
        Arguments of the loader.
    """

    path: str
    target: str
    loader: str
    options: Mapping[str, Any] = field(default_factory=dict)


def _text(syntax: str, path: str, wanted: Wanted) -> Member:
    return load_text(path, syntax)


LOADERS: dict[str, Callable[..., Member | Tree]] = {
    "hdf5": load_hdf5,
    "yaml": functools.partial(_text, "yaml"),
    "yml": functools.partial(_text, "yaml"),
    "yaml_to_object": functools.partial(_text, "yaml"),
    "yml_to_object": functools.partial(_text, "yaml"),
    "text": functools.partial(_text, "text"),
    "plain_text": functools.partial(_text, "text"),
}
"""Functions (path, wanted, **options) that give one member or the tree of a file."""


def load_universe(files: Iterable[SourceFile], wanted: Wanted) -> Tree:
    """Load the files of one universe.

    Parameters
    ----------
    files
        Its files.
    wanted
        Which fields to read. Text files are read whole or not at all.

    Raises
    ------
    LoadError
        If a file cannot be read.
    """
    tree: Tree = {}
    for file in files:
        below = wanted.below(file.target)
        if below.patterns == ():
            continue
        loaded = LOADERS[file.loader](file.path, below, **file.options)
        if isinstance(loaded, dict):
            tree[file.target] = Group()
            tree.update({f"{file.target}/{path}": member for path, member in loaded.items()})
        else:
            tree[file.target] = loaded
    return tree
