"""Color maps with one color for each value or interval."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matplotlib.colors import BoundaryNorm, ListedColormap

from paraverse.errors import PlotError
from paraverse.plot.appearance.colors import parse_color


def build_discrete_colormap(
    colors: Mapping[Any, Any],
    *,
    placeholder: Any = None,
    vmin: float | None = None,
    vmax: float | None = None,
    discretized: bool | None = None,
) -> tuple[ListedColormap, BoundaryNorm]:
    """Build a color map with one color for each bin of values.

    Parameters
    ----------
    colors
        A mapping to colors (see `paraverse.plot.appearance.colors.parse_color`) in ascending order.
        Its keys are either values, each of which represents everything that is closer to it than
        to the others, or intervals: pairs of limits or ranges of integers.
    placeholder
        The color that None represents. By default, white.
    vmin, vmax
        The outer limits of the first and the last bin, if `colors` is a mapping from values. By
        default, each of these bins is centered at its value.
    discretized
        Whether to move the outer limits to half a unit from an integer. By default, this is done
        only if all keys of `colors` are integers.

    Returns
    -------
    cmap : matplotlib.colors.ListedColormap
        The colors.
    norm : matplotlib.colors.BoundaryNorm
        The limits of the bins.

    Raises
    ------
    PlotError
        If the values are not in ascending order, the intervals are not adjacent, or the keys are
        a mixture of values and intervals.
    """
    parsed = [parse_color(color, placeholder) for color in colors.values()]
    edges = _find_edges(list(colors), vmin, vmax, discretized)
    return ListedColormap(parsed, name="from_values"), BoundaryNorm(edges, len(parsed))


def enumerate_values(
    values: Iterable[Any], vmin: float | None, vmax: float | None
) -> dict[float, Any]:
    """Number values with consecutive integers.

    Parameters
    ----------
    values
        Colors or labels.
    vmin, vmax
        The first and the last integer. By default, the first is 0 or, if only `vmax` is given,
        chosen so that the last is `vmax`.

    Returns
    -------
    dict
        The values by integer.

    Raises
    ------
    PlotError
        If the number of integers from `vmin` to `vmax` differs from the number of values.

    Examples
    --------
    >>> enumerate_values(["empty", "tree"], 1, None)
    {1: 'empty', 2: 'tree'}
    """
    items = list(values)
    if vmin is None and vmax is not None:
        first = math.floor(vmax) - len(items) + 1
    else:
        first = 0 if vmin is None else math.ceil(vmin)
    last = first + len(items) - 1 if vmax is None else math.floor(vmax)
    if last - first + 1 != len(items):
        raise PlotError(
            f"There are {len(items)} colors or labels ({', '.join(map(str, items))}) for the "
            f"integers from {first} to {last} (vmin: {vmin}, vmax: {vmax}). Leave out vmax, or "
            "specify the value of each."
        )
    return dict(zip(range(first, last + 1), items, strict=True))


def _find_edges(
    bins: Sequence[Any], vmin: float | None, vmax: float | None, discretized: bool | None
) -> list[float]:
    intervals = [_interval_limits(b) for b in bins if not isinstance(b, int | float)]
    if not intervals:
        edges = _edges_around(bins, vmin, vmax)
        discretized = all(b == round(b) for b in bins) if discretized is None else discretized
    elif len(intervals) == len(bins):
        edges = [intervals[0][0], *(upper for _, upper in intervals)]
        if any(lower != edge for (lower, _), edge in zip(intervals, edges, strict=False)):
            raise PlotError(f"Each interval must begin where the one before ends; found {bins}.")
    else:
        raise PlotError(f"Colors are for values or for intervals, not for both; found {bins}.")
    if discretized:
        edges[0] = edges[0] if edges[0] % 1 == 0.5 else math.ceil(edges[0]) - 0.5
        edges[-1] = edges[-1] if edges[-1] % 1 == 0.5 else math.floor(edges[-1]) + 0.5
    if any(upper <= lower for lower, upper in itertools.pairwise(edges)):
        within = f" The limits (vmin: {vmin}, vmax: {vmax}) have no room for all of them."
        is_limited = vmin is not None or vmax is not None
        raise PlotError(
            f"Values of colors must increase; found {bins}.{within if is_limited else ''}"
        )
    return edges


def _edges_around(centers: Sequence[float], vmin: float | None, vmax: float | None) -> list[float]:
    middles = [(a + b) / 2 for a, b in itertools.pairwise(centers)]
    first = middles[0] if middles else centers[0] + 0.5
    last = middles[-1] if middles else centers[-1] - 0.5
    lower = 2 * centers[0] - first if vmin is None else vmin
    upper = 2 * centers[-1] - last if vmax is None else vmax
    return [lower, *middles, upper]


def _interval_limits(interval: Any) -> tuple[float, float]:
    if isinstance(interval, range):
        return interval.start - 0.5, interval.stop - 0.5
    if isinstance(interval, tuple | list) and len(interval) == 2:
        return interval[0], interval[1]
    raise PlotError(
        f"A color is for a value, a pair of limits or a range of integers; found {interval!r}."
    )
