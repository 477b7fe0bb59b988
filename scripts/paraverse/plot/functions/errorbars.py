"""Lines with error bars or bands, a kind of `facet_grid`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.container import ErrorbarContainer
from matplotlib.transforms import ScaledTranslation

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.labels import axis_label, value_labels
from paraverse.plot.appearance.value_colors import colors_of_values
from paraverse.plot.facet_grid.bands import Band
from paraverse.plot.facet_grid.kinds import make_facet_grid_plot
from paraverse.plot.helpers.functions.legend import Entries
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.cut_bands import mark_band

_MAX_DODGE = 2.5


@make_facet_grid_plot(
    map_as="dataset",
    encodings=("x", "hue"),
    supported_hue_styles=("discrete",),
    hue_style="discrete",
    add_guide=False,
)
def errorbars(
    ds: xr.Dataset,
    *,
    hlpr: PlotHelper,
    _is_facetgrid: bool,
    y: str,
    yerr: str | Sequence[str],
    x: str,
    hue: str | None = None,
    hue_fstr: str | None = None,
    hue_colors: Any = None,
    use_bands: bool = False,
    dodge: bool | float = True,
    add_legend: bool = True,
    band: Band | None = None,
    **kwargs: Any,
) -> None:
    """Draw lines with error bars or bands.

    Parameters
    ----------
    ds
        The data of one axes.
    hlpr
        The plot helper of the figure to draw on.
    y
        The variable with the values.
    yerr
        The variable with the errors, or two variables with the lower and upper errors.
    x
        The dimension along the lines.
    hue
        The dimension that has one line for each value. If None, a single line is drawn.
    hue_fstr
        The format of the line labels, with ``{value}`` and ``{dim}``. By default, the value.
    hue_colors
        The colors of the lines, as for
        `paraverse.plot.appearance.value_colors.colors_of_values`.
    use_bands
        Whether to draw errors as shaded bands instead of bars.
    dodge
        The distance in points by which lines with bars are moved apart, so that their bars do not
        cover each other; False for none. By default at most 2.5, and less for many lines or points.
    add_legend
        Whether to add a legend.
    band
        Explains in the legend what the line and the errors are; None if they are variables with
        names of their own.
    kwargs
        Arguments of `matplotlib.axes.Axes.errorbar`, and `fill_between_kwargs`, arguments of
        `matplotlib.axes.Axes.fill_between` for bands.

    Raises
    ------
    PlotError
        If a variable does not exist, or has more dimensions than `x` and `hue`.
    """
    errors = _check_variables(ds, y, yerr)
    if not _is_facetgrid:
        hlpr.ax.set_xlabel(axis_label(ds[x]))
        hlpr.ax.set_ylabel(_y_label(ds[y], errors if band is None else ()))
    options = {"use_bands": use_bands, **kwargs}
    if band is not None and use_bands:
        own = kwargs.get("fill_between_kwargs") or {}
        options["fill_between_kwargs"] = {"alpha": band.alpha, **own}
    entries: Entries = []
    if hue is None:
        draw_line(hlpr.ax, ds[x], ds[y], [ds[error] for error in errors], **options)
    else:
        values = ds[hue].values
        colors = (
            None
            if "color" in kwargs
            else colors_of_values(values.tolist(), hue_colors, name=hue, parameters=hlpr.parameters)
        )
        if colors is not None:
            hlpr.ax.set_prop_cycle(color=colors)
        distance = 0 if use_bands else _dodge_distance(hlpr.ax, ds[x].size, values.size, dodge)
        for index, label in enumerate(_hue_labels(ds[hue], hue_fstr)):
            line = ds.isel({hue: index})
            line_errors = [line[error] for error in errors]
            handle = draw_line(hlpr.ax, line[x], line[y], line_errors, label=label, **options)
            if distance:
                _move(handle, hlpr.ax, distance * (index - (values.size - 1) / 2))
            entries.append((handle, label))
    if band is not None:
        handle = band.handle() if use_bands else band.bar_handle()
        entries.append((handle, band.label))
        if not _is_facetgrid:
            hlpr.track_handles_labels([handle], [band.label])  # for the helper `set_legend`
    title = None if hue is None else axis_label(ds[hue])
    _explain(hlpr, entries, title, add_legend=add_legend, in_grid=_is_facetgrid)


def draw_line(
    ax: Axes,
    x: xr.DataArray,
    y: xr.DataArray,
    errors: Sequence[xr.DataArray],
    *,
    use_bands: bool = False,
    fill_between_kwargs: Mapping[str, Any] | None = None,
    **kwargs: Any,
) -> Any:
    """Draw a line with error bars or a band.

    Parameters
    ----------
    ax
        The axes to draw on.
    x, y
        The coordinates of the points, of shape (n,).
    errors
        One array for both directions, or one for the lower and one for the upper errors, each of
        shape (n,).
    use_bands
        Whether to draw the errors as a shaded band instead of bars.
    fill_between_kwargs
        Arguments of `matplotlib.axes.Axes.fill_between` for the band.
    kwargs
        Arguments of `matplotlib.axes.Axes.errorbar`.

    Returns
    -------
    object
        The handle of the line for legends: a `matplotlib.container.ErrorbarContainer`, or a tuple
        of such a container and the band.

    Raises
    ------
    PlotError
        If `y` has several dimensions.
    """
    # A single value along x is a dimension of size 1, too
    unused = [dim for dim, size in y.sizes.items() if size == 1 and dim not in x.dims]
    y, *errors = (quantity.squeeze(unused, drop=True) for quantity in (y, *errors))
    if y.ndim != 1:
        raise PlotError(
            f"y: has the dimensions {', '.join(f'{d} ({n})' for d, n in y.sizes.items())}; one is "
            "drawn along `x`, one is `hue`; reduce the others, or assign them to `col` or `row`."
        )
    below, above = np.asarray(errors[0]), np.asarray(errors[-1])
    bars = below if len(errors) == 1 else np.stack([below, above])
    options: dict[str, Any] = {"elinewidth": 0.8, **kwargs}
    drawn = ax.errorbar(x, y, yerr=None if use_bands else bars, **options)
    if not use_bands:
        for lines in drawn.lines[2]:
            mark_band(lines, "y")
        return drawn
    line = drawn.lines[0]
    defaults = {"color": line.get_color(), "alpha": 0.2 * (line.get_alpha() or 1), "lw": 0}
    properties: dict[str, Any] = {**defaults, **(fill_between_kwargs or {})}
    middle = np.asarray(y)
    band = ax.fill_between(np.asarray(x), middle - below, middle + above, **properties)
    mark_band(band, "y")
    return drawn, band


def _check_variables(ds: xr.Dataset, y: str, yerr: str | Sequence[str]) -> list[str]:
    """Check that all variables exist, and return the names of those with errors."""
    errors = [yerr] if isinstance(yerr, str) else list(yerr)
    for argument, variable in (("y", y), *(("yerr", error) for error in errors)):
        if variable not in ds.data_vars:
            raise PlotError(
                f"{argument}: there is no variable {variable!r} in the data. "
                f"{suggest(variable, ds.data_vars)}"
            )
    return errors


def _dodge_distance(ax: Axes, points: int, lines: int, dodge: bool | float) -> float:
    """Return the distance of neighboring lines in points."""
    if not isinstance(dodge, bool):
        return dodge
    spacing = ax.bbox.width / ax.figure.dpi * 72 / max(points, 1)
    return min(_MAX_DODGE, 0.6 * spacing / lines) if dodge and lines > 1 else 0


def _move(bars: ErrorbarContainer, ax: Axes, points: float) -> None:
    """Move a line and its bars to the right, without an effect on the limits of the axes."""
    moved = ScaledTranslation(points / 72, 0, ax.figure.dpi_scale_trans)
    for artist in bars.get_children():
        artist.set_transform(ax.transData + moved)


def _hue_labels(hue: xr.DataArray, template: str | None) -> list[str]:
    if template is None:
        return value_labels(hue.values)
    return [template.format(dim=hue.name, value=value) for value in hue.values]


def _explain(
    hlpr: PlotHelper, entries: Entries, title: str | None, *, add_legend: bool, in_grid: bool
) -> None:
    """Provide the entries of a legend, and add it to single axes or to the figure."""
    if not entries:
        return
    handles, labels = zip(*entries, strict=True)
    if in_grid:
        hlpr.track_handles_labels(handles, labels)
        if add_legend:
            hlpr.provide_defaults("set_figlegend", title=title)
    elif add_legend:
        hlpr.ax.legend(handles, labels, title=title)


def _y_label(y: xr.DataArray, errors: Sequence[str]) -> str:
    if {"long_name", "standard_name", "units"} & set(y.attrs):
        return axis_label(y)
    return ", ".join(map(str, (y.name, *errors)))
