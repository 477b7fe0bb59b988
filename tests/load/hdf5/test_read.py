"""HDF5 files become trees of groups and arrays, or are described without reading values."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from paraverse.base.field_filter import FieldFilter
from paraverse.base.file_index import FileIndex
from paraverse.errors import LoadError
from paraverse.load.group_kinds import GROUP_TYPES
from paraverse.load.hdf5 import describe_hdf5, fields_if_absent, load_hdf5, measure_hdf5
from paraverse.load.members import GroupMember
from support.hdf5_files import (
    claim_too_much,
    dataset_with_filter,
    get_array,
    get_group,
    load,
    load_all,
    write_file,
)
from support.reports import fail_on_report

EVERYTHING = ["", "abm", "abm/energy", "abm/energy/0", "abm/energy/1", "abm/mean", "walk"]
MAPPING: dict[str, Any] = {"enable_mapping": True, "map_from_attr": "content"}


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A file as the example model writes it, with attributes."""
    path = tmp_path / "data.h5"
    with h5py.File(path, "w") as file:
        file.attrs["model"] = "walk"
        walk = file.create_dataset("walk", data=np.arange(3.0))
        walk.attrs["unit"] = "m"
        abm = file.create_group("abm")
        abm.attrs["agents"] = 42
        abm.create_dataset("mean", data=np.float32(1.5))
        energy = abm.create_group("energy")
        energy.attrs["content"] = "time_series"
        energy.create_dataset("0", data=np.zeros((2, 0)))
        energy.create_dataset("1", data=np.ones((2, 3), ">i4"))
    return str(path)


def test_load_hdf5__everything_with_attributes_and_groups_first(path: str) -> None:
    tree = load_all(path)
    assert list(tree) == EVERYTHING
    assert tree[""] == GroupMember("Group", {"model": "walk"})
    assert tree["abm"] == GroupMember("Group", {"agents": 42})
    np.testing.assert_array_equal(get_array(tree, "walk").values, np.arange(3.0))
    assert get_array(tree, "walk").attrs == {"unit": "m"}


@pytest.mark.parametrize(
    ("patterns", "names"),
    [
        (("walk",), ["walk"]),
        (("abm/mean",), ["abm", "abm/mean"]),
        (("abm/energy",), ["abm", "abm/energy", "abm/energy/0", "abm/energy/1"]),
        (("abm/energy/1", "walk"), ["abm", "abm/energy", "abm/energy/1", "walk"]),
        (("abm",), [name for name in EVERYTHING if name not in ("", "walk")]),
        (("nothing", "walk", "abm/nothing"), ["walk"]),
        (("walk/x",), []),
        ((), []),
        (("abm/*",), [name for name in EVERYTHING if name not in ("", "walk")]),
        (("*/m*",), ["abm", "abm/mean"]),
        (("w?lk",), ["walk"]),
        (("*/[0-9]",), ["abm", "abm/energy", "abm/energy/0", "abm/energy/1"]),
    ],
)
def test_load_hdf5__selected_fields_and_their_groups(
    path: str, patterns: tuple[str, ...], names: list[str]
) -> None:
    assert sorted(load_all(path, FieldFilter(patterns))) == ["", *names]


@pytest.mark.parametrize("value", GROUP_TYPES)
@pytest.mark.parametrize(
    "form", [str, str.encode, np.bytes_, lambda text: np.array([text.encode()])]
)
def test_load_hdf5__type_of_a_group_by_an_attribute(
    tmp_path: Path, value: str, form: Callable[[str], Any]
) -> None:
    path = tmp_path / "data.h5"
    with h5py.File(path, "w") as file:
        file.create_group("energy").attrs["content"] = form(value)
    tree = load_all(path, **MAPPING)
    assert get_group(tree, "energy").kind == GROUP_TYPES[value]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"enable_mapping": False, "map_from_attr": "content"},
        {"enable_mapping": True, "map_from_attr": "other"},
    ],
)
def test_load_hdf5__groups_are_plain_without_mapping(path: str, options: dict[str, Any]) -> None:
    tree = load_all(path, **options)
    assert tree["abm/energy"] == GroupMember("Group", {"content": "time_series"})


