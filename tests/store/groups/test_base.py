"""Access to members by paths, and messages for what does not exist."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xarray as xr

from paraverse.errors import LoadError
from paraverse.load.members import GroupMember, Text
from paraverse.store.groups import GROUP_CLASSES, Group
from paraverse.store.read.batch import BatchFile
from paraverse.store.universe import Universe


def test_getitem__group_in_a_group(universe: Universe) -> None:
    abm = universe["data"]["abm"]
    assert type(abm) is Group
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


def test_getitem__group_of_a_kind(universe: Universe, monkeypatch: pytest.MonkeyPatch) -> None:
    assert type(universe["data/abm/energy"]).__name__ == "TimeSeriesGroup"

    class Walks(Group):
        pass

    monkeypatch.setitem(GROUP_CLASSES, "Walks", Walks)
    assert type(Universe({"x": GroupMember("Walks")}, "u0", {})["x"]) is Walks
    assert type(Universe({"x": GroupMember("Others")}, "u0", {})["x"]) is Group


def test_iter__without_the_group_itself() -> None:
    whole = Universe({"": GroupMember(attrs={"version": 3}), "x/y": Text("a")}, "sim", {})
    assert list(whole) == ["x"]
    assert whole._ipython_key_completions_() == ["x/y"]
    assert whole.attrs == {"version": 3}
