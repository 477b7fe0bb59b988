"""Load all files of one universe."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from paraverse.errors import LoadError
from paraverse.jobs import SourceFile
from paraverse.load.fields import Wanted
from paraverse.load.hdf5 import load_hdf5
from paraverse.load.text import load_text
from paraverse.load.tree import Group, Member, Tree

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


@dataclass(frozen=True)
class Loaded:
    """What came of loading a universe.

    Attributes
    ----------
    tree
        Its data.
    reasons
        What was left out, and why.
    failures
        What could not be read and may not be left out.
    """

    tree: Tree
    reasons: tuple[str, ...]
    failures: tuple[str, ...]


def load_universe(files: Iterable[SourceFile], wanted: Wanted) -> Loaded:
    """Load the files of one universe.

    Parameters
    ----------
    files
        Its files.
    wanted
        Which fields to read. Text files are read whole or not at all.
    """
    tree: Tree = {}
    reasons: list[str] = []
    failures: list[str] = []
    for file in files:
        below = wanted.below(file.target)
        if below.patterns == ():
            continue
        try:
            loaded = LOADERS[file.loader](file.path, below, **file.options)
        except LoadError as error:
            (failures if file.required else reasons).append(str(error))
            continue
        if isinstance(loaded, dict):
            tree[file.target] = Group()
            tree.update({f"{file.target}/{path}": member for path, member in loaded.items()})
        else:
            tree[file.target] = loaded
    return Loaded(tree, tuple(reasons), tuple(failures))
