"""The positions of parameters in figures: which cell of a heat map shows which of their values."""

from __future__ import annotations

import contextlib
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

Areas = list[dict[str, Any]]
"""The areas of axes in a figure, as `FigureRecord` has them."""

_DIGITS = 4
"""Digits of positions, as fractions of a figure: a hundredth of a pixel of a preview."""


@dataclass(frozen=True, kw_only=True)
class ParameterAxis:
    """An axis along which a parameter varies.

    Attributes
    ----------
    name
        The name of the parameter.
    indices
        For each cell, the position of its value among all values of the parameter.
    positions
        The centers of the cells in data units, of the same length.
    """

    name: str
    indices: Sequence[int]
    positions: Sequence[Any] | np.ndarray


@dataclass(frozen=True, kw_only=True)
class Cells:
    """The parameters of the cells in axes.

    Attributes
    ----------
    axes
        The axes along which parameters vary, by letter.
    fixed
        The position of the value of each parameter that all cells share, by its name.
    """

    axes: Mapping[Literal["x", "y"], ParameterAxis]
    fixed: Mapping[str, int] = field(default_factory=dict)


_CELLS: weakref.WeakKeyDictionary[Axes, Cells] = weakref.WeakKeyDictionary()

_noted: ContextVar[dict[str, Areas] | None] = ContextVar("_noted", default=None)


def mark_cells(ax: Axes, cells: Cells) -> None:
    """State which parameters the cells in axes have.

    Parameters
    ----------
    ax
        The axes.
    cells
        Their cells.
    """
    _CELLS[ax] = cells


@contextlib.contextmanager
def noted_areas() -> Iterator[dict[str, Areas]]:
    """Note where cells are in all figures that are saved within the context.

    Yields
    ------
    dict
        The areas by the name of the file without its ending, filled as figures are saved.
    """
    noted: dict[str, Areas] = {}
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def note_areas(figure: Figure, name: str, bbox_inches: Any = None) -> None:
    """Note where cells are in a figure that was saved, if `noted_areas` surrounds the call.

    Parameters
    ----------
    figure
        The figure.
    name
        The name of the file without its ending.
    bbox_inches
        The region of the figure that the file shows, as for `matplotlib.figure.Figure.savefig`.
    """
    noted = _noted.get()
    marked = [ax for ax in figure.axes if ax in _CELLS]
    if noted is not None and marked:
        region = _region(figure, bbox_inches)
        noted[name] = [_area(ax, _CELLS[ax], region) for ax in marked]


def _region(figure: Figure, bbox_inches: Any) -> Bbox:
    """Return the region that a file shows, in inches."""
    if isinstance(bbox_inches, Bbox):
        return bbox_inches
    if (bbox_inches or plt.rcParams["savefig.bbox"]) == "tight":
        return figure.get_tightbbox().padded(plt.rcParams["savefig.pad_inches"])
    width, height = figure.get_size_inches()
    return Bbox.from_bounds(0, 0, width, height)


def _area(ax: Axes, cells: Cells, region: Bbox) -> dict[str, Any]:
    """Return an area as fractions of the file from its upper left corner."""
    corners = ax.get_window_extent().get_points()
    (left, bottom), (right, top) = _fractions(ax, corners, region)
    area: dict[str, Any] = {"box": [left, top, right, bottom], "fixed": dict(cells.fixed)}
    for letter, axis in cells.axes.items():
        values = getattr(ax, f"convert_{letter}units")(axis.positions)
        points = np.zeros((len(axis.positions), 2))
        points[:, 0], points[:, 1] = ax.get_xlim()[0], ax.get_ylim()[0]
        points[:, 0 if letter == "x" else 1] = values
        centers = _fractions(ax, ax.transData.transform(points), region)
        at = [center[0 if letter == "x" else 1] for center in centers]
        area[letter] = {"name": axis.name, "indices": list(axis.indices), "at": at}
    return area


def _fractions(ax: Axes, pixels: Any, region: Bbox) -> list[list[float]]:
    figure = ax.get_figure(root=True)
    assert figure is not None
    x, y = ((np.asarray(pixels) / figure.dpi - region.min) / np.asarray(region.size)).T
    rows: list[list[float]] = np.round(np.column_stack([x, 1 - y]), _DIGITS).tolist()
    return rows
