"""Arrays that are larger than the memory: of dask, in chunks that are read when they are needed."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np

log = logging.getLogger(__name__)

CHUNK = 2**24
"""Bytes of a chunk, at most. Not by the memory there is: sums are rounded chunk by chunk."""


_POINTS = 128
"""Universes in a chunk, unless it has room for more."""

_WORTH_SAYING = 2**20
"""Bytes in memory; what is less is a number or a few."""


class Readable(Protocol):
    """Anything that is read by slices."""

    shape: tuple[int, ...]
    ndim: int
    dtype: np.dtype[Any]

    def __getitem__(self, index: tuple[Any, ...]) -> np.ndarray: ...


def lazy_array(values: Readable, outer: int = 1) -> Any:
    """Return a dask array that reads its chunks when they are needed.

    Parameters
    ----------
    values
        What they are read from.
    outer
        How many dimensions are those of the parameter space.
    """
    import numpy as np
    from dask.array import from_array

    return from_array(  # type: ignore[no-untyped-call]
        values,
        chunks=chunk_shape(values.shape, values.dtype.itemsize, outer),
        name=False,
        fancy=False,
        inline_array=True,
        meta=np.empty((0,) * values.ndim, values.dtype),
    )


def chunk_shape(shape: Sequence[int], itemsize: int, outer: int) -> tuple[int, ...]:
    """Return the shape of chunks: so many universes as a batch has, then as much as there is room.

    Whichever dimension is reduced, the results of single chunks are much smaller than these.

    Examples
    --------
    >>> chunk_shape((3, 1000, 100_000), 8, outer=2)
    (1, 128, 16384)
    >>> chunk_shape((3, 1000, 100), 8, outer=2)
    (3, 1000, 100)
    """
    points = _block(shape[:outer], _POINTS)
    values = _block(shape[outer:], CHUNK // max(1, itemsize * math.prod(points)))
    most = CHUNK // max(1, itemsize * math.prod(values))
    return (*_block(shape[:outer], max(_POINTS, most)), *values)


def _block(shape: Sequence[int], most: int) -> tuple[int, ...]:
    """A part of an array whose elements lie behind one another."""
    block: tuple[int, ...] = ()
    for length in reversed(shape):
        block = (max(1, min(length, most // max(1, math.prod(block)))), *block)
    return block


def is_lazy(value: Any) -> bool:
    """Tell whether a value is of dask, or of xarray with arrays of dask in it, or holds such."""
    if isinstance(value, dict):
        return any(map(is_lazy, value.values()))
    graph = getattr(value, "__dask_graph__", None)
    return graph is not None and graph() is not None


def in_memory(value: Any) -> Any:
    """Compute all that is lazy in a value, also in lists and mappings, in one go."""
    import dask.base

    scheduler = dask.config.get("scheduler", "synchronous")
    (computed,) = dask.base.compute(value, scheduler=scheduler)  # type: ignore[no-untyped-call]
    return computed


def small_in_memory(results: Mapping[str, Any], limit: float) -> dict[str, Any]:
    """Compute lazy results, the small ones together, so that what they need is read once.

    Parameters
    ----------
    results
        The value of each tag.
    limit
        Bytes that they may have in all. Arrays and datasets above that stay lazy.
    """
    if not any(map(is_lazy, results.values())):
        return dict(results)
    chosen = {}
    streamed = {tag: v for tag, v in results.items() if hasattr(v, "nbytes") and is_lazy(v)}
    for tag, value in sorted(streamed.items(), key=lambda item: int(item[1].nbytes)):
        limit -= value.nbytes
        if limit >= 0:
            chosen[tag] = value
    others = {tag: value for tag, value in results.items() if tag not in streamed}
    return {**results, **in_memory({**others, **chosen})}


@dataclass
class Computed:
    """How much was computed.

    Attributes
    ----------
    nbytes
        Size of the results.
    """

    nbytes: int = 0


@contextmanager
def watched() -> Iterator[Computed]:
    """Compute what is computed inside in this thread, and note how much that is."""
    import dask.local

    noted = Computed()

    def get(graph: Any, keys: Any, **options: Any) -> Any:
        results = dask.local.get_sync(graph, keys, **options)
        noted.nbytes += _size(results)
        return results

    with dask.config.set(scheduler=get):
        yield noted


def apply_lazily(who: str, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Apply an operation to what may be lazy, and say if that takes a large array into memory.

    An operation that is not made for chunks is given the whole array.

    Parameters
    ----------
    who
        The operation and where it stands, for the log.
    function
        What it does.
    args, kwargs
        Its arguments.
    """
    with watched() as computed:
        try:
            result = function(*args, **kwargs)
        except Exception as error:
            if not _is_for_chunks(error):
                raise
            args, kwargs = in_memory((args, kwargs))
            result = function(*args, **kwargs)
    if computed.nbytes > _WORTH_SAYING:
        log.warning("%s needs the whole array: %.0f MB", who, computed.nbytes / 1e6)
    elif _rechunks(result) - _rechunks(args) - _rechunks(kwargs):
        log.warning("%s puts chunks together: up to %.0f MB in memory", who, _largest(args) / 1e6)
    return result


def _is_for_chunks(error: Exception) -> bool:
    """Tell whether it is for its chunks that an array was not taken."""
    if isinstance(error, NotImplementedError):
        return True
    return any(word in str(error).lower() for word in ("dask", "chunk"))


def _rechunks(value: Any) -> set[str]:
    """Layers of lazy values that put chunks together."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return set().union(*map(_rechunks, value))
    layers = value.__dask_graph__().layers if is_lazy(value) else ()
    return {name for name in layers if name.startswith("rechunk-merge")}


def _largest(values: Any) -> int:
    return max((int(value.nbytes) for value in values if is_lazy(value)), default=0)


def _size(results: Any) -> int:
    if isinstance(results, list | tuple):
        return sum(map(_size, results))
    return int(getattr(results, "nbytes", 0))
