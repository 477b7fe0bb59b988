from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import xarray as xr
from matplotlib.colors import LogNorm

from paraverse.errors import PlotError
from paraverse.plot.functions.generic import facet_grid
from support.drawn import colorbars, draw, own_style, visible


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


CELLS = xr.DataArray(
    np.arange(1.0, 25).reshape(2, 3, 4), dims=("time", "y", "x"), name="height"
).assign_attrs(units="m")
POINTED = {
    "kind": "imshow_hexagonal",
    "grid_properties": {"pointy_top": True, "offset_mode": "odd"},
}


def test_imshow_hexagonal__cells_with_a_color_bar() -> None:
    hlpr = draw(facet_grid, CELLS[0], x="x", y="y", norm="LogNorm", cmap="magma", **POINTED)
    (cells,) = hlpr.ax.collections
    np.testing.assert_array_equal(cells.get_array(), CELLS[0].transpose("x", "y").values.ravel())
    assert (cells.cmap.name, type(cells.norm)) == ("magma", LogNorm)
    (bar,) = colorbars(hlpr)
    assert bar.get_ylabel() == "height [m]"


def test_imshow_hexagonal__grids_share_colors() -> None:
    hlpr = draw(facet_grid, CELLS, x="x", y="y", col="time", **POINTED)
    axes = visible(hlpr)
    assert {ax.collections[0].get_clim() for ax in axes} == {(1, 24)}
    assert len(axes) == 2
    assert len(colorbars(hlpr)) == 1


def test_imshow_hexagonal__properties_are_attributes_of_the_data() -> None:
    data = CELLS[0].assign_attrs(pointy_top=False, offset_mode="even", space_size=[8, 6])
    ax = draw(facet_grid, data, kind="imshow_hexagonal", x="x", y="y").ax
    assert (ax.get_xlim(), ax.get_ylim()) == ((0, 8), (0, 6))
    with pytest.raises(PlotError, match="pointy_top"):
        draw(facet_grid, CELLS[0], kind="imshow_hexagonal", x="x", y="y")
