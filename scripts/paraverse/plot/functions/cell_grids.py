"""The states of the cells of a cellular automaton as images on single axes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.cm import ScalarMappable

from paraverse.errors import PlotError
from paraverse.plot.appearance.color_manager import ColorManager
from paraverse.plot.appearance.hexagons import PROPERTIES, aspect_ratio, draw_hexagons
from paraverse.plot.appearance.norms import cover_values
from paraverse.plot.helpers.plot_helper import PlotHelper

_COLORBAR_DEFAULTS = {"fraction": 0.05, "pad": 0.02, "aspect": 20}


@dataclass(frozen=True, kw_only=True)
class CellGrid:
    """A property of all cells of a grid, at one time or over time.

    Attributes
    ----------
    name
        The name of the property.
    array
        The values, with two dimensions of space (the first is horizontal) and possibly a time
        dimension as the last one.
    frames
        The name of the time dimension.
    is_hexagonal
        Whether cells are hexagons rather than squares.
    """

    name: str
    array: xr.DataArray
    frames: str
    is_hexagonal: bool

    def states(self, frame: int) -> np.ndarray:
        """Return the values at one time in the form that the image of the grid accepts.

        Parameters
        ----------
        frame
            The position along the time dimension; ignored if there is none.

        Returns
        -------
        numpy.ma.MaskedArray
            The values, of shape (rows, columns), or (columns × rows,) for hexagons. Values that are
            not finite are masked.
        """
        has_frames = self.frames in self.array.dims
        array = self.array.isel({self.frames: frame}) if has_frames else self.array
        values: np.ndarray = np.ma.masked_invalid(array.values)
        return values.ravel() if self.is_hexagonal else values.T

    def aspect(self, imshow_kwargs: Mapping[str, Any]) -> float:
        """Return the ratio of the width of the grid to its height.

        Parameters
        ----------
        imshow_kwargs
            Arguments of the image. The key `grid_properties` applies to hexagons.

        Returns
        -------
        float
            The width of the space that the grid covers divided by its height.
        """
        width, height = (size for dim, size in self.array.sizes.items() if dim != self.frames)
        if self.is_hexagonal:
            return aspect_ratio((width, height), self._properties(imshow_kwargs))
        return width / height

    def draw(
        self,
        hlpr: PlotHelper,
        *,
        imshow_kwargs: Mapping[str, Any],
        default_cbar_kwargs: Mapping[str, Any] | None = None,
        cmap: Any = None,
        norm: Any = None,
        vmin: Any = None,
        vmax: Any = None,
        title: str | None = None,
        label: str | None = None,
        add_colorbar: bool = True,
        set_axis_off: bool = True,
        cbar_labels: Any = None,
        cbar_label_kwargs: Mapping[str, Any] | None = None,
        cbar_tick_params: Mapping[str, Any] | None = None,
        no_cbar_markings: bool = False,
        **cbar_kwargs: Any,
    ) -> ScalarMappable:
        """Draw the values at the first time on the current axes, with colors scaled to all times.

        Parameters
        ----------
        hlpr
            The plot helper of the figure. Its helper `set_title` is enabled for the current axes.
        imshow_kwargs
            Arguments of `matplotlib.axes.Axes.imshow`; for hexagons, those of
            `paraverse.plot.appearance.hexagons.draw_hexagons`, and `grid_properties`.
        default_cbar_kwargs
            Default arguments of the color bar, updated by `cbar_kwargs`.
        cmap, norm
            As for `paraverse.plot.appearance.color_manager.ColorManager`.
        vmin, vmax
            The limits of the colors. ``min``, ``max`` and None denote the limits over all times.
        title
            The title of the axes. By default, the name of the property.
        label
            The label of the color bar. If None, it has no label.
        add_colorbar
            Whether to add a color bar.
        set_axis_off
            Whether to hide spines, ticks and labels of the axes.
        cbar_labels
            Names of values; see `paraverse.plot.appearance.color_manager.ColorManager`.
        cbar_label_kwargs
            Text properties of the label.
        cbar_tick_params
            Arguments of `matplotlib.axes.Axes.tick_params` for the color bar.
        no_cbar_markings
            Whether to remove the ticks of the color bar.
        cbar_kwargs
            Further arguments of the color bar.

        Returns
        -------
        matplotlib.cm.ScalarMappable
            The image, whose ``set_array`` accepts the return value of `states`.
        """
        low, high = (None if end == word else end for end, word in ((vmin, "min"), (vmax, "max")))
        colors = ColorManager(cmap=cmap, norm=norm, labels=cbar_labels, vmin=low, vmax=high)
        cover_values(colors.norm, self.array.values)
        image = self._draw_image(hlpr, colors, imshow_kwargs)
        if set_axis_off:
            hlpr.ax.axis("off")
        hlpr.provide_defaults("set_title", title=title or self.name)
        if add_colorbar:
            bar = colors.create_cbar(
                image,
                fig=hlpr.fig,
                ax=hlpr.ax,
                label=label,
                label_kwargs=cbar_label_kwargs,
                tick_params=cbar_tick_params,
                **{**_COLORBAR_DEFAULTS, **(default_cbar_kwargs or {}), **cbar_kwargs},
            )
            if no_cbar_markings:
                bar.set_ticks([])
        return image

    def _draw_image(
        self, hlpr: PlotHelper, colors: ColorManager, imshow_kwargs: Mapping[str, Any]
    ) -> ScalarMappable:
        has_frames = self.frames in self.array.dims
        first = (self.array.isel({self.frames: 0}) if has_frames else self.array).values
        options = dict(imshow_kwargs)
        if self.is_hexagonal:
            properties = self._properties(options)
            options.pop("grid_properties", None)
            options |= {"cmap": colors.cmap, "norm": colors.norm}
            return draw_hexagons(hlpr.ax, first, properties, **options)
        options = {"interpolation": "none", "origin": "lower", "aspect": "equal", **options}
        return hlpr.ax.imshow(first.T, cmap=colors.cmap, norm=colors.norm, **options)

    def _properties(self, imshow_kwargs: Mapping[str, Any]) -> dict[str, Any]:
        attributes = {key: self.array.attrs[key] for key in PROPERTIES if key in self.array.attrs}
        return {**attributes, **(imshow_kwargs.get("grid_properties") or {})}


def find_structure(arrays: Mapping[str, xr.DataArray]) -> str:
    """Return the grid structure that all arrays share.

    Parameters
    ----------
    arrays
        Arrays over the grid, with the structure in their attribute `grid_structure`.

    Returns
    -------
    str
        ``square`` (also for arrays without the attribute) or ``hexagonal``.

    Raises
    ------
    PlotError
        If the arrays have different structures, or a structure that cannot be drawn.
    """
    structures = {
        np.asarray(array.attrs.get("grid_structure", "square")).item() for array in arrays.values()
    }
    if len(structures) > 1:
        raise PlotError(f"grid_structure: the data have several: {', '.join(sorted(structures))}.")
    (structure,) = structures
    if structure not in ("square", "hexagonal"):
        raise PlotError(
            f"grid_structure: {structure!r} cannot be drawn; `square`, `hexagonal` can."
        )
    return str(structure)
