"""Helpers for the positions and labels of ticks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Literal

import matplotlib.dates
import matplotlib.ticker
from matplotlib.axes import Axes

from paraverse.errors import PlotError, suggest
from paraverse.plot.helpers.functions.axes import for_each_axis
from paraverse.plot.helpers.helper_errors import argument
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.registry import helper

Ticks = Sequence[float] | Mapping[str, Sequence[float] | Mapping[str, Any]]
Ticker = Mapping[str, Mapping[str, Any]]


@helper
def set_ticks(
    hlpr: PlotHelper, *, x: Ticks | None = None, y: Ticks | None = None, z: Ticks | None = None
) -> None:
    """Set the positions and labels of ticks.

    Parameters
    ----------
    hlpr
        The plot helper, whose current axes are modified.
    x, y, z
        Positions of major ticks in data units, or a mapping with `major` and `minor`. Each of these
        is a sequence of positions, or a mapping with the positions as `locs` and, optionally,
        `labels` of the same length and properties of the labels. None leaves the ticks unchanged.
    """
    for_each_axis(hlpr.ax, _set_ticks, x=x, y=y, z=z)


def _set_ticks(ax: Axes, letter: str, ticks: Ticks) -> None:
    by_level = ticks if isinstance(ticks, Mapping) else {"major": ticks}
    for level, values in _iterate_levels(by_level):
        with argument(level):
            options = dict(values) if isinstance(values, Mapping) else {"locs": values}
            if "locs" not in options:
                raise PlotError("the key `locs`, the positions of the ticks, is missing")
            if options.get("labels") is not None:
                options["labels"] = [str(label) for label in options["labels"]]
            axis = getattr(ax, f"{letter}axis")
            axis.set_ticks(options.pop("locs"), minor=level == "minor", **options)


@helper
def set_tick_locators(
    hlpr: PlotHelper, *, x: Ticker | None = None, y: Ticker | None = None, z: Ticker | None = None
) -> None:
    """Set the locators, which determine the positions of ticks.

    Parameters
    ----------
    hlpr
        The plot helper, whose current axes are modified.
    x, y, z
        A mapping with `major` and `minor`. Each of these is a mapping with the `name` of a class in
        `matplotlib.ticker` or `matplotlib.dates`, its positional arguments as `args`, and its
        keyword arguments. None leaves a locator unchanged.
    """
    for_each_axis(hlpr.ax, partial(_set_tickers, kind="locator"), x=x, y=y, z=z)


@helper
def set_tick_formatters(
    hlpr: PlotHelper, *, x: Ticker | None = None, y: Ticker | None = None, z: Ticker | None = None
) -> None:
    """Set the formatters, which determine the labels of ticks.

    Parameters
    ----------
    hlpr
        The plot helper, whose current axes are modified.
    x, y, z
        Classes and their arguments, as for `set_tick_locators`.
    """
    for_each_axis(hlpr.ax, partial(_set_tickers, kind="formatter"), x=x, y=y, z=z)


def _set_tickers(
    ax: Axes, letter: str, tickers: Ticker, *, kind: Literal["locator", "formatter"]
) -> None:
    for level, description in _iterate_levels(tickers):
        with argument(level):
            options = dict(description)
            ticker_class = _find_class(options.pop("name", None), kind)
            ticker = ticker_class(*options.pop("args", ()), **options)
            getattr(getattr(ax, f"{letter}axis"), f"set_{level}_{kind}")(ticker)


def _find_class(name: str | None, kind: str) -> Any:
    for module in (matplotlib.ticker, matplotlib.dates):
        if name is not None and hasattr(module, name):
            return getattr(module, name)
    allowed = {
        word
        for word in (*dir(matplotlib.ticker), *dir(matplotlib.dates))
        if kind.capitalize() in word and word != kind.capitalize()
    }
    problem = "the key `name` is missing" if name is None else f"there is no {kind} {name!r}"
    raise PlotError(f"{problem}. {suggest(name, allowed, limit=40)}")


def _iterate_levels(by_level: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(by_level, Mapping):
        raise PlotError("takes a mapping with `major` and `minor`")
    for key in by_level:
        if key not in ("major", "minor"):
            raise PlotError(f"ticks are `major` or `minor`, not {key!r}")
    yield from ((level, value) for level, value in by_level.items() if value is not None)


@helper
def autofmt_xdate(hlpr: PlotHelper, **options: Any) -> None:
    """Rotate the tick labels of the x axis so that long ones, such as dates, do not overlap.

    Parameters
    ----------
    hlpr
        The plot helper, whose current axes are modified.
    options
        Arguments of `matplotlib.figure.Figure.autofmt_xdate`: `rotation` in degrees, `ha`, `which`,
        `bottom`.
    """
    hlpr.fig.autofmt_xdate(**options)
