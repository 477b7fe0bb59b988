"""Fields of a batch and their entries in the index."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np

from paraverse.load.members import Array, GroupMember, Member, Text
from paraverse.store.write.fields import FieldsWriter
from paraverse.store.write.netcdf_writer import NetcdfWriter


def write_fields(path: Path, **members: Sequence[Member | None]) -> dict[str, list[dict[str, Any]]]:
    count = len(next(iter(members.values())))
    with netCDF4.Dataset(path, "w") as file:
        writer = NetcdfWriter(file)
        writer.require_dimension(file, "universe", count, labels="names")
        return FieldsWriter(writer, count).write(members)


def test_write__one_entry_for_each_kind(tmp_path: Path) -> None:
    members: list[Member | None] = [Array(np.zeros(2)), Text("a"), Array(np.zeros(2)), None]
    entries = write_fields(tmp_path / "a.nc", x=members)["x"]
    assert [entry.get("in") for entry in entries] == [[0, 2], [1]]
    assert entries[0]["values"]["layout"] == "stacked"
    assert entries[1]["text"] == "text"


def test_write__arrays_that_few_universes_have_are_flat(tmp_path: Path) -> None:
    array = Array(np.zeros(2))
    (entry,) = write_fields(tmp_path / "a.nc", x=[array, None, None])["x"]
    assert entry["values"]["layout"] == "flat"
    assert entry["in"] == [0]


def test_write__groups_are_those_of_the_file(tmp_path: Path) -> None:
    group = GroupMember("TimeSeriesGroup", {"content": "time_series"})
    (entry,) = write_fields(tmp_path / "a.nc", energy=[group, group])["energy"]
    assert entry == {"group": "TimeSeriesGroup", "attrs": 0}
    with netCDF4.Dataset(tmp_path / "a.nc") as file:
        assert file["energy"].content == "time_series"


def test_write__dimensions_keep_their_names(tmp_path: Path) -> None:
    labeled = Array(np.zeros(2), dims=("time",))
    scalar = Array(np.array(1))
    entries = write_fields(tmp_path / "a.nc", time=[scalar], x=[labeled])
    assert entries["time"][0]["values"]["at"] == "/time_2"
    with netCDF4.Dataset(tmp_path / "a.nc") as file:
        assert file["x"].dimensions == ("universe", "time")
