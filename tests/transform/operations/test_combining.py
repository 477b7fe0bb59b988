"""Labeled arrays are concatenated and merged."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from paraverse.errors import TransformError
from paraverse.transform.registry import resolve

SHAPES = arrays.array_shapes(max_dims=3, max_side=3)


@given(arrays.arrays(int, SHAPES, elements=st.integers(-99, 99)), st.data())
def test_apply_along_axis__keeps_what_the_function_returns(
    values: np.ndarray, data: st.DataObject
) -> None:
    axis = data.draw(st.integers(-values.ndim, values.ndim - 1))
    result = resolve("dantro.apply_along_axis")(lambda row, by: [by * row.sum()], axis, values, 2)
    assert result.dtype == object
    assert result.shape == values.sum(axis).shape
    assert [item for (item,) in result.ravel()] == (2 * values).sum(axis).ravel().tolist()


def universe(x: int, y: int) -> xr.DataArray:
    coords = {"x": [x], "y": [y], "time": [0, 1]}
    return xr.DataArray(np.full((1, 1, 2), 10 * x + y), coords=coords, name="walk")


def test_multi_concat__keeps_the_type() -> None:
    universes = np.empty((2, 3), dtype=object)
    for x, y in np.ndindex(universes.shape):
        universes[x, y] = universe(x, y)
    result = resolve("dantro.multi_concat")(universes, dims=["x", "y"])
    assert result.dims == ("x", "y", "time")
    assert result.dtype == int
    assert result.isel(time=1).values.tolist() == [[0, 1, 2], [10, 11, 12]]
    with pytest.raises(TransformError, match=r"1 dimensions \(\['x'\]\) for an array of 2"):
        resolve("dantro.multi_concat")(universes, dims=["x"])


def test_merge__fills_gaps_and_reduces_one_variable_only() -> None:
    result = resolve("dantro.merge")([universe(0, 0), universe(1, 1)], reduce_to_array=True)
    np.testing.assert_array_equal(result.isel(time=0), [[0, np.nan], [np.nan, 11]])
    two = [universe(0, 0), universe(0, 0).rename("other")]
    assert set(resolve("dantro.merge")(two)) == {"walk", "other"}
    with pytest.raises(TransformError, match=r"There are 2 variables \(walk, other\)"):
        resolve("dantro.merge")(two, reduce_to_array=True)


def test_expand_dims__labels_what_has_no_labels() -> None:
    result = resolve("dantro.expand_dims")(np.arange(2), dim={"run": [5]})
    xr.testing.assert_identical(
        result, xr.DataArray([[0, 1]], dims=("run", "dim_0"), coords={"run": [5]})
    )


@pytest.mark.parametrize("name", ["dantro.merge", "dantro.multi_concat"])
def test_combine__leaves_out_attributes_that_differ(name: str) -> None:
    parts = np.empty(2, dtype=object)
    for x, units in enumerate(("m", "mm")):
        part = universe(x, 0).assign_attrs(units=units, model="walk")
        part.coords["time"].attrs = {"units": units}
        parts[x] = part if name == "dantro.merge" else part.isel(x=0)
    arguments = {"reduce_to_array": True} if name == "dantro.merge" else {"dims": ["x"]}
    result = resolve(name)(parts, **arguments)
    assert result.attrs == {"model": "walk"}
    if name == "dantro.merge":  # `xarray.concat` keeps the attributes of an index
        assert result.time.attrs == {}
