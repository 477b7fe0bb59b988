"""Entries of universes and of the sweep, and their targets."""

from __future__ import annotations

import pytest

from paraverse.config.models import LoadEntry
from paraverse.sweep.load_entries import LoadEntries, field_in_universe, target_template


def entry(**values: object) -> LoadEntry:
    return LoadEntry.model_validate({"loader": "text", "glob_str": "*", **values})


def test_from_config__entries_of_universes_go_where_the_space_is_attached() -> None:
    load = {
        "cfg": entry(target_path="cfg/{match:}"),
        "more": entry(target_path="cfg/more/{match:}"),
        "pspace": entry(target_path="runs", load_as_attr=True),
        "data": entry(target_path="runs/{match:}/data"),
        "left_out": entry(target_path="runs/{match:}/more", enabled=False),
    }
    entries = LoadEntries.from_config(load)
    assert entries.universe_group == "runs"
    assert list(entries.of_universes) == ["data"]
    assert list(entries.of_sweep) == ["cfg", "more", "pspace"]


def test_from_config__without_space_the_group_with_most_entries() -> None:
    load = {
        "cfg": entry(target_path="cfg/{match:}"),
        "data": entry(target_path="runs/{named[id]}/data"),
        "params": entry(target_path="runs/{groups[1]}/params"),
    }
    assert list(LoadEntries.from_config(load).of_universes) == ["data", "params"]


@pytest.mark.parametrize(
    ("values", "target"),
    [
        ({"glob_str": "table.csv"}, "{entry}"),
        ({"glob_str": "*.csv"}, "{entry}/{basename}"),
        ({"glob_str": ["a.csv", "b.csv"]}, "{entry}/{basename}"),
        ({"glob_str": "table.csv", "target_group": "tables"}, "tables/{entry}"),
        ({"glob_str": "*.csv", "target_group": "tables"}, "tables/{basename}"),
        ({"target_path": "a/{match}"}, "a/{match}"),
    ],
)
def test_target_template__from_path_group_or_entry(values: dict[str, object], target: str) -> None:
    assert target_template(entry(**values)) == target


def test_from_config__files_that_are_whole_universes() -> None:
    load = {
        "data": entry(loader="hdf5", target_path="days/{match:}"),
        "table": entry(loader="pandas_csv", target_path="days/{match:}"),
        "notes": entry(target_group="days/{match:}"),
    }
    entries = LoadEntries.from_config(load)
    assert {name: field_in_universe(e) for name, e in entries.of_universes.items()} == {
        "data": "", "table": "table", "notes": ""
    }  # fmt: skip
    assert entries.enabled["table"].target_path == "days/{match:}/table"


def test_from_config__the_attribute_is_the_parameter_space() -> None:
    load = {
        "meta": entry(loader="yaml_to_object"),
        "pspace": entry(loader="yaml_to_object", target_path="runs", load_as_attr=True),
        "data": entry(target_path="runs/{match:}/data"),
    }
    assert LoadEntries.from_config(load).space == "pspace"
    del load["pspace"]
    assert LoadEntries.from_config(load).space == "meta"
    del load["meta"]
    assert LoadEntries.from_config(load).space is None
