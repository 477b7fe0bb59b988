"""Operations for statistics: counts and fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from paraverse.errors import TransformError
from paraverse.transform.registration import operation
from paraverse.transform.registry import register_table

if TYPE_CHECKING:
    import xarray as xr

register_table({"curve_fit": "scipy.optimize.curve_fit"})


@operation("count_unique")
def count_unique(data: Any, dims: str | Sequence[str] | None = None) -> xr.DataArray:
    """Count how often each value occurs, excluding NaN.

    Parameters
    ----------
    data
        An array of any shape.
    dims
        Dimensions to count along; by default all.

    Returns
    -------
    xarray.DataArray
        The counts, as integers. The dimension ``unique`` has the values as its coordinate; the
        others are the dimensions of the data that are not counted along.

    Raises
    ------
    TransformError
        If the data lack one of the dimensions.
    """
    import numpy as np
    import xarray as xr

    array = xr.DataArray(data)
    along = (dims,) if isinstance(dims, str) else tuple(dims or array.dims)
    missing = [dim for dim in along if dim not in array.dims]
    if missing:
        raise TransformError(f"There is no dimension {missing[0]!r} in {tuple(array.sizes)}.")
    others = [dim for dim in array.dims if dim not in along]
    shape = [array.sizes[dim] for dim in others]
    rows = array.transpose(*others, *along).values.reshape(int(np.prod(shape)), -1)
    unique, inverse = np.unique(rows, return_inverse=True)
    counts = np.zeros((len(unique), len(rows)), dtype=int)
    np.add.at(counts, (inverse.reshape(rows.shape), np.arange(len(rows))[:, np.newaxis]), 1)
    is_value = unique == unique  # as NaN is not
    return xr.DataArray(
        counts[is_value].reshape(-1, *shape),
        dims=("unique", *others),
        coords={
            "unique": unique[is_value],
            **{name: c for name, c in array.coords.items() if not set(c.dims) & set(along)},
        },
        name=f"{array.name} (unique counts)" if array.name else "unique counts",
    )
