"""Lines of a mean or a median with a band, drawn by `facet_grid`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from xarray.plot import FacetGrid

from paraverse.errors import PlotError
from paraverse.plot.facet_grid.band_settings import BAND_KINDS, BandSettings
from paraverse.plot.facet_grid.labeled_data import LabeledData
from paraverse.plot.facet_grid.spread import LOWER, UPPER, spread_label, with_spread
from paraverse.plot.layout.cut_bands import mark_band

_GRAY, _GRAY_ON_DARK = "0.35", "0.75"
"""Colors of the legend entry that explains the bands of several lines."""


@dataclass(frozen=True, kw_only=True)
class Band:
    """A band to draw around each line of an array that `reduce_to_band` returns.

    Attributes
    ----------
    label
        What the line and the band are, for the legend.
    alpha
        The opacity of the band.
    is_empty
        Whether there are too few values for a band, so that there are lines only.
    """

    label: str
    alpha: float
    is_empty: bool = False

    def handle(self, color: Any = None) -> tuple[Artist, ...]:
        """Return a handle for legends.

        Parameters
        ----------
        color
            The color of the line and the band. By default, a gray that contrasts with the axes.

        Returns
        -------
        tuple of matplotlib.artist.Artist
            A band with a line in it, or the line only.
        """
        color = _gray() if color is None else color
        line = Line2D([], [], color=color)
        if self.is_empty:
            return (line,)
        # The band comes first, as some helpers keep only the first artist of an entry
        return Patch(facecolor=color, edgecolor="none", alpha=self.alpha), line

    def bar_handle(self) -> Artist:
        """Return a handle for legends of lines with error bars instead of bands."""
        marker = "" if self.is_empty else "|"
        return Line2D([], [], color=_gray(), marker=marker, markersize=9)


def _gray() -> str:
    is_dark = np.mean(to_rgb(plt.rcParams["axes.facecolor"])) < 0.5
    return _GRAY_ON_DARK if is_dark else _GRAY


def reduce_to_band(
    data: LabeledData, settings: BandSettings, arguments: Mapping[str, Any]
) -> tuple[xr.DataArray, dict[str, Any], Band]:
    """Reduce data to lines with bands.

    Parameters
    ----------
    data
        An array, or a dataset with a variable of numbers.
    settings
        The dimensions to reduce, the center and the spread.
    arguments
        The arguments of the plot. The variable of a dataset is `y`, or the only one.

    Returns
    -------
    xarray.DataArray
        The center with its ends, as for `paraverse.plot.facet_grid.spread.with_spread`.
    dict
        The arguments, without `y` if that is the name of the variable or of the array.
    Band
        The band.

    Raises
    ------
    PlotError
        If the variable does not exist, or one of the dimensions has another encoding.
    """
    options = dict(arguments)
    if options.get("yerr") is not None:
        raise PlotError("yerr: `band` computes the errors; set one of both.")
    for key in ("x", "y", "hue", "col", "row", "frames"):
        if options.get(key) in settings.dims:
            raise PlotError(f"band: {options[key]!r} is `{key}` already.")
    y = options.get("y")
    if isinstance(data, xr.Dataset):
        variables = list(map(str, data.data_vars))
        name = variables[0] if y is None and len(variables) == 1 else y
        if name not in data.data_vars:
            raise PlotError(
                f"band: takes one variable of a dataset; set `y` to one of {', '.join(variables)}."
            )
        options.pop("y", None)
        data = data[name]
    elif y is not None and y == data.name and y not in data.coords:
        del options["y"]
    reduced = with_spread(data, settings)
    is_empty = bool(reduced[LOWER].isnull().all())
    label = spread_label(reduced, settings)
    return reduced, options, Band(label=label, alpha=settings.alpha, is_empty=is_empty)


def check_band_kind(kind: str | None) -> str:
    """Return the kind of a plot with a band.

    Parameters
    ----------
    kind
        The kind; None for ``line``.

    Returns
    -------
    str
        The kind.

    Raises
    ------
    PlotError
        If plots of this kind have no bands.
    """
    if kind is not None and kind not in BAND_KINDS:
        raise PlotError(f"band: plots of the kind {kind} have none; {', '.join(BAND_KINDS)} do.")
    return kind or "line"


def to_errors(data: xr.DataArray) -> tuple[xr.Dataset, dict[str, Any]]:
    """Convert a center with its ends to a dataset for the kind ``errorbars``.

    Parameters
    ----------
    data
        The center, as for `paraverse.plot.facet_grid.spread.with_spread`.

    Returns
    -------
    xarray.Dataset
        The center, and the lengths of the errors below and above it.
    dict
        The arguments `y` and `yerr` of the kind, which name these variables.
    """
    name = str(data.name or "value")
    below, above = f"{name} below", f"{name} above"
    center = data.drop_vars([LOWER, UPPER])
    errors = {below: center - data[LOWER].variable, above: data[UPPER].variable - center}
    return xr.Dataset({name: center, **errors}), {"y": name, "yerr": [below, above]}


def draw_bands(
    drawn: Any, data: xr.DataArray, arguments: Mapping[str, Any], band: Band, *, is_step: bool
) -> None:
    """Draw a band around each of the lines that xarray has drawn.

    Parameters
    ----------
    drawn
        The return value of xarray: a grid of axes, or a list of lines.
    data
        The center with its ends, as for `paraverse.plot.facet_grid.spread.with_spread`.
    arguments
        The arguments of the plot: `x`, `y`, `hue` and, for steps, `where`.
    band
        The band.
    is_step
        Whether the lines are steps.
    """
    along_x = bool(arguments.get("y"))
    step = arguments.get("where", "pre") if is_step else None
    for lines, single in _lines_with_data(drawn, data):
        dims = _line_dims(single, arguments)
        ends = (single[name].transpose(*dims).values for name in (LOWER, UPPER))
        lower, upper = (end.reshape(len(lines), -1) for end in ends)
        for line, low, high in zip(lines, lower, upper, strict=True):
            _shade(line, low, high, band.alpha, along_x=along_x, step=step)


def _lines_with_data(
    drawn: Any, data: xr.DataArray
) -> Iterator[tuple[Sequence[Line2D], xr.DataArray]]:
    """Iterate over the lines of each axes, and the data that they show."""
    if not isinstance(drawn, FacetGrid):
        yield list(drawn), data
        return
    for labels, ax in zip(drawn.name_dicts.flat, drawn.axs.flat, strict=True):
        if labels is not None:
            yield list(ax.lines), data.loc[labels]


def _line_dims(data: xr.DataArray, arguments: Mapping[str, Any]) -> Iterable[Any]:
    """Return the dimensions of the data of one axes: that of `hue` first, if there are two."""
    if data.ndim < 2:
        return data.dims
    hue, along = arguments.get("hue"), arguments.get("x") or arguments.get("y")
    of_hue = data[hue].dims if hue else [dim for dim in data.dims if dim not in data[along].dims]
    return (*of_hue, *(dim for dim in data.dims if dim not in of_hue))


def _shade(
    line: Line2D,
    lower: np.ndarray,
    upper: np.ndarray,
    alpha: float,
    *,
    along_x: bool,
    step: Any,
) -> None:
    ax = line.axes
    assert isinstance(ax, Axes)
    positions: Any = line.get_ydata(orig=True) if along_x else line.get_xdata(orig=True)
    if len(positions) == 2 * len(lower):  # both ends of intervals
        lower, upper, step = np.repeat(lower, 2), np.repeat(upper, 2), None
    fill = ax.fill_betweenx if along_x else ax.fill_between
    style: dict[str, Any] = {"facecolor": line.get_color(), "edgecolor": "none", "alpha": alpha}
    area = fill(positions, lower, upper, step=step, **style)
    mark_band(area, "x" if along_x else "y")
