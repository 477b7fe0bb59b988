"""Groups whose members are named by numbers."""

from __future__ import annotations

from typing import Any

import pytest
import xarray as xr

from paraverse.store.groups.series import IndexedDataGroup, TimeSeriesGroup
from paraverse.transform.evaluation.evaluate import evaluate
from support.groups import array, group_of


def test_indexed_data_group__members_by_number() -> None:
    members = {name: array(int(name)) for name in ("10", "9", "0", "100")}
    group: Any = group_of("IndexedDataGroup", members)
    kind = type(group)
    assert kind is IndexedDataGroup
    assert list(group) == ["0", "9", "10", "100"]
    assert list(group.keys_as_int()) == [0, 9, 10, 100]
    assert group[9] == group["9"] == 9
    assert 9 in group
    assert 8 not in group
    assert group.key_at_idx(-1) == "100"
    with pytest.raises(IndexError):
        group.key_at_idx(4)


def test_time_series_group__in_a_selection() -> None:
    group = group_of("TimeSeriesGroup", {"0": array([1, 2]), "3": array([3, 4])})
    assert type(group) is TimeSeriesGroup
    assert group.dims == ("time",)
    assert group.coords["time"].values.tolist() == [0, 3]
    at_3: dict[str, Any] = {"path": "energy", "with_previous_result": True}
    at_3["transform"] = [{"operation": ".sel", "kwargs": {"time": 3}}]
    done = evaluate({"energy": group}, select={"energy": at_3})
    expected = xr.DataArray([3.0, 4.0], dims="dim_0", coords={"time": 3}, name="3")
    xr.testing.assert_identical(done["energy"], expected)
