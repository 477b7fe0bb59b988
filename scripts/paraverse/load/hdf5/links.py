"""Follow the links in HDF5 files, but never out of a folder or in circles."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import ExitStack

import h5py
from h5py import h5f, h5g, h5i, h5l, h5o

from paraverse.base.file_links import LinkChecker
from paraverse.errors import LoadError
from paraverse.load.hdf5.file import open_hdf5
from paraverse.load.other_files import note_other_file

_MAX_LINKS = 32
"""Maximum number of links to follow for one name; Linux has a similar limit."""


class LinkResolver(ExitStack):
    """Opens the objects that names in HDF5 files refer to.

    libhdf5 itself would follow soft and external links to any file on the machine. When used as a
    context manager, a resolver closes any other files that it had to open.

    Parameters
    ----------
    base
        The folder that external links may not lead out of.

    Attributes
    ----------
    unstored_bytes
        Size of the values read so far that no file stores, such as fill values.
    times_read
        How often a dataset was read, by the number of its file and its address.
    """

    def __init__(self, base: str) -> None:
        super().__init__()
        self.unstored_bytes = 0
        self.times_read: Counter[tuple[int, int]] = Counter()
        self._base = os.path.abspath(base)
        self._files: dict[str, h5py.File] = {}

    def follow(self, start: h5g.GroupID, path: bytes) -> h5i.ObjectID:
        """Open the object at a path.

        Parameters
        ----------
        start
            The group that a relative path starts from.
        path
            Names of links, separated by "/".

        Returns
        -------
        h5py.h5i.ObjectID
            The group, dataset or named type.

        Raises
        ------
        LoadError
            If there is no such object, or if links lead out of the folder or in a circle. If the
            object is broken, h5py raises errors of other types.
        """
        here, remaining, links = start, _reversed_names(path), 0
        if path.startswith(b"/"):
            here = _top_group(start)
        while remaining:
            name = remaining.pop()
            if not isinstance(here, h5g.GroupID) or not here.links.exists(name):
                target = path.decode("utf-8", "replace")
                raise LoadError(f"a link leads to {target!r}, which is not there")
            kind = here.links.get_info(name).type
            if kind == h5l.TYPE_HARD:
                here = h5o.open(here, name)
                continue
            links += 1
            if links > _MAX_LINKS:
                raise LoadError("links lead in a circle")
            if kind == h5l.TYPE_SOFT:
                path = here.links.get_val(name)
                here = _top_group(here) if path.startswith(b"/") else here
            elif kind == h5l.TYPE_EXTERNAL:
                file, path = here.links.get_val(name)
                here = self.open_other_file(here, os.fsdecode(file))
            else:
                raise LoadError("is a user-defined link, known only to the program that wrote it")
            remaining += _reversed_names(path)
        return here

    def open_other_file(self, item: h5i.ObjectID, name: str) -> h5g.GroupID:
        """Open the top group of another file that an object refers to.

        Parameters
        ----------
        item
            The object.
        name
            The path of the other file, relative to the folder of the object's file.

        Returns
        -------
        h5py.h5g.GroupID
            The top group; its file is closed when the resolver is.

        Raises
        ------
        LoadError
            If the file is outside the folder or cannot be read.
        """
        folder = os.path.dirname(os.path.abspath(os.fsdecode(h5f.get_name(item))))
        path = os.path.normpath(os.path.join(folder, name))
        if os.path.commonpath([path, self._base]) != self._base:
            raise LoadError(f"leads to {name}, outside of {self._base}")
        problem = LinkChecker(self._base).problem(os.path.relpath(path, self._base))
        if problem and os.path.exists(path):
            raise LoadError(f"leads to {name}, which {problem}")
        note_other_file(path)
        if path not in self._files:
            self._files[path] = self.enter_context(open_hdf5(path))
        return h5o.open(self._files[path].id, b"/")


def _top_group(item: h5i.ObjectID) -> h5g.GroupID:
    return h5o.open(h5i.get_file_id(item), b"/")


def _reversed_names(path: bytes) -> list[bytes]:
    return [name for name in reversed(path.split(b"/")) if name not in (b"", b".")]
