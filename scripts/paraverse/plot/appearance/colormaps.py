"""Colour maps as the configuration describes them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.colors import (
    BoundaryNorm,
    Colormap,
    LinearSegmentedColormap,
    ListedColormap,
    Normalize,
    to_rgba,
)

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.seaborn_palettes import (
    SEABORN_DIVERGING,
    SEABORN_PALETTE,
    build_seaborn_colormap,
)

ColormapSpec = str | Sequence[Any] | Mapping[Any, Any] | Colormap | None

_OPTIONS = (
    "name", "from_values", "continuous", "placeholder_color", "labels_and_colors", "colors",
    "segmentdata", "gamma", "N", "reversed", "under", "over", "bad",
)  # fmt: skip


@dataclass(frozen=True)
class Described:
    """A colour map and what comes with its description.

    Attributes
    ----------
    cmap
        The colour map.
    norm
        Which values its colours stand for, if the description says so.
    labels
        Names of values.
    """

    cmap: Colormap
    norm: Normalize | None = None
    labels: Mapping[float, str] | None = None


def described_colormap(
    spec: ColormapSpec,
    *,
    vmin: float | None = None,
    vmax: float | None = None,
    discretized: bool | None = None,
) -> Described:
    """Make a colour map.

    Parameters
    ----------
    spec
        A colour map, its name, a list of colours, or a mapping with

        ``name``
            of matplotlib's colour maps, ``color_palette::`` and what `seaborn.color_palette`
            takes, or ``diverging::`` and arguments of `seaborn.diverging_palette`
        ``from_values``
            a list of colours for 0, 1, 2, …, or a mapping from values, pairs of limits or ranges
            of integers to colours
        ``continuous``
            whether colours between those of `from_values` are interpolated
        ``placeholder_color``
            instead of None among the colours
        ``labels_and_colors``
            a mapping from labels to colours, for the values 0, 1, 2, …
        ``N``, ``reversed``
            the number of colours, and whether their order is turned round
        ``under``, ``over``, ``bad``
            colours, or mappings with `color` and `alpha`, for what is out of range or no number

        Other keys are labels, their values colours, as in `labels_and_colors`.
    vmin, vmax
        First and last value, where they are counted.
    discretized
        Whether the outer limits of discrete colours are half a unit from an integer; by default
        if all colours stand for integers.

    Raises
    ------
    PlotError
        If the description is not well-formed.
    """
    if isinstance(spec, Colormap):
        return Described(spec)
    if spec is None or isinstance(spec, str):
        options: dict[Any, Any] = {"name": spec}
    elif isinstance(spec, Mapping):
        options = dict(spec)
    else:
        options = {"from_values": list(spec)}
    result = _without_options(options, vmin, vmax, discretized)
    cmap = result.cmap
    if options.get("N") is not None:
        cmap = cmap.resampled(int(options["N"]))
    if options.get("reversed"):
        cmap = cmap.reversed()
    # Afterwards, as reversing exchanges `under` and `over`
    extremes = {key: _color(options[key]) for key in ("under", "over", "bad") if options.get(key)}
    if extremes:
        cmap = cmap.with_extremes(**extremes)
    return Described(cmap, result.norm, result.labels)


def enumerate_values(
    values: Iterable[Any], vmin: float | None, vmax: float | None
) -> dict[float, Any]:
    """Number values by the integers from `vmin` to `vmax`, or from 0.

    Raises
    ------
    PlotError
        If there are not as many integers as values.

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
            f"There are {len(items)} colours or labels ({', '.join(map(str, items))}) for the "
            f"integers from {first} to {last} (vmin: {vmin}, vmax: {vmax}). Leave out vmax, or "
            "say which value each is for."
        )
    return dict(zip(range(first, last + 1), items, strict=True))


def _without_options(
    options: Mapping[Any, Any], vmin: float | None, vmax: float | None, discretized: bool | None
) -> Described:
    labelled = {key: value for key, value in options.items() if key not in _OPTIONS}
    if labelled and options.get("labels_and_colors"):
        raise PlotError(
            f"A colour map takes either `labels_and_colors` or labels beside its other keys; found "
            f"both. {', '.join(map(repr, labelled))} is none of the keys {', '.join(_OPTIONS)}."
        )
    labelled = dict(options.get("labels_and_colors") or labelled)
    sources = {
        "name": options.get("name"),
        "from_values": options.get("from_values"),
        "labels and colours": labelled,
    }
    given = [f"{key} ({value!r})" for key, value in sources.items() if value]
    if len(given) > 1 and options.get("name") not in ("ListedColormap", "LinearSegmentedColormap"):
        raise PlotError(f"A colour map is described in one way; found {' and '.join(given)}.")
    if labelled:
        labels = enumerate_values(labelled, vmin, vmax)
        values = {value: labelled[label] for value, label in labels.items()}
        return Described(*_discrete(values, options, vmin, vmax, discretized), labels)
    if options.get("from_values"):
        if options.get("continuous"):
            return _continuous(options["from_values"], options)
        values = options["from_values"]
        if not isinstance(values, Mapping):
            values = enumerate_values(values, vmin, vmax)
        return Described(*_discrete(values, options, vmin, vmax, discretized))
    return Described(_named(options))


