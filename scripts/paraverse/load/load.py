"""Load all files of one universe."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterable

from paraverse.errors import LoadError
from paraverse.jobs import SourceFile
from paraverse.load.fields import Wanted
from paraverse.load.hdf5 import load_hdf5
from paraverse.load.text import load_text
from paraverse.load.tree import Group, Member, Tree

log = logging.getLogger(__name__)


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
        If a required file cannot be read.
    """
    tree: Tree = {}
    for file in files:
        below = wanted.below(file.target)
        if below.patterns == ():
            continue
        try:
            loaded = LOADERS[file.loader](file.path, below, **file.options)
        except LoadError as error:
            if file.required:
                raise
            log.warning("left out: %s", error)
            continue
        if isinstance(loaded, dict):
            tree[file.target] = Group()
            tree.update({f"{file.target}/{path}": member for path, member in loaded.items()})
        else:
            tree[file.target] = loaded
    return tree
