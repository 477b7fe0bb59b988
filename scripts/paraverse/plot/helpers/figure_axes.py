"""A figure and its axes, by column and row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from paraverse.errors import PlotError
from paraverse.plot.helpers.helper_config import Coordinates, Match, matching


class FigureAxes:
    """A figure, made at first use, and its axes.

    Axes are addressed by column and row, the upper left being (0, 0); one of them is the current
    one.
    """

    def __init__(self) -> None:
        self._figure: Figure | None = None
        self._axes = np.empty((0, 0), dtype=object)
        self._current: Coordinates = (0, 0)

    @property
    def fig(self) -> Figure:
        """The figure; made at first use."""
        if self._figure is None:
            self.setup_figure()
        assert self._figure is not None
        return self._figure

    @property
    def has_figure(self) -> bool:
        """Whether there is a figure already."""
        return self._figure is not None

    def setup_figure(self, **arguments: Any) -> None:
        """Make a figure, in place of the one there is.

        Parameters
        ----------
        arguments
            Of `matplotlib.pyplot.subplots`. With `scale_figsize_with_subplots_shape` the size of
            the figure is that of one axes.
        """
        scale = arguments.pop("scale_figsize_with_subplots_shape", False)
        figure, axes = plt.subplots(**{**arguments, "squeeze": False})
        if scale:
            rows, columns = axes.shape
            width, height = figure.get_size_inches()
            figure.set_size_inches(width * columns, height * rows)
        self.attach_figure_and_axes(figure, axes)

    def attach_figure_and_axes(
        self, fig: Figure, axes: Any, skip_if_identical: bool = False
    ) -> None:
        """Use a figure that a plot function made, in place of the one there is.

        Parameters
        ----------
        fig
            The figure.
        axes
            One axes, or an array of them, shape (rows, columns).
        skip_if_identical
            Whether to do nothing if this is the figure already.
        """
        if skip_if_identical and fig is self._figure:
            return
        array = np.asarray(axes, dtype=object)
        array = array.reshape(1, 1) if array.size == 1 else array.T
        if array.ndim != 2:
            raise PlotError(f"Axes take the shape (rows, columns); found {array.T.shape}.")
        if fig is not self._figure:
            self.close_figure()
        self._figure = fig
        self._axes = array
        self.select_axis(0, 0)

    def close_figure(self) -> None:
        """Free the figure, if there is one."""
        if self._figure is not None:
            plt.close(self._figure)
        self._figure = None

    @property
    def axes(self) -> np.ndarray:
        """All axes, shape (columns, rows)."""
        _ = self.fig
        return self._axes

    @property
    def ax(self) -> Axes:
        """The current axes."""
        axes: Axes = self.axes[self._current]
        return axes

    @property
    def ax_coords(self) -> Coordinates:
        """Column and row of the current axes."""
        _ = self.fig
        return self._current

    @property
    def axis_is_empty(self) -> bool:
        """Whether nothing is drawn on the current axes."""
        return not self.ax.has_data()

    def select_axis(
        self, col: int | None = None, row: int | None = None, *, ax: Axes | None = None
    ) -> None:
        """Make an axes the current one, here and for `matplotlib.pyplot`.

        Parameters
        ----------
        col, row
            Where it is; negative numbers count from the end.
        ax
            Or the axes itself; without any argument, pyplot's current one.

        Raises
        ------
        ValueError
            If it is none of the figure's axes.
        """
        shape = self.axes.shape
        if (col is None) != (row is None) or (col is not None and ax is not None):
            raise ValueError("An axes is selected by `col` and `row`, or by `ax`.")
        if col is None or row is None:
            chosen = plt.gca() if ax is None else ax
            found = [place for place in matching(shape, "all") if self._axes[place] is chosen]
        else:
            found = [(col % shape[0], row % shape[1])] if col < shape[0] and row < shape[1] else []
        if not found:
            what = "This axes" if col is None else f"({col}, {row})"
            raise ValueError(
                f"{what} is none of the figure's: it has {shape[0]} columns and {shape[1]} rows."
            )
        self._current = found[0]
        if self.fig.canvas.manager is None:
            self.fig.sca(self.ax)
        else:
            plt.sca(self.ax)

    def coords_iter(self, *, match: Match | None = None) -> Iterator[Coordinates]:
        """Iterate over coordinates of axes.

        Parameters
        ----------
        match
            ``all``, or a column and a row, each of which may be None for any; by default the
            current axes.
        """
        yield from matching(self.axes.shape, self.ax_coords if match is None else match)
