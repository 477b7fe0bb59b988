"""Coordinates that differ between universes get the dimensions of the parameter space."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.base.data_warnings import collect_data_warnings
from paraverse.load.members import Array
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse
from paraverse.transform.combine.dense import combine_dense
from support.combined_fields import build_field


def combine(
    folder: Path, coords: Sequence[dict[str, Any] | None], *, batch: int = 2
) -> xr.DataArray:
    """Combine universes with a field of two values and these coordinates; None is missing."""
    present = [(number, own) for number, own in enumerate(coords) if own is not None]
    universes = [
        LoadedUniverse(
            id=f"({number},)",
            key=str(number),
            tree={"x": Array(np.zeros(2), dims=("t",), coords=own)},
        )
        for number, own in present
    ]
    paths = []
    for start in range(0, len(universes), batch):
        paths.append(str(folder / f"{start}.nc"))
        write_batch(paths[-1], universes[start : start + batch])
    field = build_field({(number,): np.zeros(2) for number, _ in present}, (len(coords),))
    return combine_dense(field, paths)


def scalar(value: Any) -> dict[str, Any]:
    return {"c": ((), np.array(value))}


@pytest.mark.parametrize("batch", [1, 3])
def test_combine_coords__scalar_ones_are_over_the_swept_dimensions(
    tmp_path: Path, batch: int
) -> None:
    combined = combine(tmp_path, [scalar(1), scalar(2), scalar(5)], batch=batch)
    assert combined.c.dims == ("p0",)
    assert combined.c.dtype == "i8"
    assert combined.c.values.tolist() == [1, 2, 5]


def test_combine_coords__equal_ones_stay_as_they_are(tmp_path: Path) -> None:
    combined = combine(tmp_path, [scalar(1), None, scalar(1)])
    assert combined.c.dims == ()
    assert combined.c == 1


def test_combine_coords__have_gaps_where_universes_are_missing(tmp_path: Path) -> None:
    combined = combine(tmp_path, [scalar(1), None, scalar(2)])
    np.testing.assert_array_equal(combined.c, [1, np.nan, 2])


def test_combine_coords__says_if_integers_lose_digits(tmp_path: Path) -> None:
    with collect_data_warnings() as warnings:
        combine(tmp_path, [scalar(2**53 + 1), scalar(2)])
        assert warnings == []
        combine(tmp_path, [scalar(2**53 + 1), None, scalar(2)])
    (warning,) = warnings
    assert "digits of 1 integer above 2**53 in the coordinate 'c' are lost" in warning


def test_combine_coords__along_dimensions_of_the_data(tmp_path: Path) -> None:
    names = [{"c": (("t",), np.array(labels, dtype=object))} for labels in (["a", "b"], ["a", "c"])]
    combined = combine(tmp_path, names)
    assert combined.c.dims == ("p0", "t")
    assert combined.c.values.tolist() == [["a", "b"], ["a", "c"]]


def test_combine_coords__missing_in_a_universe_is_a_warning(tmp_path: Path) -> None:
    with collect_data_warnings() as warnings:
        combined = combine(tmp_path, [scalar(1), {}, scalar(1)])
    np.testing.assert_array_equal(combined.c, [1, np.nan, 1])
    (warning,) = warnings
    assert warning.startswith("x: the coordinate 'c' is missing in 1 universe, such as (1,)")


def test_combine_coords__follow_the_joined_indexes(tmp_path: Path) -> None:
    coords = [
        {"t": (("t",), np.array(labels)), "c": (("t",), np.array(values))}
        for labels, values in (([0, 1], [5, 6]), ([1, 2], [6, 7]))
    ]
    combined = combine(tmp_path, coords)
    assert combined.t.values.tolist() == [0, 1, 2]
    np.testing.assert_array_equal(combined.c, [[5, 6, np.nan], [np.nan, 6, 7]])
