"""Selection over the members of a labelled group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import TransformError
from paraverse.load.members import Array, Text, Tree
from paraverse.store.groups import group_type
from paraverse.store.groups.labelled import LabelledDataGroup
from support.groups import array, group_of, restored_group_types


class Rooms(LabelledDataGroup):
    LDG_DIMS = ("floor", "room")
    LDG_EXTRACT_COORDS_FROM = "name"


@pytest.fixture(autouse=True, scope="module")
def own_kinds() -> Iterator[None]:
    """Register the class above, and unregister it afterwards."""
    with restored_group_types():
        group_type("Rooms", content="rooms")(Rooms)
        yield


@pytest.mark.parametrize("dtype", ["i8", "u1", "f4", "c16", "M8[s]", "U3", "?"])
def test_sel__keeps_the_dtype_where_nothing_is_missing(dtype: str) -> None:
    members = {str(time): array([time, time + 1], dtype, id=[4, 5]) for time in range(3)}
    result = group_of("TimeSeriesGroup", members).sel()
    assert result.dims == ("time", "id")
    expected = np.array([[0, 1], [1, 2], [2, 3]], dtype)
    np.testing.assert_array_equal(result.values.astype(dtype), expected)
    assert result.dtype == dtype or dtype == "U3"


def test_sel__missing_members() -> None:
    rooms = group_of("Rooms", {"0;a": array(1, "i4"), "0;b": array(2, "i4"), "2;a": array(3, "i4")})
    assert rooms.shape == (2, 2)
    assert rooms.member_map.sel(floor=2).values.tolist() == ["2;a", ""]
    np.testing.assert_array_equal(rooms.sel(), [[1, 2], [3, np.nan]])
    assert rooms.sel(room="a", combination_method="concat").dtype == "i4"
    with pytest.raises(TransformError, match="no member at some of the selected coordinates"):
        rooms.sel(combination_method="concat")


def test_sel__order_is_that_of_the_selection() -> None:
    group = group_of("TimeSeriesGroup", {str(time): array(time) for time in (0, 1, 2)})
    assert group.sel(time=[2, 0]).values.tolist() == [2, 0]
    assert group.isel(time=slice(None, None, -1)).time.values.tolist() == [2, 1, 0]


def test_sel__coordinates_that_differ_between_members() -> None:
    members: Tree = {}
    for time in (0, 1):
        coords: Any = {"seed": ((), np.array(3)), "mass": (("id",), np.array([time, 2]))}
        coords["id"] = (("id",), np.array(["a", "b"]), {"long_name": "agent"})
        members[str(time)] = Array(np.zeros(2), attrs={"unit": "m"}, dims=("id",), coords=coords)
    result = group_of("TimeSeriesGroup", members).sel()
    assert result["seed"].item() == 3
    assert result["id"].attrs == {"long_name": "agent"}
    assert result["id"].dtype == "U1"
    assert result["mass"].dims == ("time", "id")
    np.testing.assert_array_equal(result["mass"], [[0, 2], [1, 2]])
    assert result.attrs == {"unit": "m"}


def test_sel__members_of_a_plain_group_are_combined_by_their_coordinates() -> None:
    left, right = array([[1, 2]], x=[0], y=[0, 1]), array([[3, 4]], x=[1], y=[0, 1])
    group = group_of("LabelledDataGroup", {"left": left, "right": right})
    assert group.dims == ("x", "y")
    np.testing.assert_array_equal(group.sel(), [[1, 2], [3, 4]])
    np.testing.assert_array_equal(group.sel(x=1), [3, 4])


def test_sel__coordinates_in_attributes() -> None:
    class Strips(LabelledDataGroup):
        LDG_DIMS = ("x", "run")
        LDG_EXTRACT_COORDS_FROM = "attrs"

    tree: Tree = {}
    for name, start, run in (("a", 10, 1), ("b", 30, 2)):
        attrs = {"ext_coords__x": [start, 10], "ext_coords_mode__x": b"start_and_step"}
        tree[name] = Array(
            np.array([start, start + 1]), attrs=attrs | {"ext_coords__run": run}, dims=("x",)
        )
    result = Strips(tree).sel()
    assert result["x"].values.tolist() == [10, 20, 30, 40]
    assert result["run"].values.tolist() == [1, 2]
    expected = [[10, np.nan], [11, np.nan], [np.nan, 30], [np.nan, 31]]
    np.testing.assert_array_equal(result.transpose("x", "run"), expected)
    assert Strips(tree).sel(x=20, run=1).item() == 11


@pytest.mark.parametrize(
    ("kind", "members", "arguments", "message"),
    [
        ("TimeSeriesGroup", {}, {}, "'group' has no member at {}"),
        ("TimeSeriesGroup", {"0": [1]}, {"time": 7}, "no member at {'time': 7}"),
        ("TimeSeriesGroup", {"0": [1]}, {"time": slice(3, 4)}, "no member at"),
        ("TimeSeriesGroup", {"0": [1]}, {"tim": 0, "deep": False}, "Did you mean 'time'?"),
        ("TimeSeriesGroup", {"0": [1]}, {"combination_method": "concatt"}, "Did you mean 'concat'"),
        ("TimeSeriesGroup", {"0": [1], "1": [1, 2]}, {}, "1 and 2 values along 'dim_0'"),
        (
            "TimeSeriesGroup",
            {"0": [1], "a": [1]},
            {},
            "numbers and strings as coordinates of 'time'",
        ),
        ("TimeSeriesGroup", {"0": None}, {}, "'0' is not data with dimensions"),
        ("Rooms", {"0": [1]}, {}, "the name '0' is not one coordinate of each dimension"),
        ("HeterogeneousTimeSeriesGroup", {"0": [1]}, {}, "'0' has no coordinates of 'time'"),
        ("LabelledDataGroup", {"0": [1]}, {}, "has no dimensions of its own"),
        ("TimeSeriesGroup", {"0": [1]}, {"time": xr.DataArray([0], dims="p")}, "single labels"),
    ],
)
def test_sel__what_does_not_work(
    kind: str, members: Any, arguments: dict[str, Any], message: str
) -> None:
    tree: Tree = {n: Text("log") if v is None else array(v) for n, v in members.items()}
    with pytest.raises(TransformError) as error:
        group_of(kind, tree).sel(**arguments)
    assert message in str(error.value)


def test_sel__contradicting_coordinates() -> None:
    member = Array(np.zeros(2), dims=("id",), coords={"time": ((), np.array(5))})
    with pytest.raises(TransformError, match="'3' has 'time' 5, not 3"):
        group_of("TimeSeriesGroup", {"3": member}).sel(time=3)
