"""Combining the data of members by their coordinates."""

from __future__ import annotations

import numpy as np
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

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
