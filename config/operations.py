"""Operations of this project, for use in `transform`.

A change of a function, or of anything in this file or beside it that the function uses, makes
again what uses the operation. Comments and docstrings do not count.
"""

import xarray as xr

from paraverse import operation


@operation
def survival_probability(num_agents: xr.DataArray, *, over: str) -> xr.DataArray:
    """Return the fraction of simulations in which somebody lives.

    Parameters
    ----------
    num_agents
        Number of living agents.
    over
        The dimension to average over, such as ``seed``.
    """
    return (num_agents > 0).mean(over).rename("survival_probability")
