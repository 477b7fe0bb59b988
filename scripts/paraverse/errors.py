"""Errors that a user can act on: where, what was found, what is allowed, what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

KeyPath = tuple[str | int, ...]
"""Keys and indices that lead to a value in nested mappings and sequences."""


class ParaverseError(Exception):
    """A mistake in the input, reported without a traceback."""


class LoadError(ParaverseError):
    """A file of a simulation that cannot be read."""


class TransformError(ParaverseError):
    """A node of a transformation that failed."""


class PlotError(ParaverseError):
    """A figure that could not be drawn."""


class SkipPlot(ParaverseError):  # noqa: N818 (dantro's name)
    """A figure that is not drawn, on purpose; the message says why."""


@dataclass(frozen=True)
class Location:
    """A place in a configuration file.

    Attributes
    ----------
    file
        Path as the user wrote it, or "" for values that came from the command line.
    line
        1-based line, or None where it is unknown.
    path
        Keys from the top of the file to the value.
    """

    file: str
    line: int | None = None
    path: KeyPath = ()

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {format_key_path(self.path)}" if self.path else place


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and where."""

    location: Location
    message: str

    def __str__(self) -> str:
        return f"{self.location}\n    {self.message}"


class ConfigError(ParaverseError):
    """Everything that is wrong with the configuration, at once.

    Parameters
    ----------
    problems
        At least one; shown in the order of their files and lines.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(
            dict.fromkeys(problems), key=lambda p: (p.location.file, p.location.line or 0)
        )
        count = len(self.problems)
        head = "1 problem" if count == 1 else f"{count} problems"
        body = "\n".join(str(p) for p in self.problems)
        super().__init__(f"{head} in the configuration; nothing was run.\n\n{body}\n")


def attach_location(problems: Iterable[Problem], where: Location) -> list[Problem]:
    """Say of problems with whole files where the file is named.

    Parameters
    ----------
    problems
        Problems; those in a line of a file stay as they are.
    where
        Where the files are named.
    """
    return [
        problem
        if problem.location.line is not None
        else Problem(where, f"{problem.location}: {problem.message}")
        for problem in problems
    ]


def pluralize(number: int, what: str) -> str:
    """A number with its noun.

    >>> pluralize(1, "universe"), pluralize(2, "universe")
    ('1 universe', '2 universes')
    """
    return f"{number} {what}{'' if number == 1 else 's'}"


def list_some(names: Sequence[str], limit: int = 5) -> str:
    """The first names, and how many more there are.

    >>> list_some(["a", "b", "c"], limit=2)
    'a, b and 1 more'
    """
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return f"{', '.join(names[:limit])}{more}"


def format_key_path(path: Iterable[str | int]) -> str:
    """Keys as ``plot.transform[0].args``.

    >>> format_key_path(("mean", "transform", 0, "args"))
    'mean.transform[0].args'
    """
    text = ""
    for key in path:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else str(key)
    return text


def suggest(
    found: object, allowed: Iterable[object], *, limit: int = 12, cutoff: float = 0.7
) -> str:
    """What was probably meant, or what there is.

    Parameters
    ----------
    found
        The word that is not allowed.
    allowed
        The words that are.
    limit
        How many of them to list where none is near; 0 for none.
    cutoff
        How near a word must be, from 0 to 1.

    Returns
    -------
    str
        A sentence, or "" if nothing is allowed at all.

    Examples
    --------
    >>> suggest("meen", ["mean", "median"])
    "Did you mean 'mean'?"
    >>> suggest("x", ["seed", "energy"])
    'Allowed: energy, seed.'
    """
    words = sorted({str(word) for word in allowed})
    near = difflib.get_close_matches(str(found), words, n=3, cutoff=cutoff)
    if near:
        return f"Did you mean {' or '.join(map(repr, near))}?"
    if not words or not limit:
        return ""
    return f"Allowed: {list_some(words, limit)}."
