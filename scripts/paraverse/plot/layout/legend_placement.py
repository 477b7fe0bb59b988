"""Placement of legends with automatic location where nothing is drawn, or next to the axes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import Collection, QuadMesh
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.path import Path
from matplotlib.transforms import Bbox, BboxTransformTo, Transform

_BEST = 0
"""matplotlib's code for the location ``best``."""

_ANGLE = 3.0
"""Width of the labels around a circle, relative to the size of the font."""

_LOCATIONS = {
    "upper right": (1, 1),
    "upper left": (0, 1),
    "lower left": (0, 0),
    "lower right": (1, 0),
    "center right": (1, 0.5),
    "center left": (0, 0.5),
    "upper center": (0.5, 1),
    "lower center": (0.5, 0),
}
"""Locations in the axes, in order of preference, with their relative x and y positions."""


def automatic_legends(figure: Figure) -> list[Legend]:
    """Return the legends with an automatic location.

    Parameters
    ----------
    figure
        The figure.

    Returns
    -------
    list of matplotlib.legend.Legend
        Visible legends with the location ``best``, except those of 3D axes.
    """
    return [
        legend
        for ax in figure.axes
        if (legend := ax.get_legend()) is not None
        and legend.get_visible()
        # The location has no public accessor
        and legend._get_loc() == _BEST  # type: ignore[attr-defined]
        and ax.name != "3d"
    ]


def exclude_automatic_legends(figure: Figure) -> list[Legend]:
    """Exclude legends with an automatic location from the layout.

    Parameters
    ----------
    figure
        The figure. Its legends temporarily get the location ``upper right``, as matplotlib's own
        search for the best location is slow for large amounts of data.

    Returns
    -------
    list of matplotlib.legend.Legend
        The legends of `automatic_legends`.
    """
    legends = automatic_legends(figure)
    for legend in legends:
        legend.set_loc("upper right")
        legend.set_in_layout(False)
    return legends


def move_inside(figure: Figure, legend: Legend) -> bool:
    """Move a legend to a location in its axes where nothing is drawn, if there is one.

    Parameters
    ----------
    figure
        The figure of the legend. All of its axes that overlap those of the legend, such as twin
        axes, are taken into account.
    legend
        The legend to move.

    Returns
    -------
    bool
        True if there is such a location. If False, the legend is not moved.
    """
    ax = legend.axes
    assert ax is not None
    if ax.name == "polar":  # the corners of the axes are outside of the circle, with its labels
        return False
    ax.apply_aspect()
    size = legend.get_window_extent()
    pad = legend.borderaxespad * legend.prop.get_size_in_points() * figure.dpi / 72
    room = ax.bbox.padded(-pad)
    if size.width > room.width or size.height > room.height:
        return False
    obstacles = _Obstacles()
    for other in figure.axes:
        if other.get_visible() and other.bbox.overlaps(ax.bbox):
            obstacles.add(other)
    for loc, (right, up) in _LOCATIONS.items():
        x = room.x0 + right * (room.width - size.width)
        y = room.y0 + up * (room.height - size.height)
        if not obstacles.overlap(Bbox.from_bounds(x, y, size.width, size.height)):
            legend.set_loc(loc)  # type: ignore[arg-type]
            return True
    return False


def move_beside(legend: Legend) -> None:
    """Move a legend to the right of its axes, and include it in the layout.

    Parameters
    ----------
    legend
        The legend, which gets several columns if it is taller than the figure below the upper edge
        of the axes.
    """
    ax = legend.axes
    assert ax is not None
    legend.set_in_layout(True)
    figure: Any = ax.figure
    columns = math.ceil(legend.get_window_extent().height / (ax.bbox.y1 - figure.bbox.y0))
    if columns > 1:
        labels = [text.get_text() for text in legend.get_texts()]
        title = legend.get_title().get_text() or None
        handles: Any = legend.legend_handles
        legend = ax.legend(handles, labels, title=title, prop=legend.prop, ncols=columns)
    legend.set_loc("upper left")
    right = 1.0
    if ax.name == "polar":
        size = legend.prop.get_size_in_points()
        right += _ANGLE * size * figure.dpi / 72 / ax.bbox.width
    legend.set_bbox_to_anchor((right, 1), transform=ax.transAxes)


class _Obstacles:
    """Artists that a legend must not cover, as shapes in pixels."""

    def __init__(self) -> None:
        self._lines: list[Path] = []
        self._areas: list[Path] = []
        self._points: list[np.ndarray] = []

    def overlap(self, box: Bbox) -> bool:
        """Return whether any artist is at least partly within a box.

        Returns
        -------
        bool
            True if the bounding box of an artist intersects the box.
        """
        low, high = box.get_points()
        return (
            any(((low < points) & (points < high)).all(axis=1).any() for points in self._points)
            or any(area.intersects_bbox(box, filled=True) for area in self._areas)
            or any(line.intersects_bbox(box, filled=False) for line in self._lines)
        )

    def add(self, ax: Axes) -> None:
        """Add the artists of axes."""
        for line in ax.lines:
            if line.get_linestyle() == "None":
                self._points.append(line.get_transform().transform(line.get_xydata()))
            else:
                self._add_path(line.get_path(), line.get_transform())
        for patch in ax.patches:
            self._add_path(patch.get_path(), patch.get_transform(), filled=patch.get_fill())
        for artist in (*ax.images, *ax.texts):
            self._add_box(artist.get_window_extent())
        for collection in ax.collections:
            self._add_collection(collection)

    def _add_collection(self, collection: Collection) -> None:
        transform = collection.get_transform()
        offsets = np.asarray(collection.get_offsets())
        if isinstance(collection, QuadMesh):
            self._add_box(transform.transform_bbox(collection.get_datalim(transform)))
        elif offsets.any():  # markers; other collections have the single offset (0, 0)
            self._points.append(collection.get_offset_transform().transform(offsets))
        else:
            for path in collection.get_paths():
                self._add_path(path, transform, filled=len(collection.get_facecolor()) > 0)

    def _add_box(self, box: Bbox) -> None:
        self._add_path(Path.unit_rectangle(), BboxTransformTo(box), filled=True)

    def _add_path(self, path: Path, transform: Transform, *, filled: bool = False) -> None:
        # `to_polygons` would leave out the logarithm of a logarithmic axis
        polygons = transform.transform_path(path).to_polygons(closed_only=False)
        (self._areas if filled else self._lines).extend(map(Path, polygons))
