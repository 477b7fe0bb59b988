"""Agents as markers on single axes, with colors, sizes and orientations by their properties."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.collections import PathCollection
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.color_manager import ColorManager
from paraverse.plot.appearance.labels import axis_label
from paraverse.plot.appearance.norms import build_norm, cover_values
from paraverse.plot.functions.agent_markers import marker_shape
from paraverse.plot.functions.agent_tails import draw_tails
from paraverse.plot.helpers.plot_helper import PlotHelper

_SIZES = (0.5, 2)
"""Relative areas of the markers of the smallest and the largest agent."""


@dataclass(frozen=True, kw_only=True)
class Agents:
    """Agents of one kind, at one time or over time.

    Attributes
    ----------
    name
        The name of the layer.
    data
        Their properties, by agent and possibly over time.
    frames
        The time dimension; None if there is none.
    x, y
        The names of the positions.
    hue
        The property that the colors show; None for a single color.
    orientation
        The property that is the direction of markers in radians, or a number.
    size
        The property that the areas of markers show, or a number.
    size_norm, size_vmin, size_vmax
        The norm of `size` and its limits, as for `paraverse.plot.appearance.norms.build_norm`.
    size_scale
        The area of a marker of size 1, as a fraction of the area of the domain.
    marker
        As for `paraverse.plot.functions.agent_markers.marker_shape`.
    base_orientation
        The angle in radians by which all markers are rotated.
    tail_length
        The number of earlier positions to which a line is drawn.
    tail_decay, tail_max_segment_length, tail_kwargs
        The arguments `decay` and `max_segment_length` of
        `paraverse.plot.functions.agent_tails.draw_tails`, and others.
    colors
        The color map with its norm, whose limits are those of all times.
    label
        The label in the legend and beside the color bar.
    options
        Arguments of `matplotlib.collections.PathCollection`.
    """

    name: str
    data: xr.Dataset | xr.DataArray
    frames: str | None
    x: str
    y: str
    hue: str | None = None
    orientation: str | float | None = None
    size: str | float | None = None
    size_norm: Any = None
    size_vmin: float | None = None
    size_vmax: float | None = None
    size_scale: float = 0.0005
    marker: Any = "auto"
    base_orientation: float = 0.0
    tail_length: int = 0
    tail_decay: float = 0.0
    tail_max_segment_length: float | None = None
    tail_kwargs: Mapping[str, Any] | None = None
    colors: ColorManager = field(default_factory=ColorManager)
    label: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check that all properties exist, and let colors cover those of all times."""
        for argument in ("x", "y", "hue", "orientation", "size"):
            name = getattr(self, argument)
            if isinstance(name, str) and name not in self._names():
                hint = suggest(name, self._names())
                raise PlotError(f"to_plot: {self.name}.{argument}: there is no {name!r}. {hint}")
        if self.hue is not None:
            cover_values(self.colors.norm, self._property(self.hue).values)

    def _names(self) -> list[str]:
        variables = self.data.data_vars if isinstance(self.data, xr.Dataset) else [self.data.name]
        return [str(name) for name in (*variables, *self.data.coords, *self.data.dims)]

    def _property(self, name: str) -> xr.DataArray:
        if isinstance(self.data, xr.DataArray) and name == self.data.name:
            return self.data
        return self.data[name]

    def positions(self, frame: int | None) -> np.ndarray:
        """Return the positions at one time, or at all times.

        Parameters
        ----------
        frame
            The position along the time dimension; None for all.

        Returns
        -------
        numpy.ndarray
            The coordinates, of shape (n, 2).
        """
        x, y = (self._values(name, frame) for name in (self.x, self.y))
        return np.column_stack([x, y])

    def draw(self, hlpr: PlotHelper, frame: int, area: float) -> PathCollection:
        """Draw the agents at one time.

        Parameters
        ----------
        hlpr
            The plot helper, on whose current axes they are drawn.
        frame
            The position along the time dimension; ignored if there is none.
        area
            The area of the domain in data units.

        Returns
        -------
        matplotlib.collections.PathCollection
            The markers.
        """
        centers = self.positions(frame)
        radii = np.sqrt(self.size_scale * area * self._sizes(frame) / math.pi)
        angles = np.broadcast_to(self._number_or_values(self.orientation, frame), radii.shape)
        shape = self._shape()
        paths = [
            Affine2D().scale(radius).rotate(angle).translate(*center).transform_path(shape)
            for center, radius, angle in zip(centers, radii, angles, strict=True)
        ]
        colors: dict[str, Any] = {"facecolors": "C0"}
        if self.hue is not None:
            colors = {"cmap": self.colors.cmap, "norm": self.colors.norm}
        options = {"linewidths": 0, "label": self.label, **colors, **self.options}
        markers = PathCollection(paths, **options)
        if self.hue is not None:
            markers.set_array(self._values(self.hue, frame))
        hlpr.ax.add_collection(markers, autolim=False)
        if self.tail_length and frame:
            first = max(0, frame - self.tail_length)
            history = np.stack([self.positions(at) for at in range(frame, first - 1, -1)])
            markers.update_scalarmappable()
            draw_tails(
                hlpr.ax,
                history,
                markers.get_facecolor(),
                decay=self.tail_decay,
                max_segment_length=self.tail_max_segment_length,
                **(self.tail_kwargs or {}),
            )
        return markers

    def add_colorbar(
        self, hlpr: PlotHelper, markers: PathCollection, options: Mapping[str, Any]
    ) -> None:
        """Add a color bar that shows the meaning of the colors.

        Parameters
        ----------
        hlpr
            The plot helper.
        markers
            The return value of `draw`.
        options
            Arguments of `paraverse.plot.appearance.color_manager.ColorManager.create_cbar`.
        """
        if self.hue is not None:
            label = self.label or axis_label(self._property(self.hue))
            options = {"label": label, **options}
            self.colors.create_cbar(markers, fig=hlpr.fig, ax=hlpr.ax, **options)

    def _values(self, name: str, frame: int | None) -> np.ndarray:
        array = self._property(name)
        if frame is not None and self.frames in array.dims:
            array = array.isel({self.frames: frame})
        like = (
            self.data if frame is None else self.data.isel({self.frames: 0}, missing_dims="ignore")
        )
        return np.asarray(array.broadcast_like(like).transpose(*like.dims).values, float).ravel()

    def _number_or_values(self, value: str | float | None, frame: int) -> np.ndarray:
        if isinstance(value, str):
            return self._values(value, frame)
        return np.asarray(0.0 if value is None else value, dtype=float)

    def _sizes(self, frame: int) -> np.ndarray:
        count = len(self.positions(frame))
        if not isinstance(self.size, str):
            return np.full(count, 1.0 if self.size is None else self.size)
        norm = build_norm(self.size_norm, vmin=self.size_vmin, vmax=self.size_vmax, color_count=256)
        cover_values(norm, self._property(self.size).values)
        low, high = _SIZES
        normed: Any = np.ma.filled(
            np.ma.asarray(norm(self._values(self.size, frame)), float), np.nan
        )
        steps = getattr(norm, "Ncmap", 2) - 1  # a BoundaryNorm counts colors
        relative: np.ndarray = np.clip(normed / steps, 0, 1)
        return np.nan_to_num(low + (high - low) * relative)

    def _shape(self) -> Path:
        try:
            return marker_shape(
                self.marker,
                has_orientation=self.orientation is not None,
                base_orientation=self.base_orientation,
            )
        except PlotError as error:
            raise PlotError(f"to_plot: {self.name}.marker: {error}") from error


Extent = tuple[float, float, float, float]
"""Left, right, bottom and top."""


def find_extent(
    positions: Sequence[np.ndarray], aspect: float | None, height: float | None, pad: float
) -> Extent:
    """Return the borders of a domain that contains positions.

    Parameters
    ----------
    positions
        Arrays of shape (n, 2).
    aspect
        The width of the domain divided by its height; None for that of the positions.
    height
        The height of the domain; None for the smallest that is possible.
    pad
        Additional space on each side, relative to the width and the height.

    Returns
    -------
    tuple of float
        Left, right, bottom and top.
    """
    points = np.concatenate(positions)
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        return (0, 1, 0, 1)
    low, high = points.min(axis=0), points.max(axis=0)
    center, size = (low + high) / 2, high - low
    size = np.where(size > 0, size, 1)
    if height is not None:
        size = np.array([height * (size[0] / size[1] if aspect is None else aspect), height])
    elif aspect is not None:
        tall = max(size[1], size[0] / aspect)
        size = np.array([tall * aspect, tall])
    (left, bottom), (right, top) = (center + sign * size * (0.5 + pad) for sign in (-1, 1))
    return (float(left), float(right), float(bottom), float(top))
