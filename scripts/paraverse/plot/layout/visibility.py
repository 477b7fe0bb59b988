"""Points that nobody would see: those without a line, and figures that show nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.transforms import Transform

_NO_MARKER = ("None", None, "", " ")

_SMALL = 3
"""Diameter of the markers of several points in points, which would cover each other if larger."""


def isolated_points(values: np.ndarray) -> np.ndarray:
    """Return which points of a line have no neighbor to be connected with.

    Parameters
    ----------
    values
        The values along the last axis, with NaN where they are missing.

    Returns
    -------
    numpy.ndarray
        True for values that are finite and have only missing values next to them; same shape.

    Examples
    --------
    >>> isolated_points(np.array([1.0, np.nan, 2.0, 3.0])).tolist()
    [True, False, False, False]
    """
    finite = np.isfinite(values)
    isolated: np.ndarray = finite.copy()
    isolated[..., 1:] &= ~finite[..., :-1]
    isolated[..., :-1] &= ~finite[..., 1:]
    return isolated


def mark_points(ax: Axes, *, over_text: bool = False) -> None:
    """Give markers to the points of lines that would be invisible.

    Parameters
    ----------
    ax
        The axes with the lines. Points that are not connected with others get a marker, unless
        their line has markers.
    over_text
        Whether all points of lines over text get one, as lines suggest values between categories.
    """
    for line in ax.lines:
        if line.get_marker() not in _NO_MARKER or line.get_linestyle() == "None":
            continue
        if over_text and any(_is_text(line.get_data(orig=True)[axis]) for axis in (0, 1)):
            line.set_marker("o")
            continue
        points = np.asarray(line.get_xydata(), dtype=float)
        isolated = isolated_points(points.sum(axis=1))
        if isolated.any():
            line.set_marker("o")
            if np.count_nonzero(isolated) > 1:
                line.set_markersize(_SMALL)
            if not isolated[np.isfinite(points).all(axis=1)].all():
                line.set_markevery(np.flatnonzero(isolated).tolist())


def reason_for_nothing(figure: Figure) -> str | None:
    """Return why nothing can be seen in a figure.

    Parameters
    ----------
    figure
        The figure, before it is laid out.

    Returns
    -------
    str or None
        The reason; None if something is visible, or if that is unclear. Only figures that contain
        nothing but lines and points are judged.
    """
    # A figure that shows other values already has its footnote and the label of a universe
    added = [str(text.get_gid()).startswith("paraverse-") for text in figure.texts]
    if not all(added) or figure.images or figure.subfigs:
        return None
    drawn: list[tuple[Axes, np.ndarray]] = []
    for ax in figure.axes:
        if not ax.get_visible() or hasattr(ax, "_colorbar"):
            continue
        others = [*ax.patches, *ax.images, *ax.texts, *ax.tables, *ax.artists, *ax.child_axes]
        if others or ax.name != "rectilinear":
            return None
        ax.get_xlim(), ax.get_ylim()  # lets automatic limits follow the data
        for artist in (*ax.lines, *ax.collections):
            points = _points(artist, ax)
            if points is None or _is_within(ax, *points):
                return None
            drawn += [(ax, np.asarray(path.vertices, dtype=float)) for path in points[1]]
    if not drawn:
        return None
    finite = [(ax, xy) for ax, xy in drawn if np.isfinite(np.sum(xy, axis=-1)).any()]
    if not finite:
        are_infinite = any(np.isinf(xy).any() for _, xy in drawn)
        return f"all values are {'infinite or ' if are_infinite else ''}missing (NaN)"
    for ax, xy in finite:
        scales = zip((ax.get_xscale(), ax.get_yscale()), xy.T, strict=True)
        if any(scale == "log" and not (values > 0).any() for scale, values in scales):
            return "a logarithmic axis shows positive values only, and there are none"
    limits = [
        f"{axis} from {low:.4g} to {high:.4g}"
        for axis, (low, high) in zip("xy", np.transpose(finite[0][0].viewLim), strict=True)
    ]
    return f"all values are outside of the limits ({', '.join(limits)})"


def _points(artist: Any, ax: Axes) -> tuple[Transform, list[Path], bool] | None:
    """Return where the points of an artist are, and whether lines connect them.

    None stands for artists that have other positions than data.
    """
    if isinstance(artist, Line2D):
        transform, connected = artist.get_transform(), artist.get_marker() in _NO_MARKER
        return (transform, [artist.get_path()], connected) if transform == ax.transData else None
    if isinstance(artist, PathCollection):
        offsets = np.ma.filled(np.ma.asarray(artist.get_offsets()).astype(float), np.nan)
        transform = artist.get_offset_transform()
        return (transform, [Path(offsets)], False) if transform == ax.transData else None
    transform = artist.get_transform()
    if transform != ax.transData:
        return None
    paths = list(artist.get_paths())
    # The areas of other collections contain more than their edges
    if paths and not isinstance(artist, LineCollection):
        return None
    return transform, paths, True


def _is_within(ax: Axes, transform: Transform, paths: list[Path], connected: bool) -> bool:
    return any(_crosses(ax, pixels, connected) for pixels in _in_pixels(transform, paths))


def _in_pixels(transform: Transform, paths: list[Path]) -> Iterator[np.ndarray]:
    for path in paths:
        with np.errstate(all="ignore"):  # the logarithm of numbers that are not positive
            yield np.asarray(transform.transform(path.vertices), dtype=float)


def _crosses(ax: Axes, pixels: np.ndarray, connected: bool) -> bool:
    low, high = ax.bbox.get_points()
    margin = 1e-6 * (high - low)
    is_finite = np.isfinite(pixels).all(axis=1)
    points = pixels[is_finite]
    if ((low - margin <= points) & (points <= high + margin)).all(axis=1).any():
        return True
    if not connected or len(points) < 2:
        return False
    return Path(pixels).intersects_bbox(ax.bbox, filled=False)


def _is_text(coordinates: Any) -> bool:
    first = next(iter(np.ravel(coordinates)), None)
    return isinstance(first, str)
