"""Errors that a user can act on: where, what was found, what is allowed, what to do."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

Value = TypeVar("Value")

KeyPath = tuple[str | int, ...]
"""Keys and indices that lead to a value in nested mappings and sequences."""


class ParaverseError(Exception):
    """A mistake in the input, reported without a traceback."""


class LoadError(ParaverseError):
    """A file of a simulation that cannot be read."""


class DamagedFileError(ParaverseError):
    """A file of the results whose content has changed since it was written."""


class TransformError(ParaverseError):
    """A node of a transformation that failed."""


class PlotError(ParaverseError):
    """A figure that could not be drawn."""


class ProvenanceError(ParaverseError):
    """A file whose provenance cannot be read or used."""


class SkipPlot(ParaverseError):  # noqa: N818 (dantro's name)
    """A figure that is deliberately not drawn; the message gives the reason."""


@dataclass(frozen=True)
class Location:
    """A location in a configuration file.

    Attributes
    ----------
    file
        Path as the user wrote it, or "" for values from the command line.
    line
        1-based line, or None if it is unknown.
    path
        Keys that lead from the top of the file to the value.
    """

    file: str
    line: int | None = None
    path: KeyPath = ()

    def __str__(self) -> str:
        position = f"{self.file}:{self.line}" if self.line else self.file
        return f"{position}: {format_key_path(self.path)}" if self.path else position


@dataclass(frozen=True)
class Problem:
    """A mistake in the configuration and its location.

    Attributes
    ----------
    location
        The location of the value that is wrong.
    message
        Sentences about what was found, what is allowed, and what to do.
    plots
        The names of all plots with the mistake, if they inherit the line from one that they are
        based on; otherwise empty.
    """

    location: Location
    message: str
    plots: tuple[str, ...] = field(default=(), kw_only=True)

    def __str__(self) -> str:
        return "\n    ".join([str(self.location), *self.sentences])

    @property
    def sentences(self) -> list[str]:
        """The message, and a sentence about the plots that inherit the mistake."""
        if not self.plots:
            return [self.message]
        return [self.message, f"Found in {len(self.plots)} plots: {list_some(self.plots)}."]


class ConfigError(ParaverseError):
    """All mistakes in the configuration, reported together.

    Parameters
    ----------
    problems
        At least one. Duplicates are dropped, a mistake in a line that several plots inherit is
        reported once, and the problems of each file are sorted by line. The files remain in order.

    Attributes
    ----------
    problems
        The sorted problems.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        files = list(dict.fromkeys(problem.location.file for problem in problems))
        self.problems = sorted(
            merge_inherited(problems),
            key=lambda p: (files.index(p.location.file), p.location.line or 0),
        )
        body = "\n".join(map(str, self.problems))
        count = pluralize(len(self.problems), "problem")
        super().__init__(f"{count} in the configuration; nothing was run.\n\n{body}\n")


