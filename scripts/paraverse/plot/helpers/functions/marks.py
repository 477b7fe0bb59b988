"""Helpers that add text and lines to axes."""

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
    """Add text to the axes.

    Parameters
    ----------
    hlpr
        The plot helper, whose current axes are modified.
    texts
        Arguments of `matplotlib.axes.Axes.text` for each text: `x` and `y` in data units, the text
        as `s`, and any others.
    """
    _for_each("texts", texts, lambda text: hlpr.ax.text(**text))


@helper
def annotate(hlpr: PlotHelper, *, annotations: Sequence[Mapping[str, Any]]) -> None:
    """Annotate points on the axes.

    Parameters
    ----------
    hlpr
        The plot helper, whose current axes are modified.
    annotations
        Arguments of `matplotlib.axes.Axes.annotate` for each annotation: `text`, the point `xy` and
        the position of the text `xytext` in data units, and any others.
    """
    _for_each("annotations", annotations, lambda annotation: hlpr.ax.annotate(**annotation))


@helper
def set_hv_lines(
    hlpr: PlotHelper, *, hlines: Lines | None = None, vlines: Lines | None = None
) -> None:
    """Draw horizontal and vertical lines through the axes.

    Parameters
    ----------
    hlpr
        The plot helper, whose current axes are modified.
    hlines, vlines
        Positions of the lines in data units. Each may also be a mapping with the position as `pos`
        and, optionally, `limits` (start and end of the line as fractions of the axes, by default 0
        and 1) and properties of `matplotlib.lines.Line2D`.
    """
    _for_each("hlines", hlines or (), lambda line: _draw_line(hlpr.ax.axhline, line))
    _for_each("vlines", vlines or (), lambda line: _draw_line(hlpr.ax.axvline, line))


def _draw_line(draw: Callable[..., Any], line: float | Mapping[str, Any]) -> None:
    options: dict[str, Any] = dict(line) if isinstance(line, Mapping) else {"pos": line}
    if "pos" not in options:
        raise PlotError("the key `pos` is missing")
    draw(float(options.pop("pos")), *options.pop("limits", (0, 1)), **options)


def _for_each(name: str, items: Sequence[Any], apply: Callable[[Any], Any]) -> None:
    with argument(name):
        for index, item in enumerate(items):
            with argument(index):
                apply(item)
