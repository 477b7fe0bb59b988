"""Errors in helpers, which name the helper, the axes and the argument."""

from __future__ import annotations

import contextlib
import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from paraverse.errors import KeyPath, Location, PlotError, Problem, format_key_path, suggest
from paraverse.plot.exceptions import describe_exception
from paraverse.plot.helpers.figure_axes import FigureAxes

_AXES = re.compile(r"on the axes \(\d+, \d+\)")


class HelperError(PlotError):
    """One or more failures of helpers.

    Parameters
    ----------
    problems
        One or more problems. Problems that differ only in the axes are merged into one that names
        the first of these axes.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = _merge_by_axes(problems)
        super().__init__("\n".join(map(str, self.problems)))


class ArgumentError(Exception):
    """Invalid argument of a helper.

    Parameters
    ----------
    path
        Name of the argument, followed by the keys that lead to the value within it.
    cause
        The exception caused by the value.
    """

    def __init__(self, path: KeyPath, cause: Exception) -> None:
        self.path = path
        self.cause = cause
        super().__init__(f"{format_key_path(path)}: {cause}")


@contextlib.contextmanager
def argument(key: str | int) -> Iterator[None]:
    """Attribute exceptions to an argument. Contexts can be nested, one for each key of a path.

    Parameters
    ----------
    key
        Name of the argument, or a key or index within the enclosing argument.

    Raises
    ------
    ArgumentError
        In place of any exception.
    """
    try:
        yield
    except ArgumentError as error:
        raise ArgumentError((key, *error.path), error.cause) from error.cause
    except Exception as error:
        raise ArgumentError((key,), error) from error


def call_helper(
    helper: Callable[..., None],
    hlpr: FigureAxes,
    arguments: Mapping[str, Any],
    where: Callable[..., Location],
) -> Problem | None:
    """Call a helper and return the problem if it fails.

    Parameters
    ----------
    helper
        The helper.
    hlpr
        First argument of the helper. The helper is called for its current axes.
    arguments
        Keyword arguments of the helper.
    where
        Function that returns the location of a plot's keys in the configuration file, for messages.

    Returns
    -------
    Problem or None
        An invalid or missing argument, or the exception that the helper raised; None if the call
        succeeds.
    """
    name = helper.__name__
    for key, message in _argument_problems(helper, arguments):
        return Problem(where("helpers", name, *key), message)
    columns, rows = hlpr.axes.shape
    call = f"{name} on the axes {hlpr.ax_coords} of {columns}×{rows}"
    try:
        helper(hlpr, **arguments)
    except ArgumentError as error:
        value: Any = arguments
        for step in error.path:
            value = value[step]
        message = f"{call} failed: {describe_exception(error.cause)} (found {value!r})"
        return Problem(where("helpers", name, *error.path), message)
    except Exception as error:
        return Problem(where("helpers", name), f"{call} failed: {describe_exception(error)}")
    return None


def _argument_problems(
    helper: Callable[..., None], arguments: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the keys and the message for each argument that is unknown or missing."""
    name = helper.__name__
    parameters = list(inspect.signature(helper).parameters.values())[1:]
    accepts_any = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters)
    allowed = [parameter.name for parameter in parameters]
    for key in arguments:
        if key not in allowed and not accepts_any:
            yield (key,), f"{name} takes no {key!r}. {suggest(key, allowed)}"
    for parameter in parameters:
        required = parameter.kind is parameter.KEYWORD_ONLY and parameter.default is parameter.empty
        if required and parameter.name not in arguments:
            yield (), f"{name} needs {parameter.name!r}."


def _merge_by_axes(problems: Sequence[Problem]) -> list[Problem]:
    groups: dict[tuple[Location, str], list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        groups.setdefault((problem.location, _AXES.sub("", problem.message)), []).append(problem)
    return [
        Problem(first.location, _AXES.sub(rf"\g<0> and {len(more)} more", first.message, count=1))
        if more
        else first
        for first, *more in groups.values()
    ]
