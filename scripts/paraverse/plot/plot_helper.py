"""The figure as plot functions see it."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure


class PlotHelper:
    """A figure and its axes, as plot functions see them."""

    def __init__(self) -> None:
        self._figure: Figure | None = None
        self._axes: np.ndarray | None = None

    @property
    def fig(self) -> Figure:
        """The figure; made at first use."""
        if self._figure is None:
            self.attach_figure_and_axes(*plt.subplots())
        assert self._figure is not None
        return self._figure

    @property
    def axes(self) -> np.ndarray:
        """All axes, shape (rows, columns)."""
        _ = self.fig
        assert self._axes is not None
        return self._axes

    @property
    def ax(self) -> Axes:
        """The only axes, or the first."""
        axes: Axes = self.axes.flat[0]
        return axes

    def attach_figure_and_axes(self, fig: Figure, axes: Any) -> None:
        """Use a figure that a plot function made.

        Parameters
        ----------
        fig
            The figure.
        axes
            One axes, or an array of them.
        """
        self._figure = fig
        self._axes = np.atleast_2d(np.asarray(axes, dtype=object))

    def close(self) -> None:
        """Free the figure."""
        if self._figure is not None:
            plt.close(self._figure)
