"""Walk through the groups of an HDF5 file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from h5py import h5d, h5g, h5i, h5o

from paraverse.base.field_filter import FieldFilter
from paraverse.load.hdf5.file import reason
from paraverse.load.hdf5.links import Links
from paraverse.load.registry import Report

_DEEPEST = 100
_MOST_COPIES = 10_000
"""Groups inside each other, and objects in groups that links show a second time: more than any
simulation writes, and few enough to come to an end where a few links multiply without one."""


class Walk:
    """The groups and datasets of a file, each behind the groups that it lies in.

    Parameters
    ----------
    links
        Opens them.
    wanted
        Where to look. If it has no patterns, groups are not listed but asked for names.
    report
        Is called with a sentence for each link that cannot be followed.
    lower_case
        Whether to turn names into lower case.
    """

    def __init__(
        self, links: Links, wanted: FieldFilter, report: Report, *, lower_case: bool = False
    ) -> None:
        self._links = links
        self._exact = None if lower_case else wanted.exact()
        self._report = report
        self._lower_case = lower_case
        self._seen: set[Any] = set()
        self._copies = 0

    def members(
        self,
        group: h5g.GroupID,
        path: str = "",
        above: tuple[Any, ...] = (),
        *,
        again: bool = False,
    ) -> Iterator[tuple[str, h5i.ObjectID]]:
        """Give what is in a group and below, with paths.

        Parameters
        ----------
        group
            The group.
        path
            Its own path.
        above
            The identities of the groups that it lies in.
        again
            Whether it was given before, under another name.
        """
        identity = _identity(group)
        above = (*above, identity)
        again = again or identity in self._seen
        self._seen.add(identity)
        names = set()
        for name in self._names(group, path):
            at = self._path(path, name)
            if at is None:
                continue
            if at in names:
                self._report(f"{at}: left out, as another name differs from it only by its case")
                continue
            names.add(at)
            try:
                item = self._links.follow(group, name)
                is_above = isinstance(item, h5g.GroupID) and _identity(item) in above
            except Exception as error:
                self._report(f"{at}: {reason(error)}")
                continue
            self._copies += again
            if self._copies > _MOST_COPIES:
                if self._copies == _MOST_COPIES + 1:
                    self._report(f"{at}: left out with all further groups that links show again")
                return
            if isinstance(item, h5d.DatasetID):
                yield at, item
            elif not isinstance(item, h5g.GroupID):
                self._report(f"{at}: a named type, which holds no data")
            elif is_above:
                self._report(f"{at}: a link back to a group that it lies in")
            elif len(above) > _DEEPEST:
                self._report(f"{at}: lies in more than {_DEEPEST} groups")
            else:
                yield at, item
                yield from self.members(item, at, above, again=again)

    def _names(self, group: h5g.GroupID, path: str) -> list[bytes]:
        try:
            if self._exact is None or any(f"{path}/".startswith(f"{p}/") for p in self._exact):
                return list(group)
            prefix = f"{path}/" if path else ""
            parts = (p.removeprefix(prefix) for p in self._exact if p.startswith(prefix))
            names = dict.fromkeys(part.partition("/")[0].encode() for part in parts)
            return [name for name in names if group.links.exists(name)]
        except Exception as error:
            self._report(f"{path or '/'}: its members cannot be listed: {reason(error)}")
            return []

    def _path(self, path: str, name: bytes) -> str | None:
        try:
            text = name.decode()
        except UnicodeDecodeError:
            text = ""
        if text in ("", ".", ".."):
            self._report(f"{path or '/'}: left out {name!r}, which is no name for a field")
            return None
        text = text.lower() if self._lower_case else text
        return f"{path}/{text}" if path else text


def _identity(group: h5g.GroupID) -> tuple[int, int]:
    info = h5o.get_info(group)
    return info.fileno, info.addr
