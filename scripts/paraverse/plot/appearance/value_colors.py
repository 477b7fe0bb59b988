"""Colors of lines and points that each represent one value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import BoundaryNorm, Colormap, ListedColormap, Normalize, to_rgba

from paraverse.errors import PlotError
from paraverse.plot.appearance.color_manager import ColorManager
from paraverse.plot.appearance.colormaps import ColormapSpec, build_colormap

MAX_LEGEND_ENTRIES = 20
"""Maximum number of values to list in a legend; if there are more, a color bar shows them."""

_MANY_COLORS = "tab20"
"""Color map with colors for more values than the style has colors for; its pairs are alike."""

_SEED = re.compile(r"(^|[\W_])(seed|rep|replica|replicate|repetition|reali[sz]ation)s?$", re.I)

_MIN_DISTANCE = 1 / 25
"""Distance in a color map, relative to its length, below which two lines look the same."""

_ENSEMBLE_ALPHA = 0.35

Parameters = Mapping[str, Sequence[Any]]
"""All values of each parameter of a sweep, by the name of its dimension."""


def is_seed(name: Any) -> bool:
    """Return whether the values of a dimension only number repetitions, without an order.

    Parameters
    ----------
    name
        The name of the dimension.

    Returns
    -------
    bool
        True if the last word of the name is seed, rep, replicate, repetition or realization, or the
        plural of one of them.

    Examples
    --------
    >>> is_seed("seed"), is_seed("initial_seed"), is_seed("seed_count")
    (True, True, False)
    """
    return bool(_SEED.search(str(name)))


def positions_among(values: Sequence[Any], all_values: Sequence[Any]) -> list[int] | None:
    """Return the positions of values in a list of values.

    Parameters
    ----------
    values
        Values of any type. Numbers are equal if they agree in 12 digits.
    all_values
        The list.

    Returns
    -------
    list of int or None
        A position for each value; None if one of them is not in the list.
    """
    positions = {_comparable(value): index for index, value in enumerate(all_values)}
    indices = [positions[key] for key in map(_comparable, values) if key in positions]
    return indices if len(indices) == len(values) else None


def colors_of_values(
    values: Sequence[Any],
    spec: Any = None,
    *,
    name: Any = None,
    parameters: Parameters | None = None,
) -> list[Any] | None:
    """Choose a color for each of several values.

    Parameters
    ----------
    values
        Distinct values, such as the coordinates of the dimension `hue`.
    spec
        A mapping from values to colors; a mapping of arguments for
        `paraverse.plot.appearance.color_manager.ColorManager`, so that a number has the same color
        in every figure; a list of colors; or a color map, from which evenly spaced colors are
        taken. By default, up to as many values as the style has colors have these colors. If there
        are more, numbers have colors of its color map, and other values and those of a seed have
        distinct colors. More than `MAX_LEGEND_ENTRIES` values of a seed have the same color.
    name
        The name of the dimension; None if it has none.
    parameters
        All values of the parameters of a sweep. If `values` are some of those of the dimension,
        each has the color that it has among all of them, unless two colors would be too similar.

    Returns
    -------
    list or None
        A color for each value; None if the properties of lines in the style suffice.

    Raises
    ------
    PlotError
        If some values have no color.
    """
    if spec is None:
        return _default_colors(values, (parameters or {}).get(name) or values, is_seed(name))
    if isinstance(spec, str | Colormap):
        return _evenly_spaced_colors(spec, len(values))
    if isinstance(spec, Mapping) and spec and set(spec) <= {"cmap", "norm", "vmin", "vmax"}:
        try:
            return list(ColorManager(**spec).map_to_color(values))
        except TypeError:
            raise PlotError(f"A color map has colors for numbers; found {values!r}.") from None
    by_value = spec if isinstance(spec, Mapping) else dict(zip(values, spec, strict=False))
    missing = [value for value in values if value not in by_value]
    if missing:
        raise PlotError(f"There is no color for {', '.join(map(repr, missing))}; found {spec!r}.")
    return [by_value[value] for value in values]


def without_light_end(spec: ColormapSpec) -> Colormap:
    """Return a color map without its light end, which is hard to see on white.

    Parameters
    ----------
    spec
        The color map, as for `paraverse.plot.appearance.colormaps.build_colormap`.

    Returns
    -------
    matplotlib.colors.Colormap
        The first nine tenths of the color map.
    """
    return ListedColormap(build_colormap(spec).cmap(np.linspace(0, 0.9, 256)), "dark part")


def colors_of_style(count: int) -> list[Any]:
    """Return the first colors of the style.

    Parameters
    ----------
    count
        The number of colors.

    Returns
    -------
    list
        Colors, which are repeated if the style has fewer.
    """
    cycle = plt.rcParams["axes.prop_cycle"].by_key().get("color", ["C0"])
    return [cycle[index % len(cycle)] for index in range(count)]


def scale_of_numbers(values: np.ndarray, colors: Sequence[Any]) -> tuple[Normalize, Colormap]:
    """Return a norm and a color map with which each number has a color.

    Parameters
    ----------
    values
        Distinct numbers.
    colors
        A color for each.

    Returns
    -------
    matplotlib.colors.Normalize
        Intervals around the numbers, which end halfway between them.
    matplotlib.colors.Colormap
        A color for each interval.
    """
    order = np.argsort(values)
    ascending = values[order].astype(float)
    if len(ascending) < 2:
        edges = [ascending[0] - 0.5, ascending[0] + 0.5]
    else:
        middles = (ascending[1:] + ascending[:-1]) / 2
        edges = [2 * ascending[0] - middles[0], *middles, 2 * ascending[-1] - middles[-1]]
    return BoundaryNorm(edges, len(values)), ListedColormap([colors[index] for index in order])


def _default_colors(
    values: Sequence[Any], all_values: Sequence[Any], are_of_seed: bool
) -> list[Any] | None:
    positions = positions_among(values, all_values)
    if positions is None:
        positions, all_values = list(range(len(values))), values
    cycle = plt.rcParams["axes.prop_cycle"].by_key().get("color", [])
    palette = list(dict.fromkeys(cycle))
    are_first = positions == list(range(len(values)))
    if len(all_values) <= len(palette):
        return None if are_first else [palette[position] for position in positions]
    are_numbers = all(isinstance(value, int | float) for value in all_values)
    if are_numbers and not are_of_seed:
        colors = _evenly_spaced_colors(plt.rcParams["image.cmap"], len(all_values))
        gaps = np.diff(sorted(positions)) / (len(all_values) - 1)
        are_similar = len(values) <= MAX_LEGEND_ENTRIES and (gaps < _MIN_DISTANCE).any()
        are_distinct = len(all_values) == len(values) or not are_similar
        return (
            [colors[position] for position in positions]
            if are_distinct
            else _default_colors(values, values, are_of_seed)
        )
    if len(values) > MAX_LEGEND_ENTRIES:
        if are_numbers:
            return [to_rgba(colors_of_style(1)[0], _ENSEMBLE_ALPHA)] * len(values)
        suffices = len(values) <= len(cycle)
        return None if suffices else _evenly_spaced_colors(plt.rcParams["image.cmap"], len(values))
    pairs = [plt.get_cmap(_MANY_COLORS)(index) for index in range(20)]
    many = [*pairs[::2], *pairs[1::2]]
    numbers = [position % len(many) for position in positions]
    if len(set(numbers)) < len(numbers):
        return _default_colors(values, values, are_of_seed)
    return [many[number] for number in numbers]


def _comparable(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.12g}")
    return value if isinstance(value, int | str) else repr(value)


def _evenly_spaced_colors(spec: ColormapSpec, count: int) -> list[Any]:
    return list(without_light_end(spec)(np.linspace(0, 1, count)))
