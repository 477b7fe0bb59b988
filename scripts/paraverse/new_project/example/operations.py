"""Operations of this project, for the transformations in plots.yaml."""

import xarray as xr

from paraverse import operation


@operation
def percentage(data: xr.DataArray, total: float) -> xr.DataArray:
    """Return data as a percentage of a total."""
    return 100 * data / total
