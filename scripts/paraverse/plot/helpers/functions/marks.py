"""Texts and lines on axes, besides the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from paraverse.errors import PlotError
from paraverse.plot.helpers.helper_errors import argument
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.registry import helper

Lines = Sequence[float | Mapping[str, Any]]


@helper
def set_texts(hlpr: PlotHelper, *, texts: Sequence[Mapping[str, Any]]) -> None:
    """Write texts on the axes.

    Parameters
    ----------
    hlpr
        The figure.
    texts
        For each, arguments of `matplotlib.axes.Axes.text`: `x`, `y`, `s`, …
    """
    _each("texts", texts, lambda text: hlpr.ax.text(**text))


@helper
def annotate(hlpr: PlotHelper, *, annotations: Sequence[Mapping[str, Any]]) -> None:
    """Write texts that point somewhere.

    Parameters
    ----------
    hlpr
        The figure.
    annotations
        For each, arguments of `matplotlib.axes.Axes.annotate`: `text`, `xy`, `xytext`, …
    """
    _each("annotations", annotations, lambda annotation: hlpr.ax.annotate(**annotation))


@helper
def set_hv_lines(
    hlpr: PlotHelper, *, hlines: Lines | None = None, vlines: Lines | None = None
) -> None:
    """Draw horizontal and vertical lines through the axes.

    Parameters
    ----------
    hlpr
        The figure.
    hlines, vlines
        Where; or for each a mapping with `pos`, `limits` (a pair between 0 and 1, from where to
        where in the axes) and properties of the line.
    """
    _each("hlines", hlines or (), lambda line: _line(hlpr.ax.axhline, line))
    _each("vlines", vlines or (), lambda line: _line(hlpr.ax.axvline, line))


def _line(draw: Callable[..., Any], line: float | Mapping[str, Any]) -> None:
    options: dict[str, Any] = dict(line) if isinstance(line, Mapping) else {"pos": line}
    if "pos" not in options:
        raise PlotError("the key `pos` is missing")
    draw(float(options.pop("pos")), *options.pop("limits", (0, 1)), **options)


def _each(name: str, items: Sequence[Any], apply: Callable[[Any], Any]) -> None:
    with argument(name):
        for index, item in enumerate(items):
            with argument(index):
                apply(item)
