"""Colors of lines and points that each represent one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import Colormap, ListedColormap

from paraverse.errors import PlotError
from paraverse.plot.appearance.color_manager import ColorManager
from paraverse.plot.appearance.colormaps import ColormapSpec, build_colormap


def colors_of_values(values: Sequence[Any], spec: Any = None) -> list[Any] | None:
    """Choose a color for each of several values.

    Parameters
    ----------
    values
        Distinct values, such as the coordinates of the dimension `hue`.
    spec
        A mapping from values to colors; a mapping of arguments for
        `paraverse.plot.appearance.color_manager.ColorManager`, so that a number has the same color
        in every figure; a list of colors; or a color map, from which evenly spaced colors are
        taken. By default, the colors of the style or, if there are more values, of its color map.

    Returns
    -------
    list or None
        A color for each value; None if the colors of the style suffice.

    Raises
    ------
    PlotError
        If some values have no color.
    """
    if spec is None:
        cycle = plt.rcParams["axes.prop_cycle"].by_key().get("color", [])
        # Numbers are ordered, which the dashes that distinguish repeated colors cannot show
        are_numbers = all(isinstance(value, int | float) for value in values)
        suffices = len(values) <= len(set(cycle) if are_numbers else cycle)
        return None if suffices else _evenly_spaced_colors(plt.rcParams["image.cmap"], len(values))
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


def _evenly_spaced_colors(spec: ColormapSpec, count: int) -> list[Any]:
    return list(without_light_end(spec)(np.linspace(0, 1, count)))
