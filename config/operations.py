"""Operations of this project, for use in `transform`.

When a function changes, or anything in the project's files that the function uses, the plots that
use the operation are made again. Comments and docstrings do not count.
"""

import xarray as xr

from paraverse import operation


@operation
def root_mean_square(data: xr.DataArray, *, over: str) -> xr.DataArray:
    """Return the root of the mean of the squares.

    Parameters
    ----------
    data
        Numbers.
    over
        The dimension to average over, such as ``seed``.
    """
    return ((data**2).mean(over) ** 0.5).rename(f"root mean square of {data.name}")
