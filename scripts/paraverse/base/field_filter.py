"""Which fields of a data tree are wanted."""

from __future__ import annotations

import fnmatch
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class FieldFilter:
    """Some fields, by path or pattern; a group stands for all that is in it.

    Attributes
    ----------
    patterns
        Paths such as ``data/abm/mean_energy`` or patterns such as ``data/abm/*``, where ``*``
        is also any depth; None for all fields.
    above
        Where the paths that are asked for begin, such as ``data/``.
    """

    patterns: tuple[str, ...] | None = None
    above: str = ""

    def __contains__(self, path: str) -> bool:
        if self.patterns is None:
            return True
        full = f"{self.above}{path}/"
        return any(
            full.startswith(f"{pattern}/") or fnmatch.fnmatchcase(full, f"{pattern}/*")
            for pattern in self.patterns
        )

    def exact(self) -> list[str] | None:
        """Return the paths if no pattern is among them, else None."""
        if self.patterns is None or any(set("*?[") & set(p) for p in self.patterns):
            return None
        return [p.removeprefix(self.above) for p in self.patterns if p.startswith(self.above)]

    def below(self, path: str) -> FieldFilter:
        """Return what is wanted below a path, relative to it; no patterns if nothing is."""
        if self.patterns is None or path in self:
            return FieldFilter()
        above = f"{self.above}{path}/"
        return FieldFilter(tuple(p for p in self.patterns if _may_match(p, above)), above)


def _may_match(pattern: str, above: str) -> bool:
    literal, *wild = re.split(r"[*?[]", pattern, maxsplit=1)
    return pattern.startswith(above) or (bool(wild) and above.startswith(literal))
