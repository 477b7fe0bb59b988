"""Cells of grids are arranged in space."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.labels import label_example, to_xarray


@given(
    shape=st.lists(st.integers(1, 4), min_size=1, max_size=3).map(tuple),
    times=st.none() | st.integers(0, 3),
    order=st.sampled_from(["F", "C", None]),
)
@settings(max_examples=50, deadline=None)
def test_arrange_grid__all_shapes_and_orders(
    shape: tuple[int, ...], times: int | None, order: str | None
) -> None:
    size = int(np.prod(shape))
    values = np.arange(size * (times or 1) if times != 0 else 0)
    attrs = {"content": "grid", "grid_shape": np.array(shape), "unit": "m"}
    attrs |= {"index_order": np.array([order], object)} if order else {}
    stored = values if times is None else values.reshape(times, size)
    array, notes = label_example(attrs, stored)
    grid = to_xarray(array)
    assert grid.dims == (() if times is None else ("time",)) + ("x", "y", "z")[: len(shape)]
    assert not notes
    for position in np.ndindex(shape):
        row = position if order == "C" else position[::-1]
        sizes = shape if order == "C" else shape[::-1]
        number = 0
        for index, size in zip(row, sizes, strict=True):
            number = number * size + index
        at = dict(zip(("x", "y", "z"), position, strict=False))
        np.testing.assert_array_equal(grid.sel(at), stored[..., number])
    assert grid.attrs == attrs


@pytest.mark.parametrize(
    ("attrs", "x", "y"),
    [
        ({}, [0, 1], [0, 1, 2]),
        ({"space_extent": [4.0, 3.0]}, [1, 3], [0.5, 1.5, 2.5]),
        ({"space_extent": [4, 6], "grid_structure": b"square"}, [1, 3], [1, 3, 5]),
        ({"space_extent": [4, 4.5], "grid_structure": "hexagonal"}, [1, 3], [1, 2.5, 4]),
    ],
)
def test_arrange_grid__centers_of_cells(
    attrs: dict[str, Any], x: list[float], y: list[float]
) -> None:
    labels = {"dim_names": ["time", "ids"], "coords__time": [0, 2], "coords_mode__ids": "trivial"}
    attrs = {"content": np.array([b"grid"]), "grid_shape": [2, 3], **attrs}
    array, notes = label_example({**labels, **attrs}, np.arange(12).reshape(2, 6))
    grid = to_xarray(array)
    assert grid.dims == ("time", "x", "y")
    assert list(grid.coords) == ["time", "x", "y"]
    np.testing.assert_array_equal(grid["time"], [0, 2])
    np.testing.assert_allclose(grid["x"], x, rtol=1e-15)
    np.testing.assert_allclose(grid["y"], y, rtol=1e-15)
    assert grid.attrs == attrs
    assert not notes


@pytest.mark.parametrize(
    ("attrs", "note", "shape"),
    [
        ({}, "'grid_shape' is not the shape of a grid: None", (12,)),
        ({"grid_shape": "3x4"}, "'grid_shape' is not the shape of a grid: '3x4'", (12,)),
        ({"grid_shape": [-3, -4]}, "'grid_shape' is not the shape of a grid: [-3, -4]", (12,)),
        ({"grid_shape": [3, 5]}, "data of shape (12,) are not (cells,) or (time, cells)", (12,)),
        ({"grid_shape": [3, 4], "index_order": "A"}, "'index_order' is C or F, not 'A'", (12,)),
        ({"grid_shape": [3, 4], "space_extent": 3}, "'space_extent' is not 2 lengths: 3", (3, 4)),
        (
            {"grid_shape": [3, 4], "space_extent": [3, 4], "grid_structure": "round"},
            "no coordinates for a grid (3, 4) of 'grid_structure' 'round'",
            (3, 4),
        ),
    ],
)
def test_arrange_grid__says_what_is_wrong(
    attrs: dict[str, Any], note: str, shape: tuple[int, ...]
) -> None:
    array, notes = label_example({"content": "grid", **attrs}, np.arange(12))
    assert [n.startswith(f"data/walk: {note}") for n in notes] == [True], notes
    assert array.values.shape == shape
    assert not array.coords
