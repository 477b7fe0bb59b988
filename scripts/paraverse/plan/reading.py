"""Read what may be unreadable, and go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from paraverse.errors import ConfigError, Location, Problem, attach_location

Value = TypeVar("Value")


def value_or_problems(
    read: Callable[[], Value], location: Location | None = None
) -> tuple[Value | None, list[Problem]]:
    """Read something; if it is wrong, return its problems instead of raising them.

    Parameters
    ----------
    read
        Returns the value, or raises a `ConfigError`.
    location
        Where the configuration names the file that is read. Problems with the file as a whole are
        reported there. By default they keep their own location.

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
