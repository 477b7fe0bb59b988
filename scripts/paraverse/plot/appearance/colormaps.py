"""Color maps built from their descriptions in the configuration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.colors import Colormap, LinearSegmentedColormap, ListedColormap, Normalize

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.colors import parse_color
from paraverse.plot.appearance.discrete_colormaps import build_discrete_colormap, enumerate_values
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


@dataclass(frozen=True, kw_only=True)
class ColormapWithNorm:
    """A color map with the norm and the labels that its description specifies.

    Attributes
    ----------
    cmap
        The color map.
    norm
        The mapping from values to colors; None if the description does not specify it.
    labels
        Names by value; None if the description does not contain any.
    """

    cmap: Colormap
    norm: Normalize | None = None
    labels: Mapping[float, str] | None = None


def build_colormap(
    spec: ColormapSpec,
    *,
    vmin: float | None = None,
    vmax: float | None = None,
    discretized: bool | None = None,
) -> ColormapWithNorm:
    """Build a color map from its description.

    Parameters
    ----------
    spec
        A color map, its name, a list of colors, None for the color map of the style, or a mapping
        with the following keys:

        ``name``
            the name of a color map of matplotlib, ``color_palette::`` followed by an argument of
            `seaborn.color_palette`, or ``diverging::`` followed by arguments of
            `seaborn.diverging_palette`
        ``from_values``
            a list of colors for 0, 1, 2, …, or a mapping to colors from values, from pairs of
            limits, or from ranges of integers
        ``continuous``
            whether to interpolate between the colors of `from_values`
        ``placeholder_color``
            the color that None represents
        ``labels_and_colors``
            a mapping from labels to colors, for the values 0, 1, 2, …
        ``N``, ``reversed``
            the number of colors, and whether to reverse their order
        ``under``, ``over``, ``bad``
            colors, or mappings with `color` and `alpha`, for values that are too small, too large
            or missing

        All other keys are labels with their colors, as in `labels_and_colors`.
    vmin, vmax
        The first and the last value, for numbered colors; see
        `paraverse.plot.appearance.discrete_colormaps.enumerate_values`.
    discretized
        Whether the outer limits of discrete colors are half a unit from an integer. By default,
        this is the case only if all colors represent integers.

    Returns
    -------
    ColormapWithNorm
        The color map. It has a norm unless it can be scaled to any values.

    Raises
    ------
    PlotError
        If the description is malformed.
    """
    if isinstance(spec, Colormap):
        return ColormapWithNorm(cmap=spec)
    if spec is None or isinstance(spec, str):
        options: dict[Any, Any] = {"name": spec}
    elif isinstance(spec, Mapping):
        options = dict(spec)
    else:
        options = {"from_values": list(spec)}
    result = _build_from_options(options, vmin, vmax, discretized)
    return replace(result, cmap=_modify(result.cmap, options))


def _modify(cmap: Colormap, options: Mapping[Any, Any]) -> Colormap:
    if options.get("N") is not None:
        cmap = cmap.resampled(int(options["N"]))
    if options.get("reversed"):
        cmap = cmap.reversed()
    # Set last, as reversing swaps `under` and `over`
    extremes = {k: parse_color(options[k]) for k in ("under", "over", "bad") if options.get(k)}
    return cmap.with_extremes(**extremes) if extremes else cmap


def _build_from_options(
    options: Mapping[Any, Any], vmin: float | None, vmax: float | None, discretized: bool | None
) -> ColormapWithNorm:
    """Build a color map, ignoring the options that `_modify` applies."""
    colors_by_label = _colors_by_label(options)
    _check_one_source(options, colors_by_label)
    colors, labels = options.get("from_values"), None
    if colors_by_label:
        labels = enumerate_values(colors_by_label, vmin, vmax)
        colors = {value: colors_by_label[label] for value, label in labels.items()}
    elif not colors:
        return ColormapWithNorm(cmap=_find_colormap(options))
    elif options.get("continuous"):
        return _build_continuous(colors, options)
    elif not isinstance(colors, Mapping):
        colors = enumerate_values(colors, vmin, vmax)
    cmap, norm = build_discrete_colormap(
        colors,
        placeholder=options.get("placeholder_color"),
        vmin=vmin,
        vmax=vmax,
        discretized=discretized,
    )
    return ColormapWithNorm(cmap=cmap, norm=norm, labels=labels)


def _colors_by_label(options: Mapping[Any, Any]) -> dict[Any, Any]:
    others = {key: value for key, value in options.items() if key not in _OPTIONS}
    if others and options.get("labels_and_colors"):
        raise PlotError(
            "A color map takes either `labels_and_colors` or labels beside its other keys; found "
            f"both. {', '.join(map(repr, others))} is none of the keys {', '.join(_OPTIONS)}."
        )
    return dict(options.get("labels_and_colors") or others)


def _check_one_source(options: Mapping[Any, Any], colors_by_label: Mapping[Any, Any]) -> None:
    sources = {
        "name": options.get("name"),
        "from_values": options.get("from_values"),
        "labels and colors": colors_by_label,
    }
    specified = [f"{key} ({value!r})" for key, value in sources.items() if value]
    takes_colors = options.get("name") in ("ListedColormap", "LinearSegmentedColormap")
    if len(specified) > 1 and not takes_colors:
        raise PlotError(f"A color map is described in one way; found {' and '.join(specified)}.")


def _find_colormap(options: Mapping[Any, Any]) -> Colormap:
    name = options.get("name") or mpl.rcParams["image.cmap"]
    if name == "ListedColormap":
        return ListedColormap([parse_color(color) for color in options.get("colors") or ()])
    if name == "LinearSegmentedColormap":
        gamma = options.get("gamma", 1.0)
        return LinearSegmentedColormap(name, options.get("segmentdata") or {}, gamma=gamma)
    if name.startswith((SEABORN_PALETTE, SEABORN_DIVERGING)):
        return build_seaborn_colormap(name)
    if name not in mpl.colormaps:
        raise PlotError(
            f"There is no color map {name!r}. {suggest(name, mpl.colormaps, limit=0)} Use a name "
            "of matplotlib, where `_r` at the end reverses the map, or of seaborn: "
            f"'{SEABORN_PALETTE}NAME' or '{SEABORN_DIVERGING}HUE,HUE'."
        )
    return mpl.colormaps[name]


def _build_continuous(values: Any, options: Mapping[Any, Any]) -> ColormapWithNorm:
    if isinstance(values, Mapping):
        positions, colors = [*values], [*values.values()]
    else:
        positions, colors = [*np.linspace(0, 1, len(values))], [*values]
    if not all(isinstance(p, int | float) for p in positions) or len(positions) < 2:
        raise PlotError(f"Continuous colors need two or more numbers as keys; found {positions}.")
    first, last = positions[0], positions[-1]
    scaled = [(position - first) / (last - first) for position in positions]
    colors = [parse_color(color, options.get("placeholder_color")) for color in colors]
    cmap = LinearSegmentedColormap.from_list(
        "from_values", list(zip(scaled, colors, strict=True)), gamma=options.get("gamma", 1.0)
    )
    # A map from 0 to 1 is scaled to any values, like matplotlib's own color maps
    norm = None if (first, last) == (0, 1) else Normalize(first, last)
    return ColormapWithNorm(cmap=cmap, norm=norm)