def test_load_hdf5__unknown_type_of_a_group_is_reported_once(tmp_path: Path) -> None:
    def fill(file: h5py.File) -> None:
        for name in "ab":
            file.create_group(name).attrs["content"] = "time_sries"

    tree, reports = load(write_file(tmp_path, fill), **MAPPING)
    assert tree["a"] == GroupMember("Group", {"content": "time_sries"})
    assert reports == [
        "a: content 'time_sries' is not a type of group. Did you mean 'time_series'?",
    ]


def test_load_hdf5__mapping_needs_an_attribute(path: str) -> None:
    with pytest.raises(LoadError, match="'enable_mapping' needs 'map_from_attr'"):
        load_hdf5(path, enable_mapping=True)


def test_describe_hdf5__types_shapes_and_attributes(path: str) -> None:
    descriptions = list(describe_hdf5(path, report=fail_on_report))
    assert [(d.path, d.kind, d.dtype, d.shape) for d in descriptions] == [
        ("", "Group", None, None),
        ("abm", "Group", None, None),
        ("abm/energy", "Group", None, None),
        ("abm/energy/0", "Array", "float64", (2, 0)),
        ("abm/energy/1", "Array", ">i4", (2, 3)),
        ("abm/mean", "Array", "float32", ()),
        ("walk", "Array", "float64", (3,)),
    ]
    (walk,) = (d for d in describe_hdf5(path) if d.path == "walk")
    assert walk.attrs == {"unit": "m"}


def test_describe_hdf5__reads_no_values(tmp_path: Path) -> None:
    def fill(file: h5py.File) -> None:
        claim_too_much(file)
        dataset_with_filter(32099)(file.create_group("g"))

    path = write_file(tmp_path, fill)
    shapes = {d.path: d.shape for d in describe_hdf5(str(path), report=fail_on_report)}
    assert shapes == {"": None, "x": (10**15,), "g": None, "g/x": (10,)}


def test_measure_hdf5__selected_datasets_with_and_without_compression(tmp_path: Path) -> None:
    def fill(file: h5py.File) -> None:
        claim_too_much(file)
        file["plain"] = np.zeros(1000)
        file.create_dataset("g/zeros", data=np.zeros(100_000), compression="gzip")
        file.create_dataset("g/other", data=np.ones(10))

    path = str(write_file(tmp_path, fill))
    kept, plain = measure_hdf5(path, FieldFilter())
    assert plain == 8 * 101_010, "what is not loaded does not count"
    assert 8 * 1010 < kept < 8 * 1010 + 5000
    assert measure_hdf5(path, FieldFilter(("plain",))) == (8000, 8000)
    (tmp_path / "broken.h5").write_text("no")
    with pytest.raises(LoadError):
        measure_hdf5(str(tmp_path / "broken.h5"), FieldFilter())


@pytest.mark.parametrize("field", ["walk", "abm", "abm/energy/1"])
def test_fields_if_absent__nothing_where_a_file_has_it(path: str, field: str) -> None:
    assert fields_if_absent(["missing.h5", path], field, FileIndex()) == set()


def test_fields_if_absent__all_where_no_file_has_it(path: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.h5"
    broken.write_text("no")
    assert fields_if_absent([str(broken), path], "abm/enrgy", FileIndex()) == set(EVERYTHING[1:])
    assert fields_if_absent([str(broken), "missing.h5"], "walk", FileIndex()) == set()


def test_load_hdf5__missing_file_is_named(tmp_path: Path) -> None:
    path = str(tmp_path / "missing.h5")
    with pytest.raises(LoadError, match=f"^{re.escape(path)} does not exist$"):
        load_hdf5(path)
