"""Heat maps over parameters of the sweep: the values of the parameters that each cell shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import xarray as xr

from paraverse.plot.appearance.value_colors import positions_among
from paraverse.plot.facet_grid.categories import names_along_axes
from paraverse.plot.facet_grid.labeled_data import LabeledData
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.cells import Cells, ParameterAxis, mark_cells

_KINDS = (None, "imshow", "pcolormesh", "contourf")
"""Kinds that fill the plane."""


def mark_parameters(
    kind: str | None,
    data: LabeledData,
    drawn: LabeledData,
    hlpr: PlotHelper,
    arguments: Mapping[str, Any],
) -> None:
    """State which parameters the cells of a heat map have, so that they can be found by position.

    Parameters
    ----------
    kind
        The name of the kind; others than heat maps are left as they are.
    data
        The labeled data, with the values of parameters.
    drawn
        The data that were drawn, with positions in place of categories.
    hlpr
        The plot helper with the figure, and the values of parameters.
    arguments
        The arguments of the plot.
    """
    if kind not in _KINDS or not isinstance(data, xr.DataArray) or not hlpr.parameters:
        return
    names = names_along_axes(kind or "pcolormesh", data, arguments)
    if len(names) < 2 or (kind is None and arguments.get("hue")):
        return
    axes: dict[Literal["x", "y"], ParameterAxis] = {}
    for letter, name in names.items():
        indices = _indices(data, name, hlpr)
        if indices is not None and data.coords[name].ndim == 1:
            # A single category is an interval
            positions = drawn.coords[name].values if len(indices) > 1 else np.zeros(1)
            axes[letter] = ParameterAxis(name=str(name), indices=indices, positions=positions)
    if not axes:
        return
    scalars = {
        str(name): _indices(data, name, hlpr)
        for name, coord in data.coords.items()
        if coord.ndim == 0
    }
    fixed = {name: indices[0] for name, indices in scalars.items() if indices}
    grid = hlpr.attrs.get("facet_grid")
    if grid is None:
        mark_cells(hlpr.ax, Cells(axes=axes, fixed=fixed))
        return
    for labels, ax in zip(grid.name_dicts.flat, grid.axs.flat, strict=True):
        if labels is not None:
            own = {
                str(name): positions_among([_plain(value)], hlpr.parameters[name])
                for name, value in labels.items()
                if name in hlpr.parameters
            }
            of_axes = {name: indices[0] for name, indices in own.items() if indices}
            mark_cells(ax, Cells(axes=axes, fixed=fixed | of_axes))


def _indices(data: xr.DataArray, name: Any, hlpr: PlotHelper) -> list[int] | None:
    """Return the positions of the values of a coordinate among those of the parameter."""
    if name not in hlpr.parameters or name not in data.coords:
        return None
    return positions_among(data.coords[name].values.ravel().tolist(), hlpr.parameters[name])


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value
