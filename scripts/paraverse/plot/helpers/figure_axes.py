"""A figure, its axes addressed by column and row, and the entries of their legends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from paraverse.errors import PlotError
from paraverse.plot.helpers.helper_config import Coordinates, Match, match_axes
from paraverse.plot.helpers.legend_entries import HandlesLabels, LegendEntries


class FigureAxes:
    """A figure, created on first use, and its axes.

    Each `Axes` is addressed by its column and row, the upper left one by (0, 0). One of them is
    the current one.
    """

    def __init__(self) -> None:
        self._figure: Figure | None = None
        self._axes = np.empty((0, 0), dtype=object)
        self._current: Coordinates = (0, 0)
        self._legend_entries = LegendEntries()

    @property
    def fig(self) -> Figure:
        """The figure, which is created if there is none."""
        if self._figure is None:
            self.setup_figure()
        assert self._figure is not None
        return self._figure

    @property
    def has_figure(self) -> bool:
        """True if the figure has been created or attached."""
        return self._figure is not None

    def setup_figure(self, **arguments: Any) -> None:
        """Create a figure that replaces the current one.

        Parameters
        ----------
        arguments
            Arguments of `matplotlib.pyplot.subplots`. If `scale_figsize_with_subplots_shape` is
            true, `figsize` is the size of single axes and is multiplied by the numbers of columns
            and rows.
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
        """Replace the current figure with one that a plot function created.

        The entries of legends are lost.

        Parameters
        ----------
        fig
            The figure to use. The current figure is closed unless it is the same one.
        axes
            Single axes, or an array of axes of shape (rows, columns).
        skip_if_identical
            Whether to do nothing if the figure is already attached.

        Raises
        ------
        PlotError
            If the array of axes does not have two dimensions.
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
        self._legend_entries.clear()
        self.select_axis(0, 0)

    def close_figure(self) -> None:
        """Close the figure, if there is one, and free its memory."""
        if self._figure is not None:
            plt.close(self._figure)
        self._figure = None

    @property
    def axes(self) -> np.ndarray:
        """All axes, as an array of shape (columns, rows)."""
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
        """True if nothing is drawn on the current axes."""
        return not self.ax.has_data()

    def select_axis(
        self, col: int | None = None, row: int | None = None, *, ax: Axes | None = None
    ) -> None:
        """Make the given axes the current ones, also for `matplotlib.pyplot`.

        Parameters
        ----------
        col, row
            Column and row of the axes. Negative numbers count from the end.
        ax
            The axes themselves, instead of `col` and `row`. Without any argument, the current axes
            of pyplot are selected.

        Raises
        ------
        ValueError
            If the axes are not part of the figure, or the arguments do not identify them.
        """
        if (col is None) != (row is None) or (col is not None and ax is not None):
            raise ValueError("Axes are selected by `col` and `row`, or by `ax`.")
        columns, rows = self.axes.shape
        if col is None or row is None:
            target = plt.gca() if ax is None else ax
            candidates = match_axes((columns, rows), "all")
            coords = next((pair for pair in candidates if self._axes[pair] is target), None)
        else:
            coords = (col % columns, row % rows) if col < columns and row < rows else None
        if coords is None:
            subject = "These axes are" if col is None else f"({col}, {row}) is"
            raise ValueError(
                f"{subject} not part of the figure, which has {columns} columns and {rows} rows."
            )
        self._current = coords
        if self.fig.canvas.manager is None:
            self.fig.sca(self.ax)
        else:
            plt.sca(self.ax)

    def coords_iter(self, *, match: Match | None = None) -> Iterator[Coordinates]:
        """Iterate over coordinates of axes.

        Parameters
        ----------
        match
            ``all``, or a pair of column and row, either of which may be None to match any. Negative
            numbers count from the end. By default, only the current axes are matched.

        Yields
        ------
        tuple of int
            Column and row.

        Raises
        ------
        PlotError
            If there is no such column or row.
        """
        yield from match_axes(self.axes.shape, self.ax_coords if match is None else match)

    def track_handles_labels(self, handles: Iterable[Any], labels: Iterable[str]) -> None:
        """Add entries for the legends of the current axes and of the figure.

        Parameters
        ----------
        handles, labels
            Artists and their labels, of the same length.
        """
        self._legend_entries.add(self.ax_coords, handles, labels)

    @property
    def axis_handles_labels(self) -> HandlesLabels:
        """Handles and labels that were added for the current axes."""
        return self._legend_entries.at(self.ax_coords)

    @property
    def all_handles_labels(self) -> HandlesLabels:
        """Handles and labels that were added for all axes."""
        return self._legend_entries.all()
