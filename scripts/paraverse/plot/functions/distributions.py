"""The plot function `histogram` of utopya: stacked bars of counts, possibly over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.labels import axis_label, value_labels
from paraverse.plot.facet_grid.frames import register_frames
from paraverse.plot.facet_grid.labeled_data import describe_sizes
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.registry import plot_function


@plot_function(
    required_tags=("counts",),
    supports_animation=True,
    frames_argument="frames",
    dimension_arguments=("x", "hue", "frames"),
)
def histogram(
    *,
    data: Mapping[str, Any],
    hlpr: PlotHelper,
    x: str,
    hue: str | None = None,
    frames: str | None = None,
    coarsen_by: int | None = None,
    align: str = "edge",
    bin_widths: str | float | Sequence[float] | None = None,
    suptitle_kwargs: Mapping[str, Any] | None = None,
    show_histogram_info: bool = True,
    **kwargs: Any,
) -> None:
    """Draw counts as bars, which are stacked for the values of a dimension.

    Parameters
    ----------
    data
        The results of the transformation by tag. The tag ``counts`` is an array over `x`, `hue` and
        `frames`.
    hlpr
        The plot helper of the figure to draw on.
    x
        The dimension of the bins.
    hue
        The dimension whose values have bars on top of each other.
    frames
        The dimension with one frame of an animation for each value.
    coarsen_by
        The number of bins to add up.
    align
        Whether coordinates are the left edges of bars (``edge``) or their centers (``center``).
    bin_widths
        The widths of bars: a number, one for each bin, or a tag. By default, the differences of the
        coordinates.
    suptitle_kwargs
        Arguments of the helper `set_suptitle` for each frame.
    show_histogram_info
        Whether to state the number of bins and the sum of all counts.
    kwargs
        Arguments of `matplotlib.axes.Axes.bar`.

    Raises
    ------
    PlotError
        If the counts have other dimensions, or there is no such tag with widths.
    """
    counts: xr.DataArray = data["counts"]
    expected = [dim for dim in (x, hue, frames) if dim is not None]
    if set(expected) != set(counts.dims):
        raise PlotError(
            f"histogram draws counts over {', '.join(expected)}; `counts` has the dimensions "
            f"{describe_sizes(counts)}."
        )
    if isinstance(bin_widths, str):
        if bin_widths not in data:
            hint = suggest(bin_widths, data)
            raise PlotError(f"bin_widths: there is no tag {bin_widths!r}. {hint}")
        bin_widths = data[bin_widths]
    if coarsen_by is not None:
        edges = counts[x].coarsen({x: coarsen_by}, boundary="pad")
        counts = counts.coarsen({x: coarsen_by}, boundary="pad", coord_func="min").sum()
        counts = counts.assign_coords({x: edges.min() if align == "edge" else edges.mean()})
    widths = _widths(counts[x].values) if bin_widths is None else np.asarray(bin_widths)
    top = float((counts if hue is None else counts.sum(hue)).max())

    def draw(values: xr.DataArray) -> None:
        hlpr.ax.clear()
        _draw_bars(hlpr, values, x, hue, width=widths, align=align, **kwargs)
        hlpr.provide_defaults("set_labels", x=axis_label(counts[x]), y="Counts")
        if frames is not None:
            hlpr.ax.set_ylim(0, 1.05 * top)
        if show_histogram_info:
            info = f"{values.sizes[x]} bins, sum: {float(values.sum()):.4g}"
            hlpr.ax.set_title(info, loc="right", fontsize="small")

    if frames is None:
        hlpr.disable_animation()
        draw(counts)
        return
    hlpr.enable_animation()
    register_frames(hlpr, counts, frames, draw, suptitle_kwargs)


def _draw_bars(
    hlpr: PlotHelper, counts: xr.DataArray, x: str, hue: str | None, **options: Any
) -> None:
    if hue is None:
        hlpr.ax.bar(counts[x], counts, **options)
        return
    bottom = np.zeros(counts.sizes[x])
    for index, label in enumerate(value_labels(counts[hue].values)):
        heights = counts.isel({hue: index}).values
        hlpr.ax.bar(counts[x], heights, bottom=bottom, label=label, **options)
        bottom = bottom + heights
    hlpr.ax.legend(title=axis_label(counts[hue]))


def _widths(positions: np.ndarray) -> np.ndarray:
    """Return the distances of positions to the next ones, the last of which is repeated."""
    distances = np.diff(positions)
    return np.append(distances, distances[-1:]) if len(distances) else np.ones(1)
