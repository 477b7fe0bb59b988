"""Scalars of universes: results that have only swept parameters as dimensions."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from paraverse.errors import ParaverseError
from paraverse.gallery.content import GalleryPlot
from paraverse.sweep.axis import Axis

if TYPE_CHECKING:
    import xarray as xr

log = logging.getLogger(__name__)

_MAX_BYTES = 2**24
"""Largest size of an array that is taken for scalars of universes."""


def read_scalars(
    plots: Iterable[GalleryPlot], dimensions: Mapping[str, Sequence[Any]]
) -> list[dict[str, Any]]:
    """Read the scalars among the data of multiverse plots.

    Parameters
    ----------
    plots
        The plots whose data are read.
    dimensions
        The values of each dimension of the parameter space.

    Returns
    -------
    list of dict
        The ``name`` of each scalar, its ``plot``, the indices of its dimensions (``dims``) among
        those of the space, and its ``values`` along them, the last of which varies fastest. A value
        is None where there is none.
    """
    if not dimensions or not any(plot.of_multiverse for plot in plots):
        return []
    axes = {name: Axis(values) for name, values in dimensions.items()}
    scalars = []
    for plot in plots:
        for figure in plot.of_multiverse:
            name = "/".join(filter(None, (plot.name, figure.label)))
            for tag, array in _arrays(figure.data):
                values = _values(array, axes)
                if values is not None:
                    dims = [list(axes).index(str(dim)) for dim in array.dims]
                    label = name if tag == "data" else f"{name}: {tag}"
                    scalars.append(
                        {"name": label, "plot": plot.name, "dims": dims, "values": values}
                    )
    return scalars


def _arrays(path: str) -> Iterator[tuple[str, xr.DataArray]]:
    from paraverse.results.file import read_arrays

    try:
        yield from read_arrays(path, max_bytes=_MAX_BYTES).items()
    except (ParaverseError, OSError) as error:
        log.warning("There are no scalars from %s: %s", path, error)


def _values(array: xr.DataArray, axes: Mapping[str, Axis]) -> list[float | None] | None:
    """Return values at all points of an array's dimensions; None if these are not in the space."""
    import numpy as np

    if not array.dims or not set(array.dims) <= set(axes) or array.dtype.kind not in "fiub":
        return None
    selected = []
    for dim in map(str, array.dims):
        indices = [axes[dim].find(value) for value in array.indexes.get(dim, ())]
        if not indices or None in indices:
            return None
        selected.append(indices)
    full = np.full([len(axes[str(dim)].values) for dim in array.dims], math.nan)
    full[np.ix_(*selected)] = array.values
    return [_rounded(value) for value in full.ravel().tolist()]


def _rounded(value: float) -> float | None:
    return float(f"{value:.6g}") if math.isfinite(value) else None
