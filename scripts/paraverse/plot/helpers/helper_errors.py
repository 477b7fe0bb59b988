"""What went wrong with helpers: which, where in the figure, with which argument."""

from __future__ import annotations

import contextlib
import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from paraverse.errors import KeyPath, Location, PlotError, Problem, format_key_path, suggest
from paraverse.plot.helpers.figure_axes import FigureAxes

_AXES = re.compile(r"on the axes \(\d+, \d+\)")


class HelperError(PlotError):
    """Helpers that failed.

    Parameters
    ----------
    problems
        At least one.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = _gathered(problems)
        super().__init__("\n".join(map(str, self.problems)))


class ArgumentError(Exception):
    """An argument of a helper that failed.

    Parameters
    ----------
    path
        Its name, and keys into it.
    cause
        Why.
    """

    def __init__(self, path: KeyPath, cause: Exception) -> None:
        self.path = path
        self.cause = cause
        super().__init__(f"{format_key_path(path)}: {cause}")


@contextlib.contextmanager
def argument(key: str | int) -> Iterator[None]:
    """Say of errors which argument they are about."""
    try:
        yield
    except ArgumentError as error:
        raise ArgumentError((key, *error.path), error.cause) from error.cause
    except Exception as error:
        raise ArgumentError((key,), error) from error


def problem_of(
    helper: Callable[..., None],
    hlpr: FigureAxes,
    arguments: Mapping[str, Any],
    where: Callable[..., Location],
) -> Problem | None:
    """Call a helper and say what went wrong, if anything.

    Parameters
    ----------
    helper
        The helper.
    hlpr
        The figure, at the axes that the helper is called for.
    arguments
        Its arguments.
    where
        Turns keys into a place in a file.
    """
    name = helper.__name__
    at = f"{name} on the axes {hlpr.ax_coords} of {hlpr.axes.shape[0]}×{hlpr.axes.shape[1]}"
    takes = list(inspect.signature(helper).parameters.values())[1:]
    open_ended = any(parameter.kind is parameter.VAR_KEYWORD for parameter in takes)
    allowed = [parameter.name for parameter in takes]
    for key in arguments:
        if key not in allowed and not open_ended:
            message = f"{name} takes no {key!r}. {suggest(key, allowed)}"
            return Problem(where("helpers", name, key), message)
    for parameter in takes:
        required = parameter.kind is parameter.KEYWORD_ONLY and parameter.default is parameter.empty
        if required and parameter.name not in arguments:
            return Problem(where("helpers", name), f"{name} needs {parameter.name!r}.")
    try:
        helper(hlpr, **arguments)
    except ArgumentError as error:
        cause = error.cause
        given: Any = arguments
        for step in error.path:
            given = given[step]
        message = f"{at} failed: {_said(cause)} (found {given!r})"
        return Problem(where("helpers", name, *error.path), message)
    except Exception as error:
        return Problem(where("helpers", name), f"{at} failed: {_said(error)}")
    return None


def _gathered(problems: Sequence[Problem]) -> list[Problem]:
    """The same problem on several axes as one, that names the first of them."""
    same: dict[tuple[Location, str], list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        same.setdefault((problem.location, _AXES.sub("", problem.message)), []).append(problem)
    return [
        Problem(first.location, _AXES.sub(rf"\g<0> and {len(more)} more", first.message, count=1))
        if more
        else first
        for first, *more in same.values()
    ]


def _said(error: Exception) -> str:
    if isinstance(error, PlotError):
        return str(error)
    return f"{type(error).__name__}: {error}"
