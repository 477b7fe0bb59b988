"""Which fields of a data tree are wanted."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Wanted:
    """Some fields, by path or pattern; a group stands for all that is in it.

    Attributes
    ----------
    patterns
        Paths such as ``data/abm/mean_energy`` or patterns such as ``data/abm/*``; None for
        all fields.
    """

    patterns: tuple[str, ...] | None = None

    def __contains__(self, path: str) -> bool:
        if self.patterns is None:
            return True
        return any(
            path == pattern or path.startswith(f"{pattern}/") or fnmatch.fnmatchcase(path, pattern)
            for pattern in self.patterns
        )

    def exact(self) -> list[str] | None:
        """Return the paths if no pattern is among them, else None."""
        if self.patterns is None or any(set("*?[") & set(p) for p in self.patterns):
            return None
        return list(self.patterns)

    def below(self, path: str) -> Wanted:
        """Return what is wanted below a path, relative to it."""
        if self.patterns is None or path in self:
            return Wanted()
        prefix = f"{path}/"
        return Wanted(tuple(_below(self.patterns, prefix)))


def _below(patterns: Iterable[str], prefix: str) -> Iterable[str]:
    for pattern in patterns:
        if pattern.startswith(prefix):
            yield pattern.removeprefix(prefix)
        elif set("*?[") & set(pattern.split("/")[0]):
            yield pattern  # a pattern that begins above the path: "*" also matches "/"
