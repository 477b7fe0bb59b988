"""The center and the spread of an array over some of its dimensions, for lines with bands."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import xarray as xr

from paraverse.errors import PlotError, suggest
from paraverse.plot.facet_grid.band_settings import BandSettings

LOWER, UPPER, COUNT = "band_lower", "band_upper", "band_count"
"""Coordinates with the ends of the band, and with the number of values behind each point."""

BAND_COORDS = (LOWER, UPPER, COUNT)


def with_spread(data: xr.DataArray, band: BandSettings) -> xr.DataArray:
    r"""Compute the center of an array, and the band around it.

    Of the values :math:`x_1, …, x_n` over the dimensions, only those that are not NaN count.

    ``mean``, ``median``
        the center: :math:`\bar x = \frac{1}{n} \sum_i x_i`, or the quantile 0.5
    ``std``
        :math:`\bar x ± s` with the sample standard deviation
        :math:`s = \sqrt{\frac{1}{n - 1} \sum_i (x_i - \bar x)^2}`: how much the values differ
    ``sem``
        :math:`\bar x ± s / \sqrt n`, the standard error of the mean: how well the values determine
        the mean [1]_
    ``quantiles``
        two quantiles, interpolated linearly between values, definition 7 of [2]_
    ``minmax``
        the smallest and the largest value

    Parameters
    ----------
    data
        Numbers. A dimension can also be a scalar coordinate, as if it had length 1.
    band
        The dimensions, the center and the spread.

    Returns
    -------
    xarray.DataArray
        The center over all other dimensions, with the attributes of `data` and the coordinates
        `LOWER`, `UPPER` and `COUNT` of the same shape. Where there are fewer than two values, the
        band is NaN.

    Raises
    ------
    PlotError
        If a dimension does not exist or the data are not numbers.

    References
    ----------
    .. [1] D. G. Altman and J. M. Bland (2005): Standard deviations and standard errors.
       BMJ 331, 903.
    .. [2] R. J. Hyndman and Y. Fan (1996): Sample quantiles in statistical packages.
       The American Statistician 50, 361–365.
    """
    for dim in band.dims:
        if dim not in data.dims:
            data = _expand(data, dim)
    if data.dtype.kind not in "fiub":
        raise PlotError(f"band: a spread is one of numbers; the data are of type {data.dtype}.")
    numbers, dims = data.astype(float), list(band.dims)
    count = numbers.count(dims)
    with warnings.catch_warnings():
        # NumPy warns of points without values, and of infinite ones
        warnings.simplefilter("ignore", RuntimeWarning)
        center = getattr(numbers, band.center)(dims, keep_attrs=True)
        lower, upper = _ends(numbers, center, count, dims, band)
    has_band = count > 1
    ends = {LOWER: lower.where(has_band), UPPER: upper.where(has_band)}
    reduced: xr.DataArray = center.assign_coords({**ends, COUNT: count})
    return reduced


def spread_label(data: xr.DataArray, band: BandSettings) -> str:
    """Return what a line and its band are, for a legend.

    Parameters
    ----------
    data
        The return value of `with_spread`.
    band
        The settings.

    Returns
    -------
    str
        Two lines, such as ``mean ± std`` and ``over seed, n = 5``. If the number of values is not
        the same at all points that have any, its range is stated: ``n = 3–5``. If it is never more
        than 1, so that there is no band, the first line says so.
    """
    counts = data[COUNT].values
    counts = counts[counts > 0]
    low, high = (int(counts.min()), int(counts.max())) if counts.size else (0, 0)
    number = f"{low}" if low == high else f"{low}–{high}"
    title = band.description if high > 1 else f"{band.center}, too few values for a band"
    return f"{title}\nover {', '.join(band.dims)}, n = {number}"


def _expand(data: xr.DataArray, dim: str) -> xr.DataArray:
    if dim not in data.coords or data[dim].ndim > 0:
        sizes = ", ".join(f"{name} ({size})" for name, size in data.sizes.items()) or "none"
        raise PlotError(
            f"band: there is no dimension {dim!r} in the data; there are {sizes}. "
            f"{suggest(dim, map(str, data.dims), limit=0)}".rstrip()
        )
    return data.expand_dims(dim)


def _ends(
    numbers: xr.DataArray,
    center: xr.DataArray,
    count: xr.DataArray,
    dims: Sequence[str],
    band: BandSettings,
) -> tuple[xr.DataArray, xr.DataArray]:
    if band.spread == "minmax":
        return numbers.min(dims), numbers.max(dims)
    if band.spread == "quantiles":
        low, high = (numbers.quantile(q, dims).drop_vars("quantile") for q in band.quantiles)
        return low, high
    deviation = numbers.std(dims, ddof=1)
    if band.spread == "sem":
        deviation = deviation / np.sqrt(count)
    return center - deviation, center + deviation
