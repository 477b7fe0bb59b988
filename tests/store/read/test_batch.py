"""Access to universes by paths, and messages for what is not there."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import pandas as pd
import pytest
import xarray as xr

from paraverse.errors import LoadError
from paraverse.load.members import Array, Coordinate, Group, Text, Tree
from paraverse.store import FORMAT
from paraverse.store.groups import GROUP_KINDS
from paraverse.store.groups import Group as StoredGroup
from paraverse.store.index import open_file
from paraverse.store.read import batch as read
from paraverse.store.read.batch import BatchFile
from paraverse.store.universe import Universe
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse

TIME: Coordinate = (("time",), np.array([0, 10]), {"units": "s"})
TREE: Tree = {
    "data": Group("Group", {"version": np.int64(3)}),
    "data/walk": Array(np.arange(3.0), attrs={"unit": "m"}),
    "data/steps": Array(
        np.arange(2.0),
        attrs={"unit": "m"},
        dims=("time",),
        coords={"time": TIME, "seed": ((), np.array(3))},
    ),
    "data/abm": Group(),
    "data/abm/energy": Group("TimeSeriesGroup", {"content": "time_series"}),
    "data/abm/energy/0": Array(np.array([1.0, 2.0])),
    "data/abm/energy/10": Array(np.array([3.0])),
    "params": Text("seed: 3\nsize: 1e-5\nmodel: {steps: [1, 2], on: no, 7: x}\n", "yaml"),
    "more/settings": Text('{"a": [{"b": 1}]}', "json"),
    "project": Text("[tool]\nname = 'x'\n", "toml"),
    "folder": Text("sim/seed~3", "path"),
    "log": Text("Started\nDone\n"),
}


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A batch with one full and one nearly empty universe."""
    universes = [
        LoadedUniverse(id="seed~3", key="3", parameters={"seed": 3}, tree=TREE),
        LoadedUniverse(
            id="seed~4",
            key="4",
            parameters={"seed": 4},
            tree={"log": Text("Failed\n")},
            reasons=("no data.h5",),
        ),
    ]
    write_batch(tmp_path / "batch.nc", universes)
    return str(tmp_path / "batch.nc")


@pytest.fixture
def universe(path: str) -> Iterator[Universe]:
    with BatchFile(path) as batch:
        yield batch.universe("seed~3")


@pytest.mark.parametrize("key", ["data/walk", "/data/walk/"])
def test_getitem__array(universe: Universe, key: str) -> None:
    expected = xr.DataArray([0.0, 1.0, 2.0], dims="dim_0", name="walk", attrs={"unit": "m"})
    xr.testing.assert_identical(universe[key], expected)


def test_getitem__array_with_labels(universe: Universe) -> None:
    coords = {"time": ("time", [0, 10], {"units": "s"}), "seed": 3}
    expected = xr.DataArray([0.0, 1.0], coords, "time", "steps", {"unit": "m"})
    xr.testing.assert_identical(universe["data/steps"], expected)


def test_getitem__array_can_be_changed_without_harm(universe: Universe) -> None:
    universe["data/walk"][:] = 5
    universe["params"]["seed"] = 5
    assert universe["data/walk"].values.tolist() == [0, 1, 2]
    assert universe["params/seed"] == 3


def test_getitem__group_in_a_group(universe: Universe) -> None:
    abm = universe["data"]["abm"]
    assert type(abm) is StoredGroup
    xr.testing.assert_identical(abm["energy/10"], universe["data/abm/energy/10"])
    assert universe["data"].attrs == {"version": 3}
    assert abm.attrs == {}


@pytest.mark.parametrize("key", ["", "/"])
def test_getitem__of_nothing_is_the_group_itself(universe: Universe, key: str) -> None:
    assert universe[key] is universe


