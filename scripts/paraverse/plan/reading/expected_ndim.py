"""Plots that are only for parameter spaces with a certain number of dimensions."""

from __future__ import annotations

from typing import Any

from paraverse.config.plots import PlotConfig
from paraverse.errors import pluralize

KEY = "expected_multiverse_ndim"


def skip_reason(plot: PlotConfig, ndim: int) -> str | None:
    """Return why a plot is skipped in a parameter space.

    Parameters
    ----------
    plot
        The plot, with or without `expected_multiverse_ndim`.
    ndim
        The number of dimensions of the parameter space.

    Returns
    -------
    str or None
        The reason; None if the plot is drawn, or if its expected number of dimensions is invalid.
    """
    expected = expected_ndims(plot)
    if expected is None or not are_valid(expected) or ndim in expected:
        return None
    return (
        f"the parameter space has {pluralize(ndim, 'dimension')}, "
        f"expected_multiverse_ndim is {' or '.join(map(str, sorted(expected)))}"
    )


def expected_ndims(plot: PlotConfig) -> list[Any] | None:
    """Return the numbers of dimensions that a plot expects, valid or not; None for any.

    Parameters
    ----------
    plot
        The plot, with or without `expected_multiverse_ndim`.

    Returns
    -------
    list or None
        The values, whether they are valid or not. None if the plot accepts any number.
    """
    expected = plot.values.get(KEY)
    if expected is None:
        return None
    return list(expected) if isinstance(expected, list | tuple | set) else [expected]


def are_valid(ndims: list[Any]) -> bool:
    """Return whether all expected numbers of dimensions are integers.

    Parameters
    ----------
    ndims
        Values of `expected_multiverse_ndim`.

    Returns
    -------
    bool
        False if any value is not an integer, or is a boolean.
    """
    return all(isinstance(ndim, int) and not isinstance(ndim, bool) for ndim in ndims)
