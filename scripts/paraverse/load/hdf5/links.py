"""Follow the links in HDF5 files: never out of a folder, never in circles."""

from __future__ import annotations

import os
from contextlib import ExitStack

import h5py
from h5py import h5f, h5g, h5i, h5l, h5o

from paraverse.errors import LoadError
from paraverse.load.hdf5.file import open_hdf5

_MOST_LINKS = 32
"""Links behind one name, as many as Linux follows."""


class Links(ExitStack):
    """Opens what names in HDF5 files lead to. A context that closes further files.

    libhdf5 itself would follow soft and external links to any file of the machine.

    Parameters
    ----------
    base
        The folder that external links may not lead out of.
    """

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = os.path.abspath(base)
        self._files: dict[str, h5py.File] = {}

    def follow(self, start: h5g.GroupID, path: bytes) -> h5i.ObjectID:
        """Open what a path leads to.

        Parameters
        ----------
        start
            The group where a relative path begins.
        path
            Names of links, with "/" between them.

        Raises
        ------
        LoadError
            If it leads nowhere, out of the folder or in a circle. h5py's own errors if the
            object is broken.
        """
        here, todo, links = start, _names(path), 0
        if path.startswith(b"/"):
            here = _top(start)
        while todo:
            name = todo.pop()
            if not isinstance(here, h5g.GroupID) or not here.links.exists(name):
                raise LoadError(f"a link leads to {_shown(path)!r}, which is not there")
            kind = here.links.get_info(name).type
            if kind == h5l.TYPE_HARD:
                here = h5o.open(here, name)
                continue
            links += 1
            if links > _MOST_LINKS:
                raise LoadError("links lead in a circle")
            if kind == h5l.TYPE_SOFT:
                path = here.links.get_val(name)
                here = _top(here) if path.startswith(b"/") else here
            elif kind == h5l.TYPE_EXTERNAL:
                file, path = here.links.get_val(name)
                here = self.open_beside(here, os.fsdecode(file))
            else:
                raise LoadError("is a link of a kind that only the program knows that made it")
            todo += _names(path)
        return here

    def open_beside(self, item: h5i.ObjectID, name: str) -> h5g.GroupID:
        """Open the top group of another file that an object refers to.

        Parameters
        ----------
        item
            The object.
        name
            The file, relative to the object's.

        Raises
        ------
        LoadError
            If it is outside of the folder or cannot be read.
        """
        folder = os.path.dirname(os.path.abspath(os.fsdecode(h5f.get_name(item))))
        path = os.path.normpath(os.path.join(folder, name))
        if os.path.commonpath([path, self._base]) != self._base:
            raise LoadError(f"leads to {name}, outside of {self._base}")
        if path not in self._files:
            self._files[path] = self.enter_context(open_hdf5(path))
        return h5o.open(self._files[path].id, b"/")


def _top(item: h5i.ObjectID) -> h5g.GroupID:
    return h5o.open(h5i.get_file_id(item), b"/")


def _names(path: bytes) -> list[bytes]:
    return [name for name in reversed(path.split(b"/")) if name not in (b"", b".")]


def _shown(path: bytes) -> str:
    return path.decode("utf-8", "replace")
