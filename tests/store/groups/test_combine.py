"""Combining the data of members by their coordinates."""

from __future__ import annotations

import numpy as np
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.base.data_warnings import collect_data_warnings
from paraverse.store.groups.combine import Piece, combine_pieces


@given(
    times=st.lists(st.integers(0, 9), min_size=1, max_size=4, unique=True),
    ids=st.lists(
        st.lists(st.integers(0, 5), min_size=1, max_size=3, unique=True), min_size=4, max_size=4
    ),
)
@settings(max_examples=50, deadline=None)
def test_combine_pieces__each_value_has_its_coordinates(
    times: list[int], ids: list[list[int]]
) -> None:
    members = {
        time: xr.DataArray([100.0 * time + i for i in own], {"id": own}, ["id"])
        for time, own in zip(times, ids, strict=False)
    }
    pieces = [Piece(member, {"time": np.array([time])}) for time, member in members.items()]
    result = combine_pieces(pieces, {"time": np.array(times)})
    assert result["time"].values.tolist() == times
    assert set(result["id"].values) == {i for member in members.values() for i in member.id.values}
    for time, member in members.items():
        xr.testing.assert_equal(result.sel(time=time, id=member["id"], drop=True), member)


def test_combine_pieces__units_that_differ_are_left_out() -> None:
    pieces = [
        Piece(xr.DataArray([1.0], {"id": [0]}, ["id"], attrs=attrs), {"time": np.array([time])})
        for time, attrs in enumerate(
            [{"units": "m", "name": "x"}, {"units": "mm", "name": "x"}, {"units": "m", "name": "x"}]
        )
    ]
    with collect_data_warnings() as warnings:
        result = combine_pieces(pieces, {"time": np.arange(3)})
    assert result.attrs == {"name": "x"}
    (warning,) = warnings
    assert "'m' in the 1. member, 'mm' in the 2. member" in warning
