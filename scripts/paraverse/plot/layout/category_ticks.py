"""Ticks at the values of categories, as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

_WIDTH, _HEIGHT = 0.6, 1.25
"""Width of a character and height of a line, relative to the size of the font."""

_MAX_ROTATED = 30
"""Largest number of names along the x axis that are rotated rather than thinned out."""


class CategoryLocator(FixedLocator):
    """Ticks at 0, 1, 2, …, or at every second, third, … of these if their labels would overlap.

    Parameters
    ----------
    labels
        The labels of the ticks.
    rotated
        Whether labels along the x axis are rotated.
    """

    def __init__(self, labels: Sequence[str], *, rotated: bool = False) -> None:
        super().__init__(range(len(labels)))
        self._characters = max(map(len, labels), default=1)
        self._rotated = rotated

    def __call__(self) -> Any:
        """Return the positions of the ticks."""
        axis: Any = self.axis
        size = axis.get_tick_params().get("labelsize") or axis._get_tick_label_size(axis.axis_name)
        box = axis.axes.bbox
        if axis.axis_name == "x" and not self._rotated:
            length, needed = box.width, (self._characters * _WIDTH + 1) * size
        else:
            length = box.width if axis.axis_name == "x" else box.height
            needed = _HEIGHT * size
        points = length / axis.axes.figure.dpi * 72
        self.nbins = max(1, int(points / needed))
        return self.tick_values(0, 0)


def set_categories(ax: Axes, letter: Literal["x", "y"], labels: Sequence[str]) -> None:
    """Label the positions 0, 1, 2, … of an axis.

    Parameters
    ----------
    ax
        The axes.
    letter
        The axis.
    labels
        A label for each position. Names that are too long for the space below their position are
        rotated; numbers are thinned out.
    """
    axis = getattr(ax, f"{letter}axis")
    are_names = not all(map(_is_number, labels))
    rotated = letter == "x" and are_names and _are_long(ax, labels)
    axis.set_major_locator(CategoryLocator(labels, rotated=rotated))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda position, _: _label_at(labels, position)))
    if rotated:
        axis.set_tick_params(rotation=45)
        for label in axis.get_ticklabels():
            label.set(ha="right", rotation_mode="anchor")


def _label_at(labels: Sequence[str], position: float) -> str:
    index = round(position)
    is_category = 0 <= index < len(labels) and abs(position - index) < 1e-6
    return labels[index] if is_category else ""


def _are_long(ax: Axes, labels: Sequence[str]) -> bool:
    """Return whether labels are too long for their space, before the layout is known."""
    figure: Any = ax.figure
    spec = ax.get_subplotspec()
    columns = 1 if spec is None else spec.get_gridspec().ncols
    width = 0.75 * figure.get_figwidth() * 72 / columns
    size = float(ax.xaxis.label.get_fontsize())
    needed = (max(map(len, labels)) * _WIDTH + 1) * size
    return len(labels) <= _MAX_ROTATED and needed > width / len(labels)


def _is_number(label: str) -> bool:
    try:
        float(label)
    except ValueError:
        return False
    return True