def _named(options: Mapping[Any, Any]) -> Colormap:
    name = options.get("name") or mpl.rcParams["image.cmap"]
    if name == "ListedColormap":
        return ListedColormap([_color(color) for color in options.get("colors") or ()])
    if name == "LinearSegmentedColormap":
        gamma = options.get("gamma", 1.0)
        return LinearSegmentedColormap(name, options.get("segmentdata") or {}, gamma=gamma)
    if name.startswith((SEABORN_PALETTE, SEABORN_DIVERGING)):
        return build_seaborn_colormap(name)
    if name not in mpl.colormaps:
        raise PlotError(
            f"There is no colour map {name!r}. {suggest(name, mpl.colormaps, limit=0)} Those of "
            "matplotlib are meant, `_r` turns one round; seaborn's are "
            f"'{SEABORN_PALETTE}NAME' and '{SEABORN_DIVERGING}HUE,HUE'."
        )
    return mpl.colormaps[name]


def _continuous(values: Any, options: Mapping[Any, Any]) -> Described:
    if isinstance(values, Mapping):
        positions, colors = [*values], [*values.values()]
    else:
        positions, colors = [*np.linspace(0, 1, len(values))], [*values]
    if not all(isinstance(p, int | float) for p in positions) or len(positions) < 2:
        raise PlotError(
            f"Continuous colours need two or more numbers to be the colours of; found {positions}."
        )
    first, last = positions[0], positions[-1]
    scaled = [(position - first) / (last - first) for position in positions]
    colors = [_color(color, options.get("placeholder_color")) for color in colors]
    cmap = LinearSegmentedColormap.from_list(
        "from_values", list(zip(scaled, colors, strict=True)), gamma=options.get("gamma", 1.0)
    )
    # From 0 to 1 is the whole map, whatever values it is used for
    return Described(cmap, None if (first, last) == (0, 1) else Normalize(first, last))


def _discrete(
    values: Mapping[Any, Any],
    options: Mapping[Any, Any],
    vmin: float | None,
    vmax: float | None,
    discretized: bool | None,
) -> tuple[Colormap, Normalize]:
    colors = [_color(color, options.get("placeholder_color")) for color in values.values()]
    edges = _edges(list(values), vmin, vmax, discretized)
    return ListedColormap(colors, name="from_values"), BoundaryNorm(edges, len(colors))


def _edges(
    bins: Sequence[Any], vmin: float | None, vmax: float | None, discretized: bool | None
) -> list[float]:
    intervals = [_interval(b) for b in bins if not isinstance(b, int | float)]
    if not intervals:
        edges = _edges_around(bins, vmin, vmax)
        discretized = all(b == round(b) for b in bins) if discretized is None else discretized
    elif len(intervals) == len(bins):
        edges = [intervals[0][0], *(upper for _, upper in intervals)]
        if any(lower != edge for (lower, _), edge in zip(intervals, edges, strict=False)):
            raise PlotError(f"Each interval must begin where the one before ends; found {bins}.")
    else:
        raise PlotError(f"Colours are for values or for intervals, not for both; found {bins}.")
    if discretized:
        edges[0] = edges[0] if edges[0] % 1 == 0.5 else math.ceil(edges[0]) - 0.5
        edges[-1] = edges[-1] if edges[-1] % 1 == 0.5 else math.floor(edges[-1]) + 0.5
    if any(upper <= lower for lower, upper in itertools.pairwise(edges)):
        raise PlotError(f"Values of colours must increase; found {bins} (limits {edges}).")
    return edges


def _edges_around(centers: Sequence[float], vmin: float | None, vmax: float | None) -> list[float]:
    middles = [(a + b) / 2 for a, b in itertools.pairwise(centers)]
    first = middles[0] if middles else centers[0] + 0.5
    last = middles[-1] if middles else centers[-1] - 0.5
    lower = 2 * centers[0] - first if vmin is None else vmin
    upper = 2 * centers[-1] - last if vmax is None else vmax
    return [lower, *middles, upper]


def _interval(limits: Any) -> tuple[float, float]:
    if isinstance(limits, range):
        return limits.start - 0.5, limits.stop - 0.5
    if isinstance(limits, tuple | list) and len(limits) == 2:
        return limits[0], limits[1]
    raise PlotError(
        f"A colour is for a value, a pair of limits or a range of integers; found {limits!r}."
    )


def _color(color: Any, placeholder: Any = None) -> Any:
    given = color if isinstance(color, Mapping) else {"color": color}
    try:
        value = (placeholder or "white") if given["color"] is None else given["color"]
        value = str(value) if isinstance(value, int | float) else value  # a shade of gray
        return to_rgba(value, given.get("alpha"))
    except (ValueError, KeyError, TypeError):
        raise PlotError(
            f"{color!r} is no colour: names such as 'tab:blue', '#1f77b4', numbers from 0 to 1."
        ) from None
