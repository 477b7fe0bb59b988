"""Ticks that are computed and measured once while a figure is laid out or drawn.

matplotlib computes the ticks of an axis and measures their labels again for each thing that must
not overlap them: the label of the axis, the title, the offset text, the figure's edge. Nothing
changes in between, unless the limits or the size of the axes do.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from matplotlib.axis import Axis, Tick
from matplotlib.figure import Figure


@contextlib.contextmanager
def measuring_ticks_once(figure: Figure) -> Iterator[None]:
    """Compute and measure the ticks of axes only once for the same limits and size.

    Parameters
    ----------
    figure
        The figure. Within the context, it is laid out or drawn, and nothing else changes about its
        ticks.
    """
    axes = [ax for ax in figure.axes if ax.name == "rectilinear"]
    # Axes with common ticks have a common formatter, which would have those of the last one
    alone = [
        axis
        for ax in axes
        for axis, group in ((ax.xaxis, ax.get_shared_x_axes()), (ax.yaxis, ax.get_shared_y_axes()))
        if len(group.get_siblings(ax)) == 1
    ]
    for axis in alone:
        _Ticks(axis).install()
    try:
        yield
    finally:
        for axis in alone:
            _Ticks.remove(axis)


class _Ticks:
    """The ticks of an axis, and the boxes of their labels.

    The methods that it replaces are not public. If they have other names in another version of
    matplotlib, the replacements are not called.
    """

    def __init__(self, axis: Axis) -> None:
        self._axis: Any = axis
        self._state: object = None
        self._ticks: list[Tick] = []
        self._measured: tuple[Any, Any] = (None, None)

    def install(self) -> None:
        self._axis._update_ticks = self._update_ticks
        self._axis._get_ticklabel_bboxes = self._get_ticklabel_bboxes

    @staticmethod
    def remove(axis: Any) -> None:
        del axis._update_ticks, axis._get_ticklabel_bboxes

    def _update_ticks(self) -> list[Tick]:
        axis = self._axis
        size = axis.axes.bbox.bounds
        state = (tuple(axis.get_view_interval()), size, axis.get_figure(root=True).dpi)
        if state != self._state:
            self._ticks = type(axis)._update_ticks(axis)
            self._state = state
            self._measured = (None, None)
        return self._ticks

    def _get_ticklabel_bboxes(self, ticks: Sequence[Tick], renderer: Any) -> Any:
        if ticks is not self._ticks:
            return type(self._axis)._get_ticklabel_bboxes(self._axis, ticks, renderer)
        measured_with, boxes = self._measured
        if measured_with is not renderer:
            boxes = type(self._axis)._get_ticklabel_bboxes(self._axis, ticks, renderer)
            self._measured = renderer, boxes
        return boxes
