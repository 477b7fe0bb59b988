"""Check the number of dimensions that plots expect of the parameter space."""

from __future__ import annotations

from collections.abc import Iterator

from paraverse.config.plots import PlotConfig
from paraverse.errors import Problem
from paraverse.plan.reading.expected_ndim import KEY, are_valid, expected_ndims


def expected_ndim_problems(plot: PlotConfig) -> Iterator[Problem]:
    """Find invalid values of `expected_multiverse_ndim`.

    Parameters
    ----------
    plot
        The plot whose `expected_multiverse_ndim` is checked.

    Yields
    ------
    Problem
        At most one.
    """
    expected = expected_ndims(plot)
    if expected is not None and not are_valid(expected):
        message = f"Takes a number of dimensions, or a list of numbers; found {plot.values[KEY]!r}."
        yield Problem(plot.where(KEY), message)