def merge_inherited(problems: Iterable[Problem]) -> list[Problem]:
    """Merge problems that several plots have because they inherit the same line.

    Parameters
    ----------
    problems
        Any number of problems.

    Returns
    -------
    list of Problem
        One problem for each value and message, in the order of the first of them.

    Examples
    --------
    >>> wrong = [Problem(Location("a.yaml", 3, (name, "hue")), "No text.") for name in ("p", "q")]
    >>> print(*merge_inherited(wrong))
    a.yaml:3: p.hue
        No text.
        Found in 2 plots: p, q.
    """
    groups: dict[object, list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        location = problem.location
        is_inheritable = location.line is not None and len(location.path) > 1
        path = location.path[1:] if is_inheritable else location.path
        groups.setdefault((location.file, location.line, path, problem.message), []).append(problem)
    return [
        replace(first, plots=tuple(str(problem.location.path[0]) for problem in (first, *more)))
        if more
        else first
        for first, *more in groups.values()
    ]


def attach_location(problems: Iterable[Problem], location: Location) -> list[Problem]:
    """Add the location at which a file is named to problems with the file as a whole.

    Parameters
    ----------
    problems
        Problems with a file that the configuration names.
    location
        The location of the file's name in the configuration.

    Returns
    -------
    list of Problem
        Problems without a line are moved to `location`, and their message then begins with the
        file; those with a line are unchanged.

    Examples
    --------
    >>> missing = Problem(Location("plots.yaml"), "This file does not exist.")
    >>> print(*attach_location([missing], Location("config.yaml", 3, ("plots",))))
    config.yaml:3: plots
        plots.yaml: This file does not exist.
    """
    return [
        problem
        if problem.location.line is not None
        else Problem(location, f"{problem.location}: {problem.message}")
        for problem in problems
    ]


def value_or_problems(
    read: Callable[[], Value], location: Location | None = None
) -> tuple[Value | None, list[Problem]]:
    """Read a value; if it is wrong, return its problems instead of raising them.

    Parameters
    ----------
    read
        Returns the value, or raises a `ConfigError`.
    location
        The location at which the configuration names the file that is read. Problems with the file
        as a whole are reported there. By default, they keep their own location.

    Returns
    -------
    value
        What was read; None if it cannot be read.
    list of Problem
        Why it could not be read; empty if it could.
    """
    try:
        return read(), []
    except ConfigError as error:
        problems = error.problems
        return None, attach_location(problems, location) if location else problems


def pluralize(number: int, noun: str) -> str:
    """Return a number with its noun.

    Parameters
    ----------
    number
        The number.
    noun
        A noun in the singular, with a regular plural.

    Returns
    -------
    str
        The number and the noun, in the plural unless the number is 1.

    Examples
    --------
    >>> pluralize(1, "universe"), pluralize(2, "universe")
    ('1 universe', '2 universes')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def list_some(names: Sequence[str], limit: int = 5) -> str:
    """Return the first names, and how many more there are.

    Parameters
    ----------
    names
        Any number of names.
    limit
        Largest number of names to list.

    Returns
    -------
    str
        The names, separated by commas.

    Examples
    --------
    >>> list_some(["a", "b", "c"], limit=2)
    'a, b and 1 more'
    """
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return f"{', '.join(names[:limit])}{more}"


def format_key_path(path: Iterable[str | int]) -> str:
    """Format keys as ``plot.transform[0].args``.

    Parameters
    ----------
    path
        Keys of mappings and indices of sequences.

    Returns
    -------
    str
        Indices in brackets, everything else separated by dots; "" for no keys.

    Examples
    --------
    >>> format_key_path(("mean", "transform", 0, "args"))
    'mean.transform[0].args'
    """
    string = ""
    for key in path:
        string += f"[{key}]" if isinstance(key, int) else f".{key}" if string else str(key)
    return string


_MIN_BEGINNING = 3
"""Number of characters of a name that is suggested to be continued."""


def suggest(
    name: object, allowed: Iterable[object], *, limit: int = 12, cutoff: float = 0.7
) -> str:
    """Return a sentence that suggests the name that was probably meant, or lists the allowed names.

    Parameters
    ----------
    name
        A name that is not allowed.
    allowed
        The names that are allowed.
    limit
        Number of names to list if none is similar; 0 for none.
    cutoff
        Least similarity of a name that is suggested, from 0 to 1, as in
        `difflib.get_close_matches`.

    Returns
    -------
    str
        A sentence, or "" if there is nothing to suggest or to list.

    Examples
    --------
    >>> suggest("meen", ["mean", "median"])
    "Did you mean 'mean'?"
    >>> suggest("x", ["seed", "energy"])
    'Allowed: energy, seed.'
    """
    words = sorted({str(word) for word in allowed})
    similar = difflib.get_close_matches(str(name), words, n=3, cutoff=cutoff)
    if not similar and limit and len(str(name)) >= _MIN_BEGINNING:
        similar = [w for w in words if w.lower().startswith(str(name).lower())][:3]
    if similar:
        return f"Did you mean {' or '.join(map(repr, similar))}?"
    if not words or not limit:
        return ""
    return f"Allowed: {list_some(words, limit)}."
