from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import PlotError
from paraverse.plot.functions.cell_grids import CellGrid, find_structure

ARRAY = xr.DataArray(
    np.arange(12.0).reshape(2, 3, 2),
    dims=("x", "y", "time"),
    attrs={"pointy_top": True, "offset_mode": "even"},
)


@pytest.mark.parametrize("is_hexagonal", [False, True])
def test_states__at_each_time(is_hexagonal: bool) -> None:
    grid = CellGrid(name="state", array=ARRAY, frames="time", is_hexagonal=is_hexagonal)
    for frame in (0, 1):
        values = ARRAY.values[..., frame]
        np.testing.assert_array_equal(
            grid.states(frame), values.ravel() if is_hexagonal else values.T
        )


def test_states__masks_missing_values() -> None:
    array = ARRAY.isel(time=0).where(ARRAY.isel(time=0) > 3)
    grid = CellGrid(name="state", array=array, frames="time", is_hexagonal=False)
    assert np.ma.getmaskarray(grid.states(0)).sum() == 2


def test_aspect__width_by_height() -> None:
    square = CellGrid(name="state", array=ARRAY, frames="time", is_hexagonal=False)
    assert square.aspect({}) == pytest.approx(2 / 3)
    hexagonal = CellGrid(name="state", array=ARRAY, frames="time", is_hexagonal=True)
    assert hexagonal.aspect({}) == pytest.approx(2.5 * np.sqrt(3) / 5)
    space = {"grid_properties": {"space_size": [4, 1]}}
    assert hexagonal.aspect(space) == 4


def test_find_structure__by_attribute() -> None:
    hexagonal = ARRAY.assign_attrs(grid_structure="hexagonal")
    assert find_structure({"a": ARRAY}) == "square"
    assert find_structure({"a": hexagonal, "b": hexagonal}) == "hexagonal"
    with pytest.raises(PlotError, match="the data have several: hexagonal, square"):
        find_structure({"a": ARRAY, "b": hexagonal})
