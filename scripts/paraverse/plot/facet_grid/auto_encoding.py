"""Assignment of dimensions to encodings.

Nothing here needs the data, only the names and sizes of its dimensions.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import EllipsisType
from typing import Any, Literal

from paraverse.errors import PlotError, suggest
from paraverse.plot.facet_grid.encodings import KINDS, as_dims, is_list

UniqueDims = bool | Literal["warn", "warn_auto", "raise_auto"]

_Slots = list[tuple[str, int | EllipsisType]]
"""Encodings with the number of dimensions that each accepts. An encoding can occur repeatedly."""


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
    """Assign dimensions without an encoding to free encodings.

    The largest dimension is assigned to the first free encoding of the kind, the second largest
    to the second, and so on.

    Parameters
    ----------
    kind
        The name of the kind.
    sizes
        The size of each dimension.
    arguments
        The arguments of the plot, including encodings that are set. An encoding that is None
        remains without a dimension. Arguments that are not encodings of the kind are kept
        unchanged.
    available
        Encodings by kind, which override `paraverse.plot.facet_grid.encodings.KINDS`.
    data_vars
        The variables of a dataset, to which encodings can be set as well; None for an array.
    allow_y_for_x
        Kinds for which `y` takes the role of `x`, if `y` is set and `x` is not.
    drop_missing_dims
        Whether to treat encodings as free if they are set to dimensions that do not exist.
    ignore_encodings
        Encodings to which no dimension is assigned.
    ensure_unique_dims
        Whether a dimension with two encodings causes an error (True) or a warning (``warn``). With
        ``raise_auto`` and ``warn_auto``, this applies only to arrays.

    Returns
    -------
    dict
        The arguments including all encodings that have a dimension. Encodings that accept several
        dimensions are tuples.

    Raises
    ------
    PlotError
        If the kind does not exist, or a dimension has two encodings.

    Examples
    --------
    >>> auto_encoding("line", {"seed": 10, "time": 200, "size": 3}, {"col": "size"})
    {'col': 'size', 'x': 'time', 'hue': 'seed'}
    """
    slots = _parse_specs(kind, {**KINDS, **(available or {})})
    if kind in allow_y_for_x and arguments.get("y") and not arguments.get("x"):
        slots = [("y" if name == "x" else name, count) for name, count in slots]
    names = dict.fromkeys(name for name, _ in slots)
    encodings = {name: arguments[name] for name in names if name in arguments}
    if drop_missing_dims:
        encodings = _drop_missing(encodings, {*sizes, *(data_vars or ())})
    used = [dim for value in encodings.values() for dim in as_dims(value)]
    _check_unique([dim for dim in used if dim in sizes], ensure_unique_dims, data_vars)
    by_size = sorted(sizes, key=lambda dim: -sizes[dim])
    unused = [dim for dim in by_size if dim not in used]
    for name, dim in _assign(unused, encodings, slots, ignore_encodings or ()):
        takes_several = _capacity(name, slots) != 1
        encodings[name] = (*as_dims(encodings.get(name)), dim) if takes_several else dim
    others = {key: value for key, value in arguments.items() if key not in names}
    return others | {name: tuple(v) if is_list(v) else v for name, v in encodings.items() if v}


def _parse_specs(kind: str, available: Mapping[str, Iterable[Any]]) -> _Slots:
    if kind not in available:
        raise PlotError(f"The encodings of kind {kind!r} are not known. {suggest(kind, available)}")
    slots: _Slots = []
    for spec in available[kind]:
        name, count = (spec, 1) if isinstance(spec, str) else spec
        slots.append((name, ... if count in ("...", "…", ...) else count))
    return slots


def _drop_missing(encodings: Mapping[str, Any], existing: Collection[str]) -> dict[str, Any]:
    return {
        name: [dim for dim in value if dim in existing] if is_list(value) else value
        for name, value in encodings.items()
        if value is None or is_list(value) or value in existing
    }


def _capacity(name: str, slots: _Slots) -> int:
    """Return how many dimensions an encoding accepts; 2 stands for any number."""
    return sum(2 if count is ... else count for other, count in slots if other == name)


def _assign(
    dims: Sequence[str],
    encodings: Mapping[str, Any],
    slots: _Slots,
    ignored: Collection[str],
) -> list[tuple[str, str]]:
    """Return pairs of encodings and the dimensions that are assigned to them."""
    counts = {name: len(as_dims(value)) for name, value in encodings.items()}
    closed = {*ignored, *(name for name, count in counts.items() if not count)}
    free: _Slots = []
    for name, capacity in slots:
        if name in closed:
            continue
        if capacity is ...:
            free.append((name, ...))
        else:
            used = min(capacity, counts.get(name, 0))
            counts[name] = counts.get(name, 0) - used
            free.append((name, capacity - used))
    remaining = max(0, len(dims) - sum(count for _, count in free if count is not ...))
    names = [n for n, count in free for _ in range(remaining if count is ... else count)]
    return list(zip(names, dims, strict=False))


def _check_unique(
    dims: Sequence[str], ensure: UniqueDims, data_vars: Collection[str] | None
) -> None:
    twice = sorted({dim for dim in dims if dims.count(dim) > 1})
    if not twice or not ensure or (ensure in ("raise_auto", "warn_auto") and data_vars is not None):
        return
    message = f"Each dimension can have one encoding; {', '.join(twice)} has several."
    if ensure in ("warn", "warn_auto"):
        warnings.warn(message, stacklevel=2)
    else:
        raise PlotError(message)
