"""Plots that are not for a parameter space with so many dimensions."""

from __future__ import annotations

from paraverse.config.plots import PlotConfig
from paraverse.errors import Problem, pluralize


def skip_reason(plot: PlotConfig, ndim: int, problems: list[Problem]) -> str | None:
    """Say why a plot is not for a parameter space with so many dimensions, if it is not."""
    expected = plot.values.get("expected_multiverse_ndim")
    if expected is None:
        return None
    numbers = list(expected) if isinstance(expected, list | tuple | set) else [expected]
    if not all(isinstance(number, int) and not isinstance(number, bool) for number in numbers):
        message = f"Takes a number of dimensions, or a list of such; found {expected!r}."
        problems.append(Problem(plot.where("expected_multiverse_ndim"), message))
        return None
    if ndim in numbers:
        return None
    return (
        f"the parameter space has {pluralize(ndim, 'dimension')}, "
        f"expected_multiverse_ndim is {' or '.join(map(str, sorted(numbers)))}"
    )
