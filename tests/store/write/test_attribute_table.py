"""Attributes in the index."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np

from paraverse.store.read.columns import Variables
from paraverse.store.read.members import MemberReader
from paraverse.store.read.stored_file import StoredFile
from paraverse.store.write.attribute_table import AttributeTable
from paraverse.store.write.new_file import new_file
from support.trees import assert_same


def entry_of(table: AttributeTable, *attributes: dict[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    table.add(entry, attributes)
    return entry


def test_add__equal_attributes_are_one_row() -> None:
    table = AttributeTable()
    assert entry_of(table, {"unit": "m"}, {"unit": "m"}) == {"attrs": 0}
    assert entry_of(table, {"unit": "m"}, {}) == {"attrs": [0, 1]}
    assert entry_of(table, {}, {}) == {}
    assert table.rows == [{"unit": "m"}, {}]


def test_add__types_count() -> None:
    table = AttributeTable()
    assert entry_of(table, {"n": 1}, {"n": np.int64(1)}, {"n": 1.0}) == {"attrs": [0, 1, 2]}


def test_add__read_attributes_gives_them_back(tmp_path: Path) -> None:
    attributes: list[dict[str, Any]] = [{"n": np.arange(2), "name": "ä"}, {"n": None}]
    table = AttributeTable()
    entry = entry_of(table, *attributes)
    with new_file(tmp_path / "a.nc"):
        pass
    with StoredFile(tmp_path / "a.nc") as file:
        reader = MemberReader(Variables(file), json.loads(json.dumps(table.rows)))
        for row, attrs in enumerate(attributes):
            assert_same(reader.read_attributes(entry, row), attrs)


def test_add__netcdf_gets_what_all_universes_share(tmp_path: Path) -> None:
    table = AttributeTable()
    with netCDF4.Dataset(tmp_path / "a.nc", "w") as file:
        table.add({}, [{"title": "a", "object": None}] * 2, file)
        assert file.ncattrs() == ["title"]
        table.add({}, [{"note": "a"}, {"note": "b"}], file)
        assert file.ncattrs() == ["title"]
