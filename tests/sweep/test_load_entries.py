"""Which entries are of universes."""

from __future__ import annotations

import pytest

from paraverse.config.models import LoadEntry
from paraverse.sweep.load_entries import Entries, target_of


def entry(**values: object) -> LoadEntry:
    return LoadEntry.model_validate({"loader": "text", "glob_str": "*", **values})


def test_entries__of_universes_go_where_the_space_is_attached() -> None:
    load = {
        "cfg": entry(target_path="cfg/{match:}"),
        "more": entry(target_path="cfg/more/{match:}"),
        "pspace": entry(target_path="runs", load_as_attr=True),
        "data": entry(target_path="runs/{match:}/data"),
        "left_out": entry(target_path="runs/{match:}/more", enabled=False),
    }
    entries = Entries.of(load)
    assert entries.group == "runs"
    assert list(entries.of_universes) == ["data"]
    assert list(entries.of_sweep) == ["cfg", "more", "pspace"]


def test_entries__without_space_are_of_the_group_with_most() -> None:
    load = {
        "cfg": entry(target_path="cfg/{match:}"),
        "data": entry(target_path="runs/{named[id]}/data"),
        "params": entry(target_path="runs/{groups[1]}/params"),
    }
    assert list(Entries.of(load).of_universes) == ["data", "params"]


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
def test_target_of__follows_what_is_given(values: dict[str, object], target: str) -> None:
    assert target_of(entry(**values)) == target
