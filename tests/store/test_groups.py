"""Groups whose members belong together: selection over all of them, graphs, one's own kinds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import networkx as nx
import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.errors import TransformError
from paraverse.load.group_kinds import GROUP_TYPES
from paraverse.load.members import Array, Group, Text, Tree
from paraverse.store.groups import GROUP_KINDS, group_type
from paraverse.store.groups.combine import Piece, combine_pieces
from paraverse.store.groups.graph import GraphGroup
from paraverse.store.groups.labelled import LabelledDataGroup
from paraverse.store.groups.series import IndexedDataGroup, TimeSeriesGroup
from paraverse.store.universe import Universe
from paraverse.transform.evaluation.evaluate import evaluate


class Rooms(LabelledDataGroup):
    LDG_DIMS = ("floor", "room")
    LDG_EXTRACT_COORDS_FROM = "name"


@pytest.fixture(autouse=True, scope="module")
def own_kinds() -> Iterator[None]:
    """Registers the classes above, and forgets them afterwards."""
    before = dict(GROUP_KINDS), dict(GROUP_TYPES)
    group_type("Rooms", content="rooms")(Rooms)
    yield
    for registry, items in zip((GROUP_KINDS, GROUP_TYPES), before, strict=True):
        registry.clear()
        registry.update(items)


def group_of(kind: str, members: Tree, **attrs: Any) -> Any:
    """A group of some kind, with attributes and members."""
    tree: Tree = {"group": Group(kind, attrs)}
    tree |= {f"group/{name}": member for name, member in members.items()}
    return Universe(tree, "uni", {})["group"]


def array(values: Any, dtype: str = "f8", **coords: Any) -> Array:
    """A dataset with coordinates of its first dimensions."""
    dims = tuple(coords) or None
    labels = {dim: ((dim,), np.array(at)) for dim, at in coords.items()}
    return Array(np.array(values, dtype), dims=dims, coords=labels)


def test_indexed_data_group() -> None:
    group = group_of("IndexedDataGroup", {n: array(int(n)) for n in ("10", "9", "0", "100")})
    assert type(group) is IndexedDataGroup
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


@pytest.mark.parametrize("dtype", ["i8", "u1", "f4", "c16", "M8[s]", "U3", "?"])
def test_sel__keeps_the_dtype_where_nothing_is_missing(dtype: str) -> None:
    members = {str(time): array([time, time + 1], dtype, id=[4, 5]) for time in range(3)}
    found = group_of("TimeSeriesGroup", members).sel()
    assert found.dims == ("time", "id")
    expected = np.array([[0, 1], [1, 2], [2, 3]], dtype)
    np.testing.assert_array_equal(found.values.astype(dtype), expected)
    assert found.dtype == dtype or dtype == "U3"


def test_sel__missing_members() -> None:
    rooms = group_of("Rooms", {"0;a": array(1, "i4"), "0;b": array(2, "i4"), "2;a": array(3, "i4")})
    assert rooms.shape == (2, 2)
    assert rooms.member_map.sel(floor=2).values.tolist() == ["2;a", ""]
    np.testing.assert_array_equal(rooms.sel(), [[1, 2], [3, np.nan]])
    assert rooms.sel(room="a", combination_method="concat").dtype == "i4"
    with pytest.raises(TransformError, match="no member at some of the selected places"):
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
    found = group_of("TimeSeriesGroup", members).sel()
    assert found["seed"].item() == 3
    assert found["id"].attrs == {"long_name": "agent"}
    assert found["id"].dtype == "U1"
    assert found["mass"].dims == ("time", "id")
    np.testing.assert_array_equal(found["mass"], [[0, 2], [1, 2]])
    assert found.attrs == {"unit": "m"}


def test_sel__members_of_a_plain_group_are_placed_by_their_coordinates() -> None:
    left, right = array([[1, 2]], x=[0], y=[0, 1]), array([[3, 4]], x=[1], y=[0, 1])
    group = group_of("LabelledDataGroup", {"left": left, "right": right})
    assert group.dims == ("x", "y")
    np.testing.assert_array_equal(group.sel(), [[1, 2], [3, 4]])
    np.testing.assert_array_equal(group.sel(x=1), [3, 4])


def test_sel__places_in_attributes() -> None:
    class Strips(LabelledDataGroup):
        LDG_DIMS = ("x", "run")
        LDG_EXTRACT_COORDS_FROM = "attrs"

    tree: Tree = {}
    for name, start, run in (("a", 10, 1), ("b", 30, 2)):
        attrs = {"ext_coords__x": [start, 10], "ext_coords_mode__x": b"start_and_step"}
        tree[name] = Array(
            np.array([start, start + 1]), attrs=attrs | {"ext_coords__run": run}, dims=("x",)
        )
    found = Strips(tree).sel()
    assert found["x"].values.tolist() == [10, 20, 30, 40]
    assert found["run"].values.tolist() == [1, 2]
    expected = [[10, np.nan], [11, np.nan], [np.nan, 30], [np.nan, 31]]
    np.testing.assert_array_equal(found.transpose("x", "run"), expected)
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


@given(
    times=st.lists(st.integers(0, 9), min_size=1, max_size=4, unique=True),
    ids=st.lists(
        st.lists(st.integers(0, 5), min_size=1, max_size=3, unique=True), min_size=4, max_size=4
    ),
)
@settings(max_examples=50, deadline=None)
def test_combine__each_value_is_at_its_place(times: list[int], ids: list[list[int]]) -> None:
    members = {
        time: xr.DataArray([100.0 * time + i for i in own], {"id": own}, ["id"])
        for time, own in zip(times, ids, strict=False)
    }
    pieces = [Piece(member, {"time": np.array([time])}) for time, member in members.items()]
    found = combine_pieces(pieces, {"time": np.array(times)})
    assert found["time"].values.tolist() == times
    assert set(found["id"].values) == {i for member in members.values() for i in member.id.values}
    for time, member in members.items():
        xr.testing.assert_equal(found.sel(time=time, id=member["id"], drop=True), member)


def test_group_type__ones_own() -> None:
    assert GROUP_TYPES["rooms"] == "Rooms"
    assert GROUP_KINDS["Rooms"] is Rooms
    assert type(group_of("Rooms", {})) is Rooms


def utopia_graph(edges: Any, **attrs: Any) -> tuple[str, Tree, dict[str, Any]]:
    """A graph as Utopia writes it: groups of one dataset for each time."""
    members: Tree = {
        "_vertices": array([0, 1, 2], "i8"),
        "_edges": Group(),
        "_edges/0": array([[0, 1], [1, 2]], "i8"),
        "_edges/5": array(edges, "i8"),
        "weight": array([0.5, 0.25]),
    }
    return "GraphGroup", members, {"is_directed": False, "allows_parallel": False, **attrs}


def test_create_graph__as_utopia_writes_it() -> None:
    kind, members, attrs = utopia_graph([[0, 2]])
    group = group_of(kind, members, **attrs)
    assert type(group) is GraphGroup
    graph = group.create_graph(at_time=0, edge_props=["weight"])
    assert type(graph) is nx.Graph
    assert list(graph.edges(data="weight")) == [(0, 1, 0.5), (1, 2, 0.25)]
    assert graph.graph == {"time": 0}
    assert list(group.create_graph(at_time=5).edges) == [(0, 2)]  # the only edge is an edge too


def test_create_graph__transposed_edges() -> None:
    kind, members, attrs = utopia_graph([[0, 2], [1, 0]], edge_container_is_transposed=True)
    graph = group_of(kind, members, **attrs).create_graph(at_time=5, directed=True)
    assert list(graph.edges) == [(0, 1), (2, 0)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "the edges have dimensions time, dim_0, dim_1. Select one time"),
        ({"at_time": 0, "at_time_idx": 0}, "Select along time by label or by position"),
        ({"at_time": 0, "node_props": ["weight"]}, "'weight' has 2 values for 3 nodes"),
    ],
)
def test_create_graph__what_does_not_work(arguments: dict[str, Any], message: str) -> None:
    kind, members, attrs = utopia_graph([[0, 2], [1, 0]])
    with pytest.raises(TransformError) as error:
        group_of(kind, members, **attrs).create_graph(**arguments)
    assert message in str(error.value)


def test_create_graph__what_is_missing() -> None:
    group = group_of("GraphGroup", {"nodes": array([0, 1])})
    with pytest.raises(TransformError, match="no attribute 'directed' or 'is_directed'"):
        group.create_graph()
    with pytest.raises(TransformError, match="has no 'edges' or '_edges'"):
        group.create_graph(directed=True, parallel_edges=False)
    with pytest.raises(TransformError, match="has 'nodes' already"):
        group.register_property_map("nodes", [1, 2])
