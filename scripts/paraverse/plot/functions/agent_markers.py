"""Shapes of the markers of agents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from paraverse.errors import PlotError

_WEDGE = Path([(1, 0), (-0.8, 0.6), (-0.4, 0), (-0.8, -0.6), (1, 0)])

_FISH = Path(
    [
        *((1, 0), (0.6, 0.5), (0.1, 0.5), (-0.5, 0.1)),
        *((-1, 0.45), (-0.85, 0), (-1, -0.45), (-0.5, -0.1)),
        *((0.1, -0.5), (0.6, -0.5), (1, 0)),
    ],
    [
        *(Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4),
        *(Path.LINETO, Path.LINETO, Path.LINETO, Path.LINETO),
        *(Path.CURVE4, Path.CURVE4, Path.CURVE4),
    ],
)

SHAPES: Mapping[str, Path] = {"wedge": _WEDGE, "fish": _FISH, "fish2": _FISH}
"""Shapes that point to the right, by utopya's names."""


def marker_shape(marker: Any, *, has_orientation: bool, base_orientation: float = 0.0) -> Path:
    """Return the shape of a marker.

    Parameters
    ----------
    marker
        A name of `SHAPES`; a marker of matplotlib; a path, or a mapping of its arguments; ``auto``
        for a circle, or a wedge if agents have an orientation; None for no marker.
    has_orientation
        Whether they do.
    base_orientation
        The angle in radians by which the shape is rotated.

    Returns
    -------
    matplotlib.path.Path
        The shape, from -1 to 1 for those with a name.

    Raises
    ------
    PlotError
        If there is no such marker.
    """
    return Affine2D().rotate(base_orientation).transform_path(_shape(marker, has_orientation))


def _shape(marker: Any, has_orientation: bool) -> Path:
    if isinstance(marker, Path):
        return marker
    try:
        if isinstance(marker, Mapping):
            return Path(**marker)
        if isinstance(marker, str) and marker == "auto":
            return _WEDGE if has_orientation else Path.unit_circle()
        if isinstance(marker, str) and marker in SHAPES:
            return SHAPES[marker]
        style = MarkerStyle("none" if marker is None else marker)
    except (ValueError, TypeError) as error:
        names = ", ".join(SHAPES)
        raise PlotError(f"{error}. Besides markers of matplotlib, there are {names}.") from error
    transform = Affine2D(style.get_transform().get_matrix()).scale(2)
    return Path(transform.transform(style.get_path().vertices), style.get_path().codes)
