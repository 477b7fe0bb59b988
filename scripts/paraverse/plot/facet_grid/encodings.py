"""The encodings of each kind of `facet_grid`, and the choice of a kind that suits the data.

Each dimension of the data has an encoding: it is shown along the axes (``x``, ``y``), by color
(``hue``), by axes next to or below each other (``col``, ``row``), by the frames of an animation
(``frames``) or by separate files (``files``).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import EllipsisType
from typing import Any

from paraverse.errors import PlotError

Spec = str | tuple[str, int | EllipsisType]
"""An encoding that accepts one dimension, or a pair of an encoding and the number of dimensions it
accepts; ``...`` stands for all remaining dimensions."""

FIGURE_ENCODINGS: tuple[Spec, ...] = (("files", ...), "frames")
GRID_ENCODINGS: tuple[Spec, ...] = ("col", "row", *FIGURE_ENCODINGS)

KINDS: dict[str, tuple[Spec, ...]] = {
    "scatter": ("free", "hue", *GRID_ENCODINGS),
    "line": ("x", "hue", *GRID_ENCODINGS),
    "step": ("x", *GRID_ENCODINGS),
    "contourf": ("x", "y", *GRID_ENCODINGS),
    "contour": ("x", "y", *GRID_ENCODINGS),
    "imshow": ("x", "y", *GRID_ENCODINGS),
    "pcolormesh": ("x", "y", *GRID_ENCODINGS),
    "hist": ("free", *FIGURE_ENCODINGS),
}
"""The encodings of each kind, in the order in which `auto_encoding` assigns dimensions to them;
dimensions that are ``free`` have no encoding. `make_facet_grid_plot` adds further kinds."""

ARRAY_KINDS = (
    "line", "step", "scatter", "hist", "imshow", "pcolormesh", "contour", "contourf", "surface",
)  # fmt: skip
"""Kinds that xarray draws from an array."""

DATASET_KINDS = ("scatter", "quiver", "streamplot")
"""Kinds that xarray draws from a dataset."""

AUTO_KINDS: dict[int | str, str] = {
    1: "line",
    2: "line",
    3: "line",
    4: "pcolormesh",
    5: "pcolormesh",
    "with_hue": "line",
    "with_x_and_y": "pcolormesh",
    "dataset": "scatter",
    "fallback": "hist",
}
"""The kind that ``kind: auto`` chooses, by number of dimensions or by situation."""


def auto_kind(
    ndim: int | None, encodings: Mapping[str, Any], kinds: Mapping[int | str, str] = AUTO_KINDS
) -> str:
    """Choose the kind that suits the data.

    Parameters
    ----------
    ndim
        The number of dimensions of an array; None for a dataset.
    encodings
        The arguments of the plot, including the encodings that are set.
    kinds
        Kinds that update `AUTO_KINDS`.

    Returns
    -------
    str
        The name of the kind.

    Examples
    --------
    >>> auto_kind(2, {}), auto_kind(2, {"x": "time", "y": "size"}), auto_kind(None, {})
    ('line', 'pcolormesh', 'scatter')
    """
    choices = {**AUTO_KINDS, **kinds}
    if ndim is None:
        return choices["dataset"]
    if encodings.get("x") and encodings.get("y"):
        return choices["with_x_and_y"]
    if encodings.get("hue"):
        return choices["with_hue"]
    return choices.get(ndim, choices["fallback"])


def as_dims(value: Any) -> tuple[str, ...]:
    """Return the dimensions to which an encoding is set.

    Parameters
    ----------
    value
        A dimension, a list or tuple of them, or None. None in a list is ignored.

    Returns
    -------
    tuple of str
        The dimensions; empty for None.

    Examples
    --------
    >>> as_dims("time"), as_dims(["time", None]), as_dims(None)
    (('time',), ('time',), ())
    """
    return tuple(dim for dim in (value if is_list(value) else [value]) if dim is not None)


def is_list(value: Any) -> bool:
    """Return whether an encoding is set to a list or a tuple of dimensions.

    Parameters
    ----------
    value
        The value of an encoding.

    Returns
    -------
    bool
        False for a single dimension and for None.
    """
    return isinstance(value, list | tuple)


def parse_categorical(spec: Any) -> tuple[str, ...] | None:
    """Parse the argument `categorical`, which names axes along which values are categories.

    Parameters
    ----------
    spec
        ``x``, ``y``, a list of these, True for both, False for neither, or ``auto``.

    Returns
    -------
    tuple of str or None
        The axes; None for ``auto``.

    Raises
    ------
    PlotError
        If it is anything else. The message starts with ``categorical``.

    Examples
    --------
    >>> parse_categorical("x"), parse_categorical(True), parse_categorical("auto")
    (('x',), ('x', 'y'), None)
    """
    if spec is None or spec == "auto":
        return None
    if isinstance(spec, bool):
        return ("x", "y") if spec else ()
    axes = as_dims(spec)
    if not all(axis in ("x", "y") for axis in axes):
        raise PlotError(
            f"categorical: takes x, y, a list of these, true, false or auto; found {spec!r}."
        )
    return axes
