"""Attractors of dynamical systems: the states that time series stay at, or that they pass again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import xarray as xr

from paraverse.errors import PlotError

TIME = "time"
"""The dimension along which states follow each other."""

Analysis = Callable[..., tuple[bool, xr.Dataset]]
"""Takes the states of one universe, and arguments of its own. Returns whether it has found an
attractor, and the attractor: values of each variable, NaN where there is none."""


def find_endpoint(data: xr.Dataset, *, time: int = -1, **kwargs: Any) -> tuple[bool, xr.Dataset]:
    """Return the last states.

    Parameters
    ----------
    data
        The states over time.
    time
        The position along `time`.
    kwargs
        Arguments of `xarray.Dataset.isel`.

    Returns
    -------
    bool
        Whether there is a value that is not missing.
    xarray.Dataset
        The states at this time.
    """
    if not data.sizes.get(TIME, 1):
        return False, data
    states = data.isel({TIME: time}, **kwargs)
    return _has_values(states, any), states


def find_fixpoint(
    data: xr.Dataset,
    *,
    spin_up_time: float = 0,
    abs_std: float | None = None,
    rel_std: float | None = None,
    mean_kwargs: Mapping[str, Any] | None = None,
    std_kwargs: Mapping[str, Any] | None = None,
    isclose_kwargs: Mapping[str, Any] | None = None,
    squeeze: bool = True,
) -> tuple[bool, xr.Dataset]:
    """Return the means over time of those series that hardly change.

    Parameters
    ----------
    data
        The states over time, and possibly over other dimensions, such as initial states.
    spin_up_time
        The first time that counts.
    abs_std, rel_std
        Upper limits of the standard deviation over time, and of its ratio to the mean; None for no
        limit.
    mean_kwargs, std_kwargs
        Arguments of `xarray.Dataset.mean` and `xarray.Dataset.std`.
    isclose_kwargs
        Arguments of `numpy.isclose`, which tells which fixed points are the same.
    squeeze
        Whether to remove dimensions of size 1.

    Returns
    -------
    bool
        Whether all variables have a fixed point.
    xarray.Dataset
        The fixed points of each variable over the other dimensions; NaN for repeated ones.
    """
    late = _after_spin_up(data.squeeze() if squeeze else data, spin_up_time)
    mean = late.mean(TIME, **(mean_kwargs or {}))
    std = late.std(TIME, **(std_kwargs or {}))
    if abs_std is not None:
        mean = mean.where(std < abs_std)
    if rel_std is not None:
        mean = mean.where(std < rel_std * abs(mean))
    distinct = mean.map(_without_repetitions, options=isclose_kwargs or {})
    return _has_values(distinct, all), distinct


def find_multistability(data: xr.Dataset, **kwargs: Any) -> tuple[bool, xr.Dataset]:
    """Return fixed points if there are several of them.

    Parameters
    ----------
    data
        The states over time and other dimensions, such as initial states.
    kwargs
        Arguments of `find_fixpoint`.

    Returns
    -------
    bool
        Whether all variables have a fixed point, and one has several.
    xarray.Dataset
        The fixed points, as `find_fixpoint` returns them.
    """
    is_conclusive, fixpoints = find_fixpoint(data, **kwargs)
    has_several = any(int(values.count()) > 1 for values in fixpoints.data_vars.values())
    return is_conclusive and has_several, fixpoints


def find_oscillation(
    data: xr.Dataset, *, spin_up_time: float = 0, squeeze: bool = True, **find_peaks_kwargs: Any
) -> tuple[bool, xr.Dataset]:
    """Return the last minimum and the last maximum of each variable.

    Parameters
    ----------
    data
        The states over time, and possibly over other dimensions.
    spin_up_time
        The first time that counts.
    squeeze
        Whether to remove dimensions of size 1.
    find_peaks_kwargs
        Arguments of `scipy.signal.find_peaks`.

    Returns
    -------
    bool
        Whether a series of any variable has a minimum and a maximum.
    xarray.Dataset
        The two values of each series over the dimension ``osc``: twice the mean if it does not
        oscillate.

    Raises
    ------
    PlotError
        If scipy is not installed.
    """
    late = _after_spin_up(data.squeeze() if squeeze else data, spin_up_time)
    extremes = {
        name: xr.apply_ufunc(
            _last_extremes,
            array.astype(float),
            kwargs=find_peaks_kwargs,
            input_core_dims=[[TIME]],
            output_core_dims=[["osc"]],
            vectorize=True,
        )
        for name, array in late.data_vars.items()
    }
    attractor = xr.Dataset(extremes, coords={"osc": ["min", "max"]})
    oscillates = (attractor.isel(osc=0) < attractor.isel(osc=1)).any()
    return any(bool(each) for each in oscillates.data_vars.values()), attractor


def _last_extremes(series: np.ndarray, **kwargs: Any) -> np.ndarray:
    try:
        from scipy.signal import find_peaks  # type: ignore[import-untyped]
    except ImportError as error:
        raise PlotError(
            "This plot needs scipy: `pip install scipy`, or add it to envs/analysis.yaml."
        ) from error
    values = series[np.isfinite(series)]
    if not len(values):
        return np.full(2, np.nan)
    maxima, _ = find_peaks(values, **kwargs)
    minima, _ = find_peaks(values.max() - values, **kwargs)
    if not len(maxima) or not len(minima):
        return np.full(2, values.mean())
    return np.array([values[minima[-1]], values[maxima[-1]]])


def find_scatter(data: xr.Dataset, *, spin_up_time: float = 0, **_: Any) -> tuple[bool, xr.Dataset]:
    """Return the states at all times.

    Parameters
    ----------
    data
        The states over time.
    spin_up_time
        The first time that counts.

    Returns
    -------
    bool
        Whether there is a value that is not missing.
    xarray.Dataset
        The states from this time on.
    """
    late = _after_spin_up(data, spin_up_time)
    return _has_values(late, any), late


ANALYSES: Mapping[str, Analysis] = {
    "endpoint": find_endpoint,
    "fixpoint": find_fixpoint,
    "multistability": find_multistability,
    "oscillation": find_oscillation,
    "scatter": find_scatter,
}
"""utopya's ways to find attractors, by their names in ``analysis_steps``."""


def _after_spin_up(data: xr.Dataset, spin_up_time: float) -> xr.Dataset:
    if TIME not in data.dims:
        data = data.expand_dims(TIME)  # of a single time, which was removed with its dimension
    data = data.assign_coords({TIME: data[TIME]})  # steps are times, too
    late = data.isel({TIME: data[TIME].values >= spin_up_time})
    if data.sizes[TIME] and not late.sizes[TIME]:
        raise PlotError(
            f"analysis_kwargs: spin_up_time is {spin_up_time}, but the last time is "
            f"{data[TIME].values.max()}."
        )
    return late


def _without_repetitions(values: xr.DataArray, options: Mapping[str, Any]) -> xr.DataArray:
    """Replace values that are close to an earlier one by NaN."""
    flat = values.values.astype(float).ravel()
    for index, value in enumerate(flat):
        if np.isclose(value, flat[:index], **options).any():
            flat[index] = np.nan
    return values.copy(data=flat.reshape(values.shape))


def _has_values(data: xr.Dataset, quantifier: Callable[[Any], bool]) -> bool:
    return quantifier(bool(values.notnull().any()) for values in data.data_vars.values())