def test_getitem__group_that_is_only_in_paths(universe: Universe) -> None:
    assert "more" in list(universe)
    assert list(universe["more"]) == ["settings"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("log", "Started\nDone\n"),
        ("folder", Path("sim/seed~3")),
        ("params/seed", 3),
        ("params/size", 1e-5),
        ("params/model", {"steps": [1, 2], "on": "no", 7: "x"}),
        ("params/model/7", "x"),
        ("params/model/steps/1", 2),
        ("more/settings/a/0/b", 1),
        ("project/tool/name", "x"),
    ],
)
def test_getitem__texts_and_into_them(universe: Universe, key: str, value: Any) -> None:
    assert universe[key] == value


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("data/wlk", "There is no 'data/wlk'. Did you mean 'data/walk'?"),
        ("data/abm/enrgy", "There is no 'data/abm/enrgy'. Did you mean 'data/abm/energy'"),
        ("data/walk/x", "There is no 'data/walk/x'. Did you mean 'data/walk'"),
        ("log/x", "There is no 'log/x'. Did you mean 'log'?"),
        ("params/sed", "There is no 'params/sed'. Did you mean 'seed'?"),
        ("params/x", "There is no 'params/x'. Allowed: model, seed, size."),
        ("params/seed/x", "There is no 'params/seed/x'."),
    ],
)
def test_getitem__says_what_there_is(universe: Universe, key: str, message: str) -> None:
    with pytest.raises(LoadError) as error:
        universe[key]
    assert str(error.value).startswith(message)


def test_getitem__text_that_is_not_what_it_should_be() -> None:
    universe = Universe({"params": Text("a: [", "yaml")}, "u0", {})
    with pytest.raises(LoadError, match="params: not valid YAML"):
        universe["params"]


def test_getitem__array_that_xarray_cannot_hold() -> None:
    universe = Universe({"times": Array(np.array([1]).astype("M8[25s]"))}, "u0", {})
    with pytest.raises(LoadError, match="times cannot be a labelled array"):
        universe["times"]


def test_getitem__field_that_only_others_have(path: str) -> None:
    with BatchFile(path) as batch, pytest.raises(LoadError) as error:
        batch.universe("seed~4")["data/walk"]
    assert str(error.value) == "There is no 'data/walk'. Allowed: log."


def test_universe__is_a_mapping(universe: Universe) -> None:
    assert list(universe) == ["data", "params", "more", "project", "folder", "log"]
    assert list(universe["data"]) == ["walk", "steps", "abm"]
    assert len(universe["data"]) == 3
    for key, there in {"data": True, "data/walk": True, "params/seed": True, "x": False}.items():
        assert (key in universe) == there
        assert (universe.get(key) is not None) == there
    assert universe.get("x", 1) == 1


def test_universe__shows_what_it_holds(universe: Universe) -> None:
    assert repr(universe) == "<Universe /: data, params, more, project, folder, log>"
    assert repr(universe["data"]) == "<Group data: walk, steps, abm>"


def test_universe__name_and_parameters(universe: Universe) -> None:
    assert universe.id == "seed~3"
    assert universe.parameters == {"seed": 3}


def test_getitem__dataset() -> None:
    time: Coordinate = (("time",), np.array([0, 1]))
    place: Coordinate = ((), np.array("here"))
    members: Tree = {
        "grid": Group("Dataset", {"title": "Walks"}),
        "grid/x": Array(
            np.arange(2.0), attrs={"units": "m"}, dims=("time",), coords={"time": time}
        ),
        "grid/place": Array(place[1], dims=(), coords={"place": place}),
    }
    expected = xr.Dataset(
        {"x": ("time", [0.0, 1.0], {"units": "m"})},
        {"time": [0, 1], "place": "here"},
        {"title": "Walks"},
    )
    universe = Universe(members, "u0", {})
    xr.testing.assert_identical(universe["grid"], expected)
    xr.testing.assert_identical(universe["grid/x"], expected["x"].drop_vars("place"))


