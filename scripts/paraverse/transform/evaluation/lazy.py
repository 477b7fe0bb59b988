"""Arrays that are larger than the memory: dask arrays, read in chunks when they are needed."""

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

CHUNK_BYTES = 2**24
"""Largest size of a chunk in bytes.

It does not depend on the memory of the job, because chunks affect the rounding of sums."""

_UNIVERSES = 128
"""Number of universes in a chunk, unless there is room for more."""

_NEGLIGIBLE_BYTES = 2**20
"""Largest size in bytes of arrays whose computation in memory is not reported."""


class Readable(Protocol):
    """An array that is read by slices, such as a variable of a netCDF file."""

    shape: tuple[int, ...]
    ndim: int
    dtype: np.dtype[Any]

    def __getitem__(self, index: tuple[Any, ...]) -> np.ndarray: ...


def lazy_array(values: Readable, outer: int = 1) -> Any:
    """Return a dask array that reads its chunks when they are needed.

    Parameters
    ----------
    values
        The array that the chunks are read from.
    outer
        Number of leading dimensions that are those of the parameter space.

    Returns
    -------
    dask.array.Array
        An array with the shape and dtype of `values`, and chunks from `chunk_shape`.
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
    """Return the shape of the chunks of an array.

    A chunk has at least as many universes as a batch. It then has as many values of each universe,
    and finally as many more universes, as there is room for. No matter which dimension is reduced,
    the results of single chunks are much smaller than the chunks.

    Parameters
    ----------
    shape
        Shape of the array.
    itemsize
        Size of an element in bytes.
    outer
        Number of leading dimensions that are those of the parameter space.

    Returns
    -------
    tuple of int
        Length of a chunk along each dimension, at least 1.

    Examples
    --------
    >>> chunk_shape((3, 1000, 100_000), 8, outer=2)
    (1, 128, 16384)
    >>> chunk_shape((3, 1000, 100), 8, outer=2)
    (3, 1000, 100)
    """
    points = _contiguous_block(shape[:outer], _UNIVERSES)
    values = _contiguous_block(shape[outer:], CHUNK_BYTES // max(1, itemsize * math.prod(points)))
    room = CHUNK_BYTES // max(1, itemsize * math.prod(values))
    return (*_contiguous_block(shape[:outer], max(_UNIVERSES, room)), *values)


def _contiguous_block(shape: Sequence[int], size: int) -> tuple[int, ...]:
    """Return the shape of a contiguous block of at most `size` elements."""
    block: tuple[int, ...] = ()
    for length in reversed(shape):
        block = (max(1, min(length, size // max(1, math.prod(block)))), *block)
    return block


def has_lazy_arrays(value: Any) -> bool:
    """Tell whether a value is lazy or holds something lazy.

    Parameters
    ----------
    value
        Anything: a dask array, an xarray object, a dictionary of these.

    Returns
    -------
    bool
        True if computing the value computes a dask graph.
    """
    if isinstance(value, dict):
        return any(map(has_lazy_arrays, value.values()))
    graph = getattr(value, "__dask_graph__", None)
    return graph is not None and graph() is not None


def compute_all(value: Any) -> Any:
    """Compute everything that is lazy in a value in a single pass.

    Parameters
    ----------
    value
        Anything; dask arrays in it may also be in lists and dictionaries.

    Returns
    -------
    object
        The same value, with all arrays in memory.
    """
    import dask.base

    scheduler = dask.config.get("scheduler", "synchronous")
    (computed,) = dask.base.compute(value, scheduler=scheduler)  # type: ignore[no-untyped-call]
    return computed


def compute_small(results: Mapping[str, Any], max_bytes: float) -> dict[str, Any]:
    """Compute small lazy results together, so that data that several of them need are read once.

    Parameters
    ----------
    results
        The result of each tag.
    max_bytes
        Total size of the arrays and datasets to compute, in bytes. The largest stay lazy.

    Returns
    -------
    dict
        The result of each tag, in the same order.
    """
    if not any(map(has_lazy_arrays, results.values())):
        return dict(results)
    arrays = {tag: v for tag, v in results.items() if hasattr(v, "nbytes") and has_lazy_arrays(v)}
    small = {}
    for tag, value in sorted(arrays.items(), key=lambda item: int(item[1].nbytes)):
        max_bytes -= value.nbytes
        if max_bytes >= 0:
            small[tag] = value
    others = {tag: value for tag, value in results.items() if tag not in arrays}
    return {**results, **compute_all({**others, **small})}


@dataclass
class ComputedBytes:
    """The size of what has been computed.

    Attributes
    ----------
    total
        Size in bytes.
    """

    total: int = 0


@contextmanager
def count_computed_bytes() -> Iterator[ComputedBytes]:
    """Count the bytes that are computed within a context, where dask computes in this thread.

    Yields
    ------
    ComputedBytes
        The count, which grows while the context is open.
    """
    import dask.local

    count = ComputedBytes()

    def get(graph: Any, keys: Any, **options: Any) -> Any:
        results = dask.local.get_sync(graph, keys, **options)
        count.total += _size(results)
        return results

    with dask.config.set(scheduler=get):
        yield count


def apply_lazily(who: str, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Apply an operation to possibly lazy arguments, and log if it needs a large array as a whole.

    An operation that cannot work on chunks is called with the whole array in memory.

    Parameters
    ----------
    who
        The operation and its location, for the log.
    function
        The function of the operation.
    args, kwargs
        Arguments of the operation.

    Returns
    -------
    object
        The result, lazy if the operation works on chunks.

    Raises
    ------
    Exception
        Any error of the operation, except those about chunks.
    """
    with count_computed_bytes() as computed:
        try:
            result = function(*args, **kwargs)
        except Exception as error:
            if not _is_about_chunks(error):
                raise
            args, kwargs = compute_all((args, kwargs))
            result = function(*args, **kwargs)
    if computed.total > _NEGLIGIBLE_BYTES:
        log.warning("%s needs the whole array: %.0f MB", who, computed.total / 1e6)
    elif _rechunking_layers(result) - _rechunking_layers(args) - _rechunking_layers(kwargs):
        log.warning("%s puts chunks together: up to %.0f MB in memory", who, _largest(args) / 1e6)
    return result


def _is_about_chunks(error: Exception) -> bool:
    if isinstance(error, NotImplementedError):
        return True
    return any(word in str(error).lower() for word in ("dask", "chunk"))


def _rechunking_layers(value: Any) -> set[str]:
    """Return the names of the layers of dask graphs that merge chunks."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return set().union(*map(_rechunking_layers, value))
    layers = value.__dask_graph__().layers if has_lazy_arrays(value) else ()
    return {name for name in layers if name.startswith("rechunk-merge")}


def _largest(values: Any) -> int:
    return max((int(value.nbytes) for value in values if has_lazy_arrays(value)), default=0)


def _size(results: Any) -> int:
    if isinstance(results, list | tuple):
        return sum(map(_size, results))
    return int(getattr(results, "nbytes", 0))
