"""Which dimension of the data goes where in a figure: x, hue, columns, frames.

Nothing here needs the data, only its dimensions and their sizes.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import EllipsisType
from typing import Any, Literal

from paraverse.errors import PlotError, suggest

Spec = str | tuple[str, int | EllipsisType]
"""An encoding, or one and how many dimensions it takes; ``...``: as many as are left."""

UniqueDims = bool | Literal["warn", "warn_auto", "raise_auto"]

FIGURES: tuple[Spec, ...] = (("files", ...), "frames")
GRID: tuple[Spec, ...] = ("col", "row", *FIGURES)

KINDS: dict[str, tuple[Spec, ...]] = {
    "scatter": ("free", "hue", *GRID),
    "line": ("x", "hue", *GRID),
    "step": ("x", *GRID),
    "contourf": ("x", "y", *GRID),
    "contour": ("x", "y", *GRID),
    "imshow": ("x", "y", *GRID),
    "pcolormesh": ("x", "y", *GRID),
    "hist": ("free", *FIGURES),
}
"""Encodings of each kind of `facet_grid`, in the order in which dimensions are given to them.
Others are added by `paraverse.plot.facet_grid.kinds.make_facet_grid_plot`."""

ARRAY_KINDS = (
    "line", "step", "scatter", "hist", "imshow", "pcolormesh", "contour", "contourf", "surface",
)  # fmt: skip
"""Kinds of an array that xarray draws."""

DATASET_KINDS = ("scatter", "quiver", "streamplot")
"""Kinds of a dataset that xarray draws."""

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
"""The kind that ``kind: auto`` stands for, by number of dimensions."""


def auto_kind(
    ndim: int | None, given: Mapping[str, Any], kinds: Mapping[int | str, str] = AUTO_KINDS
) -> str:
    """Choose a kind.

    Parameters
    ----------
    ndim
        Number of dimensions; None for a dataset.
    given
        Encodings that are set.
    kinds
        Updates of `AUTO_KINDS`.
    """
    known = {**AUTO_KINDS, **kinds}
    if ndim is None:
        return known["dataset"]
    if given.get("x") and given.get("y"):
        return known["with_x_and_y"]
    if given.get("hue"):
        return known["with_hue"]
    return known.get(ndim, known["fallback"])


def auto_encoding(
    kind: str,
    sizes: Mapping[str, int],
    arguments: Mapping[str, Any],
    *,
    available: Mapping[str, Iterable[Any]] | None = None,
    data_vars: Collection[str] | None = None,
    allow_y_for_x: Collection[str] = ("line",),
    drop_missing_dims: bool = False,
    ignore_encodings: Collection[str] | None = None,
    ensure_unique_dims: UniqueDims = False,
) -> dict[str, Any]:
    """Give the dimensions that stand for nothing yet to the encodings that are free.

    The largest dimension goes to the first free encoding of the kind, and so on.

    Parameters
    ----------
    kind
        The kind.
    sizes
        Dimensions and their sizes.
    arguments
        Those of the plot: encodings that are None get no dimension, what is no encoding of this
        kind stays as it is.
    available
        Updates of the encodings of kinds.
    data_vars
        Names of variables, which encodings can be set to as well; None for an array.
    allow_y_for_x
        Kinds where `y`, if it is given and `x` is not, takes its place.
    drop_missing_dims
        Whether encodings that are set to what is not in the data are taken as free.
    ignore_encodings
        Encodings that get no dimension by themselves.
    ensure_unique_dims
        Whether a dimension that stands for two things is an error, or a warning (``warn``);
        ``raise_auto`` and ``warn_auto``: only for arrays.

    Returns
    -------
    dict
        The arguments with the encodings; those without a dimension are left out.

    Raises
    ------
    PlotError
        If the kind is not known or a dimension stands for two things.

    Examples
    --------
    >>> auto_encoding("line", {"seed": 10, "time": 200, "size": 3}, {"col": "size"})
    {'col': 'size', 'x': 'time', 'hue': 'seed'}
    """
    specs = _specs(kind, {**KINDS, **(available or {})})
    if kind in allow_y_for_x and arguments.get("y") and not arguments.get("x"):
        specs = [("y" if name == "x" else name, count) for name, count in specs]
    several = {name for name, _ in specs if _capacity(name, specs) != 1}
    names = dict.fromkeys(name for name, _ in specs)
    encoding = {name: arguments[name] for name in names if name in arguments}
    if drop_missing_dims:
        known = {*sizes, *(data_vars or ())}
        encoding = {
            name: [dim for dim in value if dim in known] if _is_list(value) else value
            for name, value in encoding.items()
            if value is None or _is_list(value) or value in known
        }
    used = [dim for value in encoding.values() for dim in as_dims(value)]
    _check_unique([dim for dim in used if dim in sizes], ensure_unique_dims, data_vars)
    by_size = sorted(sizes, key=lambda dim: -sizes[dim])
    todo = [dim for dim in by_size if dim not in used]
    taken = {name: len(as_dims(value)) for name, value in encoding.items()}
    closed = {*(ignore_encodings or ()), *(name for name, count in taken.items() if not count)}
    for name in _slots([spec for spec in specs if spec[0] not in closed], taken, len(todo)):
        dim = todo.pop(0)
        encoding[name] = (*as_dims(encoding.get(name)), dim) if name in several else dim
    others = {key: value for key, value in arguments.items() if key not in names}
    return others | {name: tuple(v) if _is_list(v) else v for name, v in encoding.items() if v}


def ideal_col_wrap(count: int, *, fill_last_row: bool = True) -> int | None:
    """Return the number of columns that makes a grid nearly square.

    Parameters
    ----------
    count
        How many axes there are; fewer than 4 stay in one row (None).
    fill_last_row
        Whether the grid may be less square so that the last row is not nearly empty.

    Examples
    --------
    >>> ideal_col_wrap(10), ideal_col_wrap(10, fill_last_row=False)
    (5, 4)
    """
    if count < 4:
        return None
    square = math.ceil(math.sqrt(count))

    def filled(columns: int) -> float:
        return (count % columns or columns) / columns

    if not fill_last_row or filled(square) >= 3 / 4:
        return square
    reach = max(2, square // 3)
    candidates = range(max(3, square - reach), min(square + reach, count // 2 + 1) + 1)
    return min(candidates, key=lambda columns: (-filled(columns), abs(columns - square), -columns))


def as_dims(value: Any) -> tuple[str, ...]:
    """Return the dimensions that an encoding is set to.

    Examples
    --------
    >>> as_dims("time"), as_dims(["time", None]), as_dims(None)
    (('time',), ('time',), ())
    """
    return tuple(dim for dim in (value if _is_list(value) else [value]) if dim is not None)


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _specs(
    kind: str, available: Mapping[str, Iterable[Any]]
) -> list[tuple[str, int | EllipsisType]]:
    if kind not in available:
        raise PlotError(f"The encodings of kind {kind!r} are not known. {suggest(kind, available)}")
    specs: list[tuple[str, int | EllipsisType]] = []
    for spec in available[kind]:
        name, count = (spec, 1) if isinstance(spec, str) else spec
        specs.append((name, ... if count in ("...", "…", ...) else count))
    return specs


def _capacity(name: str, specs: Sequence[tuple[str, int | EllipsisType]]) -> int:
    return sum(2 if count is ... else count for other, count in specs if other == name)


def _slots(
    specs: Sequence[tuple[str, int | EllipsisType]], taken: Mapping[str, int], wanted: int
) -> list[str]:
    """Names of encodings, one for each dimension that is still to be given away."""
    left = dict(taken)
    free: list[tuple[str, int | EllipsisType]] = []
    for name, count in specs:
        if count is ...:
            free.append((name, ...))
        else:
            used = min(count, left.get(name, 0))
            left[name] = left.get(name, 0) - used
            free.append((name, count - used))
    rest = max(0, wanted - sum(count for _, count in free if count is not ...))
    slots = [name for name, count in free for _ in range(rest if count is ... else count)]
    return slots[:wanted]


def _check_unique(
    dims: Sequence[str], ensure: UniqueDims, data_vars: Collection[str] | None
) -> None:
    twice = sorted({dim for dim in dims if dims.count(dim) > 1})
    if not twice or not ensure or (ensure in ("raise_auto", "warn_auto") and data_vars is not None):
        return
    message = f"Each dimension can stand for one thing; {', '.join(twice)} stands for several."
    if ensure in ("warn", "warn_auto"):
        warnings.warn(message, stacklevel=2)
    else:
        raise PlotError(message)
