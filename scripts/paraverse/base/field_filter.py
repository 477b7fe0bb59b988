"""A selection of fields in a data tree."""

from __future__ import annotations

import fnmatch
import functools
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class FieldFilter:
    """A selection of fields by path or pattern; a group stands for everything in it.

    Attributes
    ----------
    patterns
        Paths such as ``data/abm/mean_energy`` or patterns such as ``data/abm/*``, where ``*`` also
        matches ``/``; None for all fields.
    prefix
        The beginning of `patterns` that paths to look up omit, such as ``data/``.

    Examples
    --------
    >>> fields = FieldFilter(("data/abm", "params"))
    >>> "data/abm/mean_energy" in fields, "log" in fields
    (True, False)
    """

    patterns: tuple[str, ...] | None = None
    prefix: str = ""

    def __contains__(self, path: str) -> bool:
        if self.patterns is None:
            return True
        return _selects(self.patterns, f"{self.prefix}{path}/")

    def exact(self) -> list[str] | None:
        """Return the selected paths if they are listed explicitly.

        Returns
        -------
        list of str or None
            Paths relative to `prefix`; None if all fields are selected, or if some are selected by
            a pattern.
        """
        if self.patterns is None or any(set("*?[") & set(p) for p in self.patterns):
            return None
        return [p.removeprefix(self.prefix) for p in self.patterns if p.startswith(self.prefix)]

    def below(self, path: str) -> FieldFilter:
        """Return the selection within a group.

        Parameters
        ----------
        path
            The path of the group, relative to `prefix`; "" for the group of the filter itself.

        Returns
        -------
        FieldFilter
            A filter for paths relative to the group; without any patterns if nothing in the group
            is selected.
        """
        if not path:
            return self
        if self.patterns is None or path in self:
            return FieldFilter()
        prefix = f"{self.prefix}{path}/"
        return FieldFilter(tuple(p for p in self.patterns if _may_match(p, prefix)), prefix)


@functools.lru_cache(10_000)  # the files of thousands of universes have the same paths
def _selects(patterns: tuple[str, ...], path: str) -> bool:
    return any(
        path.startswith(f"{pattern}/") or fnmatch.fnmatchcase(path, f"{pattern}/*")
        for pattern in patterns
    )


def _may_match(pattern: str, prefix: str) -> bool:
    literal, *wild = re.split(r"[*?[]", pattern, maxsplit=1)
    return pattern.startswith(prefix) or (bool(wild) and prefix.startswith(literal))
