"""General operations: pass on or log a value, skip the plot, call Python's types and functions."""

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
    """Return the value.

    Parameters
    ----------
    value
        Anything.

    Returns
    -------
    object
        The value itself.
    """
    return value


@operation("pass")
def pass_on(value: Any) -> Any:
    """Return the value.

    Parameters
    ----------
    value
        Anything.

    Returns
    -------
    object
        The value itself.
    """
    return value


@operation("print")
def print_to_log(value: Any, *, end: str = "\n", fstr: str | None = None, **values: Any) -> Any:
    r"""Write a value to the log.

    Parameters
    ----------
    value
        Anything.
    end
        String to append to the message; one final ``\n`` in it is removed.
    fstr
        Format string, such as ``"mean: {}"``, in which ``{}`` and ``{data}`` stand for the value;
        by default only the value is written.
    values
        Further values for the format string, by name.

    Returns
    -------
    object
        The value itself.
    """
    message = str(value) if fstr is None else fstr.format(value, data=value, **values)
    log.info("%s", message + end.removesuffix("\n"))
    return value


@operation("raise_SkipPlot")
def skip_plot(cond: Any = True, *, reason: str = "", passthrough: Any = None) -> Any:
    """Skip the plot if a condition holds.

    Parameters
    ----------
    cond
        The condition, any object with a truth value.
    reason
        Reason to show with the name of the plot.
    passthrough
        The result if the condition does not hold.

    Returns
    -------
    object
        `passthrough`.

    Raises
    ------
    SkipPlot
        If the condition holds.
    """
    if cond:
        raise SkipPlot(reason)
    return passthrough


@operation("map")
def map_to_list(func: Callable[..., Any], *values: Iterable[Any]) -> list[Any]:
    """Call a function with each of the values.

    Parameters
    ----------
    func
        The function. It takes as many arguments as there are sequences of values.
    values
        Sequences of values. The shortest one determines the number of calls.

    Returns
    -------
    list
        The results. Unlike the iterator of Python's `map`, any number of nodes can use it.
    """
    return list(map(func, *values))
