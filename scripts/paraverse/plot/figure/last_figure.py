"""The figure that was drawn last, whose lines can show the values of the next one.

Most of the time that a figure takes is needed to create its axes, ticks and texts. The figures of
different universes often have all of these in common.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from paraverse.plot.figure.line_values import LineValues
from paraverse.plot.helpers.functions.axes import apply_limits
from paraverse.plot.layout.arrange import InitialLayout
from paraverse.plot.layout.text_layouts import Layouts, keeping_text_layouts
from paraverse.plot.layout.visibility import reason_for_nothing

SaveOptions = Mapping[str, Any] | None
"""Arguments of `matplotlib.figure.Figure.savefig`."""

log = logging.getLogger(__name__)


class LastFigure:
    """The figure that was drawn last, if its lines can show other values.

    With other values, it is saved as the same bytes as a new figure.
    """

    def __init__(self) -> None:
        self._figure: _LineFigure | None = None

    @contextlib.contextmanager
    def remember(
        self, figure: Figure, lines: LineValues | None, options: SaveOptions
    ) -> Iterator[None]:
        """Remember a figure that is saved within the context, instead of any earlier one.

        Parameters
        ----------
        figure
            The figure, which has been drawn, but not laid out.
        lines
            The values of its lines; None if the figure cannot show others.
        options
            The options with which it is saved.
        """
        self._figure = None
        remembered = None
        if lines is not None and _shows(figure, lines):
            layout = InitialLayout.of(figure)
            remembered = _LineFigure(
                axes=figure.axes[0], options=options, layout=layout, lines=lines
            )
        yield
        self._figure = remembered

    def save_with(
        self, lines: LineValues | None, save: Callable[[Figure, SaveOptions], None]
    ) -> bool:
        """Save the figure with other values, if nothing else differs.

        Parameters
        ----------
        lines
            The values; None if the figure cannot show them.
        save
            Function that lays out a figure and saves it with the given options.

        Returns
        -------
        bool
            False if a new figure is needed.
        """
        figure, self._figure = self._figure, None
        if lines is None or figure is None or figure.lines.rest != lines.rest:
            return False
        try:
            if not figure.layout.restore():
                return False
            figure.show(lines)
            if reason_for_nothing(figure.layout.figure) is not None:
                return False  # drawing it anew says why
            with keeping_text_layouts(figure.texts):
                save(figure.layout.figure, figure.options)
        except Exception:  # an error that matters occurs for the new figure, too
            log.debug("a figure could not be updated", exc_info=True)
            return False
        self._figure = figure
        return True


@dataclass(frozen=True, kw_only=True)
class _LineFigure:
    """A figure of lines in single axes."""

    axes: Axes
    lines: LineValues
    options: SaveOptions
    layout: InitialLayout
    texts: Layouts = field(default_factory=dict)

    def show(self, lines: LineValues) -> None:
        """Show other values."""
        for line, values in zip(self.axes.lines, lines.values, strict=True):
            (line.set_xdata if lines.axis == "x" else line.set_ydata)(values)
        for axis in lines.limits:
            getattr(self.axes, f"{axis}axis").set_inverted(False)
            getattr(self.axes, f"set_autoscale{axis}_on")(True)
        self.axes.relim()
        self.axes.autoscale_view()
        apply_limits(self.axes, **lines.limits)


def _shows(figure: Figure, lines: LineValues) -> bool:
    """Return whether the lines of a figure have the given values, over finite numbers."""
    if len(figure.axes) != 1 or len(figure.axes[0].lines) != len(lines.values):
        return False
    for line, values in zip(figure.axes[0].lines, lines.values, strict=True):
        x, y = (np.asarray(data) for data in line.get_data(orig=True))
        drawn, along = (x, y) if lines.axis == "x" else (y, x)
        if drawn.dtype.kind not in "fiu" or not np.array_equal(drawn, values, equal_nan=True):
            return False
        if along.dtype.kind not in "fiu" or not np.isfinite(along).all():
            return False
    return True
