"""Read what may be unreadable, and go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from paraverse.errors import ConfigError, Location, Problem, attach_location

Value = TypeVar("Value")


def value_or_problems(
    read: Callable[[], Value], default: Value, location: Location | None = None
) -> tuple[Value, list[Problem]]:
    """Read something, or return a default that the other checks can go on with.

    Parameters
    ----------
    read
        Returns the value, or raises a `ConfigError`.
    default
        The value if it cannot be read.
    location
        Where the configuration names the file that is read. Problems with the file as a whole are
        reported there. By default they keep their own location.

    Returns
    -------
    value
        What was read, or the default.
    list of Problem
        Why it could not be read; empty if it could.
    """
    try:
        return read(), []
    except ConfigError as error:
        problems = error.problems
        return default, attach_location(problems, location) if location else problems