@pytest.mark.parametrize(
    ("index", "levels"),
    [
        (pd.RangeIndex(2), {"index": [0, 1]}),
        (pd.Index(["a", "b"], name="who"), {"who": ["a", "b"]}),
        (
            pd.MultiIndex.from_tuples([("a", 0), ("b", 1)], names=["who", None]),
            {"who": ["a", "b"], "level_1": [0, 1]},
        ),
    ],
)
def test_getitem__table(index: pd.Index, levels: dict[str, list[Any]]) -> None:
    dim = "index" if len(levels) > 1 else next(iter(levels))
    coords: dict[str, Coordinate] = {n: ((dim,), np.array(v)) for n, v in levels.items()}
    arrays = {name: array for name, (_, array, *_) in coords.items()} | {"x": np.array([0.5, 1])}
    members: Tree = {"table": Group("Table")}
    members |= {f"table/{n}": Array(v, dims=(dim,), coords=coords) for n, v in arrays.items()}
    members["table/1_s"] = Array(
        np.array([1, 2]), attrs={"long_name": "1/s"}, dims=(dim,), coords=coords
    )
    expected = pd.DataFrame({"x": [0.5, 1.0], "1/s": [1, 2]}, index)
    found = Universe(members, "u0", {})["table"]
    pd.testing.assert_frame_equal(found, expected, check_index_type=False)


def test_getitem__group_of_a_kind(universe: Universe, monkeypatch: pytest.MonkeyPatch) -> None:
    assert type(universe["data/abm/energy"]).__name__ == "TimeSeriesGroup"

    class Walks(StoredGroup):
        pass

    monkeypatch.setitem(GROUP_KINDS, "Walks", Walks)
    assert type(Universe({"x": Group("Walks")}, "u0", {})["x"]) is Walks
    assert type(Universe({"x": Group("Others")}, "u0", {})["x"]) is StoredGroup


def test_batch__what_is_in_it(path: str) -> None:
    with BatchFile(path) as batch:
        assert batch.ids == ["seed~3", "seed~4"]
        assert batch.fields == list(TREE)
        assert batch.parameters("seed~4") == {"seed": 4}
        assert batch.reasons("seed~3") == ()
        assert batch.reasons("seed~4") == ("no data.h5",)
        with pytest.raises(LoadError, match=r"no universe 'seed~5'. Did you mean 'seed~4'"):
            batch.universe("seed~5")


def test_batch__of_another_format(path: str) -> None:
    with netCDF4.Dataset(path, "a") as file:
        index = json.loads(str(file["paraverse"][...]))
        file["paraverse"][...] = json.dumps({**index, "format": FORMAT + 1})
    with pytest.raises(LoadError, match=f"format {FORMAT + 1}, and .* reads {FORMAT}"):
        BatchFile(path)


@pytest.mark.parametrize("content", [None, b"", b"not netCDF", "netCDF of others"])
def test_batch__not_a_store(tmp_path: Path, content: bytes | str | None) -> None:
    path = tmp_path / "batch.nc"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        xr.Dataset({"a": 1}).to_netcdf(path)
    with pytest.raises(LoadError, match=r"batch\.nc"):
        BatchFile(str(path))


def test_batch__that_nobody_has_any_more_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    def open_and_note(path: str) -> Any:
        file, index = open_file(path)
        opened.append(file)
        return file, index

    monkeypatch.setattr(read, "open_file", open_and_note)
    write_batch(tmp_path / "batch.nc", [LoadedUniverse(id="sim_1", key="1", tree=TREE)])
    universe = BatchFile(str(tmp_path / "batch.nc")).universe("sim_1")
    gc.collect()
    assert universe["data/walk"].shape == (3,)
    assert opened[0].isopen()
    del universe
    gc.collect()
    assert not opened[0].isopen()
    with BatchFile(str(tmp_path / "batch.nc")) as batch:
        assert batch.ids == ["sim_1"]
    assert not opened[1].isopen()
