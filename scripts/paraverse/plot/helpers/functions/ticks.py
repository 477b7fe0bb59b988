"""Ticks: where they are and what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

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
    """Set the places of ticks, and their labels.

    Parameters
    ----------
    hlpr
        The figure.
    x, y, z
        Places; or a mapping with `major` and `minor`, each of them places or a mapping with
        `locs`, `labels` and arguments of `matplotlib.axes.Axes.set_xticks`.
    """
    for_each_axis(hlpr.ax, _set_ticks, x=x, y=y, z=z)


def _set_ticks(ax: Axes, letter: str, ticks: Ticks) -> None:
    for which, given in _by_kind({"major": ticks} if not isinstance(ticks, Mapping) else ticks):
        with argument(which):
            options = dict(given) if isinstance(given, Mapping) else {"locs": given}
            if "locs" not in options:
                raise PlotError("the key `locs`, the places of the ticks, is missing")
            if options.get("labels") is not None:
                options["labels"] = [str(label) for label in options["labels"]]
            axis = getattr(ax, f"{letter}axis")
            axis.set_ticks(options.pop("locs"), minor=which == "minor", **options)


@helper
def set_tick_locators(
    hlpr: PlotHelper, *, x: Ticker | None = None, y: Ticker | None = None, z: Ticker | None = None
) -> None:
    """Set what chooses the places of ticks.

    Parameters
    ----------
    hlpr
        The figure.
    x, y, z
        A mapping with `major` and `minor`, each of them a mapping with the `name` of a class in
        `matplotlib.ticker` or `matplotlib.dates`, its positional arguments `args`, and others.
    """
    for_each_axis(hlpr.ax, _set_locators, x=x, y=y, z=z)


@helper
def set_tick_formatters(
    hlpr: PlotHelper, *, x: Ticker | None = None, y: Ticker | None = None, z: Ticker | None = None
) -> None:
    """Set what makes the labels of ticks.

    Parameters
    ----------
    hlpr
        The figure.
    x, y, z
        As for `set_tick_locators`.
    """
    for_each_axis(hlpr.ax, _set_formatters, x=x, y=y, z=z)


def _set_locators(ax: Axes, letter: str, given: Ticker) -> None:
    _set_tickers(ax, letter, given, "locator")


def _set_formatters(ax: Axes, letter: str, given: Ticker) -> None:
    _set_tickers(ax, letter, given, "formatter")


def _set_tickers(ax: Axes, letter: str, given: Ticker, kind: str) -> None:
    for which, ticker in _by_kind(given):
        with argument(which):
            options = dict(ticker)
            made = _ticker(options.pop("name", None), kind)(*options.pop("args", ()), **options)
            getattr(getattr(ax, f"{letter}axis"), f"set_{which}_{kind}")(made)


def _ticker(name: str | None, kind: str) -> Any:
    for module in (matplotlib.ticker, matplotlib.dates):
        if name is not None and hasattr(module, name):
            return getattr(module, name)
    allowed = {
        word
        for word in (*dir(matplotlib.ticker), *dir(matplotlib.dates))
        if kind.capitalize() in word and word != kind.capitalize()
    }
    found = "the key `name` is missing" if name is None else f"there is no {kind} {name!r}"
    raise PlotError(f"{found}. {suggest(name, allowed, limit=40)}")


def _by_kind(given: Any) -> list[tuple[str, Any]]:
    if not isinstance(given, Mapping):
        raise PlotError("takes a mapping with `major` and `minor`")
    for key in given:
        if key not in ("major", "minor"):
            raise PlotError(f"ticks are `major` or `minor`, not {key!r}")
    return [(which, value) for which, value in given.items() if value is not None]


@helper
def autofmt_xdate(hlpr: PlotHelper, **options: Any) -> None:
    """Turn the labels of the x axis, so that long ones such as dates do not overlap.

    Parameters
    ----------
    hlpr
        The figure.
    options
        Arguments of `matplotlib.figure.Figure.autofmt_xdate`: `rotation`, `ha`, `which`, `bottom`.
    """
    hlpr.fig.autofmt_xdate(**options)
