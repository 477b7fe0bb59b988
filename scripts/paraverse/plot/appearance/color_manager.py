"""Color maps with their norms, the labels of their values, and their color bars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colorbar import Colorbar
from matplotlib.colors import Colormap, Normalize
from matplotlib.figure import Figure
from matplotlib.ticker import FixedFormatter

from paraverse.plot.appearance.colormaps import ColormapSpec, build_colormap
from paraverse.plot.appearance.discrete_colormaps import enumerate_values
from paraverse.plot.appearance.norms import NormSpec, build_norm

ValueLabels = Sequence[str] | Mapping[float, str] | None
"""Names of values, either for consecutive integers or by value."""


class ColorManager:
    """A color map with the values that its colors represent and the names of these values.

    Parameters
    ----------
    cmap
        The color map, as for `paraverse.plot.appearance.colormaps.build_colormap`.
    norm
        The name of one of matplotlib's norms, a mapping with `name` and its arguments, or a norm.
        By default, the norm of `cmap` if it has one, otherwise a linear norm.
    labels
        Names of values for color bars: a list for consecutive integers starting at `vmin` or 0, or
        a mapping from values to names. By default, the labels of `cmap`.
    vmin, vmax
        The first and the last value. By default, the limits of the norm or of the data.
    discretized
        As for `paraverse.plot.appearance.colormaps.build_colormap`.

    Attributes
    ----------
    cmap
        The color map.
    norm
        The norm.
    labels
        Non-empty names by value; None if there are none.
    vmin, vmax
        The limits of the norm if it has any, otherwise the arguments.

    Raises
    ------
    PlotError
        If one of the descriptions is malformed.
    """

    def __init__(
        self,
        *,
        cmap: ColormapSpec = None,
        norm: NormSpec = None,
        labels: ValueLabels = None,
        vmin: float | None = None,
        vmax: float | None = None,
        discretized: bool | None = None,
    ) -> None:
        built = build_colormap(cmap, vmin=vmin, vmax=vmax, discretized=discretized)
        self.cmap: Colormap = built.cmap
        self.norm: Normalize = (
            built.norm
            if norm is None and built.norm is not None
            else build_norm(norm, vmin=vmin, vmax=vmax, color_count=self.cmap.N)
        )
        has_limits = self.norm.scaled()
        self.vmin: Any = self.norm.vmin if has_limits else vmin
        self.vmax: Any = self.norm.vmax if has_limits else vmax
        self.labels = _labels_by_value(built.labels if labels is None else labels, vmin, vmax)

    def map_to_color(self, values: Any) -> Any:
        """Return the colors of values.

        Parameters
        ----------
        values
            Numbers, in an array of any shape.

        Returns
        -------
        numpy.ndarray
            RGBA values from 0 to 1, shape (…, 4).
        """
        return self.cmap(self.norm(np.asarray(values)))

    def create_cbar(
        self,
        mappable: ScalarMappable,
        *,
        fig: Figure | None = None,
        ax: Axes | Iterable[Axes] | None = None,
        label: str | None = None,
        label_kwargs: Mapping[str, Any] | None = None,
        tick_params: Mapping[str, Any] | None = None,
        extend: str = "auto",
        **kwargs: Any,
    ) -> Colorbar:
        """Add a color bar.

        Parameters
        ----------
        mappable
            The artist that uses this color map and norm.
        fig
            The figure. By default, the current figure of pyplot.
        ax
            The axes from which the color bar takes its space. By default, the current axes.
        label
            The label of the color bar. If None, the color bar has no label.
        label_kwargs
            Text properties of the label.
        tick_params
            Arguments of `matplotlib.axes.Axes.tick_params`.
        extend
            The ends that show a color for values out of range: ``neither``, ``min``, ``max``,
            ``both``, or ``auto`` for those for which the color map defines a separate color.
        kwargs
            Arguments of `matplotlib.figure.Figure.colorbar`.

        Returns
        -------
        matplotlib.colorbar.Colorbar
            The color bar. If there are labeled values, it has ticks only at these.
        """
        fig = plt.gcf() if fig is None else fig
        axes = fig.gca() if ax is None else ax
        extend = _find_extended_ends(self.cmap) if extend == "auto" else extend
        bar = fig.colorbar(mappable, ax=axes, extend=extend, **kwargs)
        if label:
            bar.set_label(label, **(label_kwargs or {}))
        if self.labels is not None:
            bar.set_ticks(list(self.labels), labels=list(self.labels.values()))
            bar.ax.minorticks_off()
        if tick_params:
            bar.ax.tick_params(**tick_params)
        return bar


def parse_cmap_and_norm_kwargs(
    *, _key_map: Mapping[str, str] | None = None, use_color_manager: bool = True, **kwargs: Any
) -> dict[str, Any]:
    """Replace descriptions of the color map and the norm in keyword arguments with objects.

    Parameters
    ----------
    _key_map
        The names that the plot function uses for `cmap`, `norm`, `vmin` and `vmax`, where they
        differ from these.
    use_color_manager
        If False, the arguments are returned unchanged.
    kwargs
        Keyword arguments of a plot function.

    Returns
    -------
    dict
        The arguments, without `vmin` and `vmax` if the norm has these limits. If the values have
        labels, `cbar_kwargs` contains `ticks` and `format`.

    Raises
    ------
    PlotError
        If one of the descriptions is malformed.
    """
    keys = {"cmap": "cmap", "norm": "norm", "vmin": "vmin", "vmax": "vmax", **(_key_map or {})}
    specs = {name: kwargs.get(key) for name, key in keys.items()}
    labels = dict(kwargs.get("cbar_kwargs") or {}).pop("labels", None)
    if not use_color_manager or (specs["cmap"] is None and specs["norm"] is None and not labels):
        return kwargs
    manager = ColorManager(**specs, labels=labels)
    if specs["cmap"] is not None:
        kwargs[keys["cmap"]] = manager.cmap
    sets_limits = type(manager.norm) is not Normalize or manager.vmin != specs["vmin"]
    if specs["norm"] is not None or sets_limits:
        kwargs[keys["norm"]] = manager.norm
        kwargs.pop(keys["vmin"], None)
        kwargs.pop(keys["vmax"], None)
    if manager.labels:
        bar = {k: v for k, v in (kwargs.get("cbar_kwargs") or {}).items() if k != "labels"}
        names = FixedFormatter(list(manager.labels.values()))
        kwargs["cbar_kwargs"] = {"ticks": list(manager.labels), "format": names, **bar}
    return kwargs


def _labels_by_value(
    labels: ValueLabels, vmin: float | None, vmax: float | None
) -> dict[float, str] | None:
    if labels is None:
        return None
    named = labels if isinstance(labels, Mapping) else enumerate_values(labels, vmin, vmax)
    return {value: str(label) for value, label in named.items() if str(label).strip()}


def _find_extended_ends(cmap: Colormap) -> str:
    # Without separate colors for values out of range, a color map uses its first and last one, from
    # which a separate color may not differ. Whether there is one has no public accessor
    under = getattr(cmap, "_rgba_under", None) is not None
    over = getattr(cmap, "_rgba_over", None) is not None
    ends = {(True, True): "both", (True, False): "min", (False, True): "max"}
    return ends.get((under, over), "neither")
