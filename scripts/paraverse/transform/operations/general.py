"""Operations on anything: pass it on, show it, skip the plot; Python's types and functions."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from paraverse.errors import SkipPlot
from paraverse.transform.registration import operation
from paraverse.transform.registry import register_table

log = logging.getLogger(__name__)

register_table(
    {type_.__name__: type_ for type_ in (bool, complex, dict, float, int, list, set, str, tuple)}
)
register_table(
    {function.__name__: function for function in (all, any, len, max, min, repr, sorted, sum)}
)


@operation("define")
def define(value: Any) -> Any:
    """Return the value."""
    return value


@operation("pass")
def pass_on(value: Any) -> Any:
    """Return the value."""
    return value


@operation("print")
def show(value: Any, *, end: str = "\n", fstr: str | None = None, **values: Any) -> Any:
    r"""Write the value to the log and return it.

    Parameters
    ----------
    value
        Anything.
    end
        Appended; a final ``\n`` is a matter of course.
    fstr
        Format string, such as ``"mean: {}"``. The value is ``{}`` in it, and ``{data}``.
    values
        More values for the format string, by name.
    """
    text = str(value) if fstr is None else fstr.format(value, data=value, **values)
    log.info("%s", text + end.removesuffix("\n"))
    return value


@operation("raise_SkipPlot")
def skip_plot(cond: Any = True, *, reason: str = "", passthrough: Any = None) -> Any:
    """Skip the plot if a condition holds.

    Parameters
    ----------
    cond
        The condition.
    reason
        Shown with the plot's name.
    passthrough
        Returned if the condition does not hold.

    Raises
    ------
    SkipPlot
        If the condition holds.
    """
    if cond:
        raise SkipPlot(reason)
    return passthrough


@operation("map")
def mapped(func: Callable[..., Any], *values: Iterable[Any]) -> list[Any]:
    """Call a function with each of the values.

    Unlike Python's `map` this is a list: any number of nodes can use it.
    """
    return list(map(func, *values))
