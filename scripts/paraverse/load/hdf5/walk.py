"""Walk through the groups of an HDF5 file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from h5py import h5d, h5g, h5i, h5o

from paraverse.base.field_filter import FieldFilter
from paraverse.load.hdf5.file import short_message
from paraverse.load.hdf5.links import LinkResolver
from paraverse.load.report import Report

_MAX_DEPTH = 100
_MAX_REPEATED = 10_000
"""Limits on the nesting of groups, and on the objects in groups that links lead to a second time:
higher than any simulation needs, but low enough to finish where a few links multiply endlessly."""


class Walk:
    """A walk through the groups and datasets of a file, groups before their members.

    Parameters
    ----------
    links
        Opens the groups and datasets.
    field_filter
        Selects the groups to enter. If it has only paths and no patterns, the members of groups
        are looked up by name instead of being listed.
    report
        Called with a message for each item that is left out.
    lower_case
        Whether to convert names to lower case.
    """

    def __init__(
        self,
        links: LinkResolver,
        field_filter: FieldFilter,
        report: Report,
        *,
        lower_case: bool = False,
    ) -> None:
        self._links = links
        self._exact = None if lower_case else field_filter.exact()
        self._report = report
        self._lower_case = lower_case
        self._visited: set[Any] = set()
        self._repeated = 0

    def items(
        self,
        group: h5g.GroupID,
        path: str = "",
        ancestors: tuple[Any, ...] = (),
        *,
        is_repeated: bool = False,
    ) -> Iterator[tuple[str, h5i.ObjectID]]:
        """Iterate over the groups and datasets below a group.

        Parameters
        ----------
        group
            The group.
        path
            Its path, "" for the file's own group.
        ancestors
            The identities of the groups that contain it.
        is_repeated
            Whether the group, or one that it lies in, was already visited under another name.

        Yields
        ------
        path : str
            The path of a group or dataset, in lower case if requested.
        item : h5py.h5i.ObjectID
            The group or dataset.
        """
        identity = _identity(group)
        ancestors = (*ancestors, identity)
        is_repeated = is_repeated or identity in self._visited
        self._visited.add(identity)
        paths = set()
        for name in self._names(group, path):
            item_path = self._item_path(path, name)
            if item_path is None:
                continue
            if item_path in paths:
                self._report(
                    f"{item_path}: left out, as another name differs from it only by its case"
                )
                continue
            paths.add(item_path)
            item, problem = self._follow(group, name, ancestors)
            self._repeated += is_repeated and item is not None
            if is_repeated and self._repeated > _MAX_REPEATED:
                if self._repeated == _MAX_REPEATED + 1:
                    self._report(
                        f"{item_path}: left out with all further groups that links lead to again"
                    )
                return
            if item is None or problem:
                self._report(f"{item_path}: {problem}")
                continue
            yield item_path, item
            if isinstance(item, h5g.GroupID):
                yield from self.items(item, item_path, ancestors, is_repeated=is_repeated)

    def _follow(
        self, group: h5g.GroupID, name: bytes, ancestors: tuple[tuple[int, int], ...]
    ) -> tuple[h5i.ObjectID | None, str]:
        """Return a member of a group, and why it is left out; "" if it is not."""
        try:
            item = self._links.follow(group, name)
            is_ancestor = isinstance(item, h5g.GroupID) and _identity(item) in ancestors
        except Exception as error:  # broken bytes may raise anything
            return None, short_message(error)
        if isinstance(item, h5d.DatasetID):
            return item, ""
        if not isinstance(item, h5g.GroupID):
            return item, "a named type, which holds no data"
        if is_ancestor:
            return item, "a link back to a group that it lies in"
        if len(ancestors) > _MAX_DEPTH:
            return item, f"lies in more than {_MAX_DEPTH} groups"
        return item, ""

    def _names(self, group: h5g.GroupID, path: str) -> list[bytes]:
        """Return the names of a group's members, or only those that the filter selects."""
        try:
            if self._exact is None or any(f"{path}/".startswith(f"{p}/") for p in self._exact):
                return list(group)
            prefix = f"{path}/" if path else ""
            below = (p.removeprefix(prefix) for p in self._exact if p.startswith(prefix))
            names = dict.fromkeys(relative.partition("/")[0].encode() for relative in below)
            return [name for name in names if group.links.exists(name)]
        except Exception as error:  # a broken group may raise anything
            self._report(f"{path or '/'}: its members cannot be listed: {short_message(error)}")
            return []

    def _item_path(self, path: str, name: bytes) -> str | None:
        try:
            string = name.decode()
        except UnicodeDecodeError:
            string = ""
        if string in ("", ".", ".."):
            self._report(f"{path or '/'}: left out {name!r}, which cannot be the name of a field")
            return None
        string = string.lower() if self._lower_case else string
        return f"{path}/{string}" if path else string


def _identity(group: h5g.GroupID) -> tuple[int, int]:
    info = h5o.get_info(group)
    return info.fileno, info.addr
