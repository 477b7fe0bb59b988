"""Plot functions and helpers by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, overload

from paraverse.errors import PlotError, suggest

PlotFunction = Callable[..., Any]
Helper = Callable[..., None]

PLOT_FUNCTIONS: dict[str, PlotFunction] = {}
HELPERS: dict[str, Helper] = {}


@overload
def plot_function(func: PlotFunction, /) -> PlotFunction: ...
@overload
def plot_function(
    func: None = None, /, *, name: str | None = None, required_tags: Sequence[str] | None = None
) -> Callable[[PlotFunction], PlotFunction]: ...
def plot_function(
    func: PlotFunction | None = None,
    /,
    *,
    name: str | None = None,
    required_tags: Sequence[str] | None = None,
) -> Any:
    """Register a plot function.

    It is called as ``func(data=..., hlpr=..., **arguments)``: `data` maps tags to results, `hlpr`
    is the `paraverse.plot.plot_helper.PlotHelper` of the figure, the arguments are the plot's keys
    that mean nothing else.

    Parameters
    ----------
    func
        The function.
    name
        Its name in `plot_func`; by default the function's own.
    required_tags
        The tags it draws; by default it gets all.
    """

    def register(function: PlotFunction) -> PlotFunction:
        PLOT_FUNCTIONS[name or function.__name__] = function
        return function

    return register if func is None else register(func)


def helper(func: Helper) -> Helper:
    """Register a helper: a function ``(ax, **arguments)`` that every axes is passed to."""
    HELPERS[func.__name__] = func
    return func


def find_plot_function(name: str) -> PlotFunction:
    """Find a plot function by name.

    Raises
    ------
    PlotError
        If none is registered under the name.
    """
    if name not in PLOT_FUNCTIONS:
        raise PlotError(f"There is no plot function {name!r}. {suggest(name, PLOT_FUNCTIONS)}")
    return PLOT_FUNCTIONS[name]


def find_helper(name: str) -> Helper:
    """Find a helper by name.

    Raises
    ------
    PlotError
        If there is none with the name.
    """
    if name not in HELPERS:
        raise PlotError(f"There is no helper {name!r}. {suggest(name, HELPERS)}")
    return HELPERS[name]
