"""Rectangles around points of a parameter space, which cover it together."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.labels import value_labels
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.category_ticks import set_categories

_LINEAR = ("lin", "linear", "cat_at_value")
_LOGARITHMIC = ("log", "symlog")
_CATEGORICAL = ("cat", "categorical")
_SCALES = (*_LINEAR, *_LOGARITHMIC, *_CATEGORICAL)


def values_to_positions(
    hlpr: PlotHelper, letter: Literal["x", "y"], values: np.ndarray, scale: str | None
) -> np.ndarray:
    """Return the positions of a parameter's values along an axis, and let the axis show them.

    Parameters
    ----------
    hlpr
        The plot helper, whose current axes get the scale or the ticks.
    letter
        The axis.
    values
        The values of the parameter, of shape (n,).
    scale
        ``lin``, ``log`` or ``cat``, or one of utopya's other names of these; None for ``lin``, or
        ``cat`` if the values are not numbers.

    Returns
    -------
    numpy.ndarray
        The values, or 0, 1, 2, … for categories, of shape (n,).

    Raises
    ------
    PlotError
        If there is no such scale, or it is logarithmic and values are not positive.
    """
    if scale is not None and scale not in _SCALES:
        hint = suggest(scale, _SCALES)
        raise PlotError(f"rectangle_map_kwargs: {letter}_scale: found {scale!r}. {hint}")
    are_numbers = np.issubdtype(values.dtype, np.number)
    if scale in _CATEGORICAL or not are_numbers:
        set_categories(hlpr.ax, letter, value_labels(values))
        return np.arange(len(values), dtype=float)
    if scale in _LOGARITHMIC:
        if (values <= 0).any():
            raise PlotError(
                f"rectangle_map_kwargs: {letter}_scale: {scale!r} is for positive values; found "
                f"{values.min()}."
            )
        scale_of: dict[str, Any] = {letter: "log"}
        hlpr.provide_defaults("set_scales", **scale_of)
    return values.astype(float)


def cell_edges(
    positions: np.ndarray,
    scale: str | None,
    *,
    extend: bool = True,
    default_distance: float = 1.0,
    size_factor: float = 1.0,
) -> np.ndarray:
    """Return the edges of cells around positions, in the middle between neighbors.

    Parameters
    ----------
    positions
        The positions in ascending order, of shape (n,).
    scale
        As for `values_to_positions`. The middle on a logarithmic axis is the geometric mean.
    extend
        Whether the outermost cells extend beyond their positions; if not, they end there.
    default_distance
        The size of the cell of a single position.
    size_factor
        The size of cells relative to the distances of their positions.

    Returns
    -------
    numpy.ndarray
        The lower and the upper edge of each cell, of shape (n, 2).
    """
    is_logarithmic = scale in _LOGARITHMIC
    if len(positions) == 1:
        half = default_distance * size_factor / 2
        return np.array([[positions[0] - half, positions[0] + half]])
    along = np.log(positions) if is_logarithmic else positions
    halves = np.diff(along) / 2
    outer = (halves[0], halves[-1]) if extend else (0.0, 0.0)
    below = np.concatenate([outer[:1], halves]) * size_factor
    above = np.concatenate([halves, outer[1:]]) * size_factor
    edges = np.column_stack([along - below, along + above])
    return np.exp(edges) if is_logarithmic else edges
