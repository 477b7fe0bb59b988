"""The same HDF5 file through dantro and through paraverse: labels, groups, selections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import dantro
import dantro.containers
import dantro.data_loaders
import dantro.groups
import dantro.mixins
import h5py
import numpy as np
import pytest
import xarray as xr

from paraverse.load.group_kinds import GROUP_TYPES
from paraverse.load.hdf5 import load_hdf5
from paraverse.load.labeling.label_settings import LabelSettings
from paraverse.load.labeling.labels import label_tree
from paraverse.store.groups import GROUP_CLASSES, LabelledDataGroup, group_type
from paraverse.store.read.batch import BatchFile
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse

pytestmark = pytest.mark.filterwarnings("ignore")


class DantroRooms(dantro.groups.LabelledDataGroup):
    LDG_DIMS = ("floor", "room")
    LDG_EXTRACT_COORDS_FROM = "name"


class DantroParts(dantro.groups.LabelledDataGroup):
    LDG_DIMS = ("x", "y")
    LDG_EXTRACT_COORDS_FROM = "attrs"
    LDG_COORDS_MODE_DEFAULT = "values"


class DantroGraph(dantro.groups.GraphGroup):
    _NEW_GROUP_CLS = dantro.groups.TimeSeriesGroup


class Rooms(LabelledDataGroup):
    LDG_DIMS = ("floor", "room")
    LDG_EXTRACT_COORDS_FROM = "name"


class Parts(LabelledDataGroup):
    LDG_DIMS = ("x", "y")
    LDG_EXTRACT_COORDS_FROM = "attrs"
    LDG_COORDS_MODE_DEFAULT = "values"


@pytest.fixture(autouse=True, scope="module")
def own_kinds() -> Iterator[None]:
    """Register the classes above, and unregister them afterwards."""
    registries: tuple[dict[str, Any], ...] = (GROUP_CLASSES, GROUP_TYPES)
    before = [dict(registry) for registry in registries]
    group_type("Rooms", content="rooms")(Rooms)
    group_type("Parts", content="parts")(Parts)
    yield
    for registry, items in zip(registries, before, strict=True):
        registry.clear()
        registry.update(items)


class DantroArray(dantro.mixins.Hdf5ProxySupportMixin, dantro.containers.XrDataContainer):
    """Is read at first use, when the targets of links are loaded, too."""


class DataManager(dantro.data_loaders.AllAvailableLoadersMixin, dantro.DataManager):
    _HDF5_DSET_DEFAULT_CLS = DantroArray
    _HDF5_GROUP_MAP: ClassVar = {
        "time_series": dantro.groups.TimeSeriesGroup,
        "time_series_heterogeneous": dantro.groups.HeterogeneousTimeSeriesGroup,
        "indexed": dantro.groups.IndexedDataGroup,
        "graph": DantroGraph,
        "rooms": DantroRooms,
        "parts": DantroParts,
    }


def with_dantro(path: Path, loader: str = "hdf5") -> Any:
    """Load a file with dantro."""
    manager = DataManager(str(path.parent), out_dir=False)
    manager.load(
        "data",
        loader=loader,
        glob_str=path.name,
        required=True,
        enable_mapping=True,
        map_from_attr="content",
    )
    return manager["data"]


@pytest.fixture
def with_paraverse(tmp_path: Path) -> Iterator[Callable[[Path], Any]]:
    """Load a file, store it and open the store."""
    opened = []

    def load(path: Path) -> Any:
        tree = load_hdf5(
            str(path), report=pytest.fail, enable_mapping=True, map_from_attr="content"
        )
        tree = label_tree(tree, LabelSettings(), pytest.fail)
        tree.pop("")
        write_batch(
            tmp_path / "batch.nc", [LoadedUniverse(id="uni", key="0", parameters={}, tree=tree)]
        )
        opened.append(BatchFile(str(tmp_path / "batch.nc")))
        return opened[-1].universe("uni")

    yield load
    for batch in opened:
        batch.__exit__(None, None, None)


def dataset(group: h5py.Group, name: str, values: Any, **attrs: Any) -> None:
    group.create_dataset(name, data=values).attrs.update(attrs)


VALUES = np.arange(12.0).reshape(3, 4)

LABELS: dict[str, dict[str, Any]] = {
    "none": {},
    "dims": {"dims": ["t", "x"]},
    "bytes": {"dims": np.array([b"t", b"x"]), "coords__t": np.array([b"a", b"b", b"c"])},
    "one": {"dim_name__1": "x", "unit": "m", "limits": [0, 1]},
    "both": {"dims": ["t", "x"], "dim_name__0": "time", "coords__time": [1, 5, 7]},
    "values": {"dims": ["t", "x"], "coords__t": [0.5, 1, 2], "coords_mode__t": "values"},
    "range": {"dims": ["t", "x"], "coords__x": [2, 10, 2], "coords_mode__x": "range"},
    "arange": {"dims": ["t", "x"], "coords__x": [0, 1, 0.25], "coords_mode__x": "arange"},
    "linspace": {"dims": ["t", "x"], "coords__x": [0, 3, 4], "coords_mode__x": "linspace"},
    "logspace": {"dims": ["t", "x"], "coords__x": [0, 3, 4], "coords_mode__x": "logspace"},
    "step": {"dims": ["t", "x"], "coords__x": [10, 5], "coords_mode__x": "start_and_step"},
    "trivial": {"dims": ["t", "x"], "coords__t": "", "coords_mode__t": np.array([b"trivial"])},
    "linked": {"dims": ["t", "x"], "coords__x": "places/all", "coords_mode__x": "linked"},
    "linked_up": {"dims": ["t", "x"], "coords__t": "../times", "coords_mode__t": "linked"},
}


def test_datasets__same_labels(tmp_path: Path, with_paraverse: Callable[[Path], Any]) -> None:
    path = tmp_path / "data.h5"
    with h5py.File(path, "w") as file:
        dataset(file, "times", [1, 2, 4])
        dataset(file, "walk/places/all", [3.0, 4.0, 5.0, 7.0])
        for name, attrs in LABELS.items():
            dataset(file, f"walk/{name}", VALUES, **attrs)
        dataset(file, "walk/scalar", [3], dims=["t"], coords__t=5, coords_mode__t="scalar")
        dataset(file, "walk/point", 3.0, unit="m")
    theirs, ours = with_dantro(path, "hdf5_proxy")["walk"], with_paraverse(path)["walk"]
    for name in (*LABELS, "scalar", "point"):
        assert_same(ours[name], theirs[name].data)


def test_groups__same_selections(tmp_path: Path, with_paraverse: Callable[[Path], Any]) -> None:
    path = tmp_path / "data.h5"
    with h5py.File(path, "w") as file:
        write_groups(file)
    theirs, ours = with_dantro(path), with_paraverse(path)
    for name in SELECTIONS:
        assert type(ours[name]).__name__ in (type(theirs[name]).__name__, "Rooms", "Parts")
        xr.testing.assert_identical(ours[name].member_map, theirs[name].member_map)
        assert ours[name].dims == theirs[name].dims
        assert ours[name].shape == theirs[name].shape
        for method, arguments in SELECTIONS[name]:
            selected = getattr(ours[name], method)(**arguments)
            assert_same(selected, getattr(theirs[name], method)(**arguments))
    assert list(ours["indexed"]) == list(theirs["indexed"])
    assert ours["indexed"].key_at_idx(-1) == theirs["indexed"].key_at_idx(-1)


def write_groups(file: h5py.File) -> None:
    labels = {"dims": ["id"], "coords__id": [5, 6, 7], "unit": "m"}
    for name, dtype in {"floats": "f8", "integers": "i4"}.items():
        for time in (0, 2, 10, 9):
            dataset(file, f"{name}/{time}", np.arange(3, dtype=dtype) + 10 * time, **labels)
        file[name].attrs["content"] = "time_series"
    for time, ids in {0: [1, 2], 1: [2, 4, 5], 2: [9]}.items():
        labels = {"dims": ["id"], "coords__id": ids}
        dataset(file, f"changing/{time}", np.array(ids) / 2, **labels)
    file["changing"].attrs["content"] = "time_series"
    for name, times, ids in (("0", [0, 1], [1, 2]), ("1", [3], [2, 4]), ("2", [4, 6], [9])):
        labels = {"dims": ["time", "id"], "coords__time": times, "coords__id": ids}
        values = np.arange(len(times) * len(ids)).reshape(len(times), -1) + times[0] / 2
        dataset(file, f"heterogeneous/{name}", values, **labels)
    file["heterogeneous"].attrs["content"] = "time_series_heterogeneous"
    for room in ("0;a", "0;b", "2;a"):
        labels = {"dims": ["t"], "coords__t": [1, 2]}
        dataset(file, f"rooms/{room}", np.array([len(room), ord(room[-1])]) / 4, **labels)
    file["rooms"].attrs["content"] = "rooms"
    for name, x, y in (("nw", [0, 1], [2]), ("se", [2, 1], [0, 2])):
        labels = {"dims": ["x", "y"], "coords__x": x, "ext_coords__x": x}
        labels |= {"coords__y": y, "ext_coords__y": [y[0], y[-1] + 1, 2]}
        labels |= {"ext_coords_mode__y": "range"}
        if name == "nw":
            labels |= {"ext_coords__y": 2, "ext_coords_mode__y": "scalar"}
        dataset(file, f"parts/{name}", np.add.outer(np.array(x) * 10.0, y), **labels)
    file["parts"].attrs["content"] = "parts"
    for name in ("10", "9", "100"):
        dataset(file, f"indexed/{name}", [1])
    file["indexed"].attrs["content"] = "indexed"


SERIES: list[tuple[str, dict[str, Any]]] = [
    ("sel", {}),
    ("sel", {"time": 2}),
    ("sel", {"time": [2]}),
    ("sel", {"time": [2, 9]}),
    ("sel", {"time": slice(2, 9)}),
    ("sel", {"indexers": {"time": 9}, "drop": True}),
    ("sel", {"time": 3, "method": "nearest"}),
    ("sel", {"time": 10, "id": 6}),
    ("sel", {"time": [0, 10], "id": [6, 7]}),
    ("sel", {"id": slice(6, None), "combination_method": "concat"}),
    ("sel", {"time": [0, 2], "combination_method": "merge"}),
    ("sel", {"time": [0, 2], "combination_method": "try_concat"}),
    ("isel", {}),
    ("isel", {"time": -1}),
    ("isel", {"time": slice(1, None), "id": 0}),
    ("isel", {"time": [0, 1], "id": 0, "drop": True}),
]

SELECTIONS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "floats": SERIES,
    "integers": SERIES,
    "changing": [
        ("sel", {}),
        ("sel", {"time": 1}),
        ("sel", {"time": [0, 1]}),
        ("isel", {"time": slice(1, None)}),
    ],
    "heterogeneous": [
        ("sel", {}),
        ("sel", {"time": 1}),
        ("sel", {"time": [0, 3]}),
        ("sel", {"time": slice(1, 4)}),
        ("sel", {"time": 3, "id": 4}),
        ("isel", {"time": -1}),
        ("isel", {"time": slice(0, 3), "id": 0, "drop": True}),
    ],
    "rooms": [
        ("sel", {}),
        ("sel", {"floor": 0}),
        ("sel", {"floor": 2}),
        ("sel", {"floor": 0, "room": "b"}),
        ("sel", {"room": "a", "t": 2}),
        ("isel", {"floor": [0], "room": [1]}),
    ],
    "parts": [
        ("sel", {}),
        ("sel", {"x": [0, 1], "y": [2]}),
        ("isel", {"x": 2, "y": 0}),
    ],
}


def assert_same(ours: xr.DataArray, theirs: xr.DataArray) -> None:
    """Compare two arrays, with name, attributes and coordinates."""
    xr.testing.assert_identical(ours, theirs)
    assert ours.dims == theirs.dims
    if theirs.dtype.kind != "O":
        assert ours.dtype.kind == theirs.dtype.kind or ours.dtype.kind in "iu"


def test_graphs__same_nodes_and_edges(
    tmp_path: Path, with_paraverse: Callable[[Path], Any]
) -> None:
    path = tmp_path / "data.h5"
    with h5py.File(path, "w") as file:
        write_graphs(file)
    theirs, ours = with_dantro(path), with_paraverse(path)
    for name, arguments in GRAPHS:
        graph, expected = (
            ours[name].create_graph(**arguments),
            theirs[name].create_graph(**arguments),
        )
        assert type(graph) is type(expected)
        assert dict(graph.nodes(data=True)) == dict(expected.nodes(data=True))
        assert list(graph.edges(data=True)) == list(expected.edges(data=True))
        assert graph.graph == expected.graph
        for group, own_graph in ((ours[name], graph), (theirs[name], expected)):
            group.register_property_map("mass", np.arange(4.0))
            group.set_node_property(g=own_graph, name="mass", at_time=2)
            group.property_maps.clear()
            group.set_edge_property(g=own_graph, name="age", data=np.arange(5), at_time=2)
        assert dict(graph.nodes(data=True)) == dict(expected.nodes(data=True))
        assert list(graph.edges(data=True)) == list(expected.edges(data=True))


def write_graphs(file: h5py.File) -> None:
    edges = np.array([[0, 1], [1, 2], [1, 0], [2, 3], [0, 1]])
    for name, directed, parallel in (("simple", True, False), ("multi", False, True)):
        dataset(file, f"{name}/nodes", [3, 2, 1, 0], dims=["node"], coords__node=[30, 20, 10, 0])
        labels = {"dims": ["time", "node"], "coords__time": [1, 2], "coords__node": [0, 10, 20, 30]}
        dataset(file, f"{name}/age", np.arange(8).reshape(2, 4) / 4, **labels)
        for time in (1, 2):
            oriented = edges.T if time == 2 else edges
            dataset(file, f"{name}/edges/{time}", oriented, dims=["edge", "end"][:: 3 - 2 * time])
            labels = {"dims": ["edge"], "coords__edge": [7, 8, 9, 10, 11]}
            dataset(file, f"{name}/weights/{time}", np.arange(5.0) * time, **labels)
        file[f"{name}/edges"].attrs["content"] = "time_series"
        file[f"{name}/weights"].attrs["content"] = "time_series"
        file[name].attrs.update(content="graph", directed=directed, parallel=parallel)


GRAPHS: list[tuple[str, dict[str, Any]]] = [
    (name, {"node_props": ["age"], "edge_props": ["weights"], **arguments})
    for name in ("simple", "multi")
    for arguments in (
        {"at_time": 1},
        {"at_time": 2, "align": True, "edge_props": []},
        {"at_time_idx": -1, "directed": True, "name": "last"},
        {"sel": {"time": 1}, "parallel_edges": True, "keep_dim": ["time"]},
        {"isel": {"time": 0}, "without_edges": True},
    )
]
