"""Universes come out of the store as they went in, and others can read the files too."""

from __future__ import annotations

import tracemalloc
import warnings
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import h5py
import netCDF4
import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings

from paraverse.errors import LoadError
from paraverse.load.members import Array, Group, Member, Text
from paraverse.store.read.batch import BatchFile
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse
from paraverse.store.write.netcdf_writer import NetcdfWriter
from support.trees import assert_same, sweeps


def write(folder: Path, *trees: Mapping[str, Member], **options: Any) -> Path:
    """Write universes u0, u1, …"""
    universes = [
        LoadedUniverse(id=f"u{i}", key=str(i), parameters={}, tree=dict(t))
        for i, t in enumerate(trees)
    ]
    write_batch(folder / "batch.nc", universes, **options)
    return folder / "batch.nc"


@settings(max_examples=80, deadline=None)
@given(sweeps())
def test_write_batch__reading_gives_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, universes: list[LoadedUniverse]
) -> None:
    path = tmp_path_factory.getbasetemp() / "batch.nc"
    write_batch(path, universes)
    content = path.read_bytes()
    with BatchFile(path) as batch:
        assert batch.ids == [universe.id for universe in universes]
        for universe in universes:
            assert_same(dict(batch.members(universe.id)), universe.tree)
            assert_same(batch.parameters(universe.id), universe.parameters)
            assert batch.reasons(universe.id) == universe.reasons
    with warnings.catch_warnings(action="error"), xr.open_datatree(path) as opened:
        opened.load()
    write_batch(path, universes)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "values",
    [
        np.array([np.iinfo("i8").min, netCDF4.default_fillvals["i8"], 3]),
        np.array([netCDF4.default_fillvals["f8"], np.nan, -0.0]),
        np.array([0.5, np.nan], ">f2"),
        np.array([0.5, 1e300], "g"),
        np.array([True, False]),
        np.array(["ä", "b"], "U3"),
        np.array(["ä", "b"], object),
        np.array([b"a", b"bcd"]),
        np.array(["2001-01-01T12", "NaT"], "M8[ns]"),
        np.array([3, -1], "m8[s]"),
        np.arange(3, dtype=">i2"),
        np.array([[1, 2], [3, 4]], "u1"),
    ],
    ids=lambda values: f"{values.dtype.str}",
)
def test_write_batch__others_read_the_same_values(tmp_path: Path, values: np.ndarray) -> None:
    path = write(tmp_path, {"a/x": Array(values)}, {"a/x": Array(values[::-1])})
    with xr.open_datatree(path) as opened:
        found = opened["a/x"]
        assert found.dims == ("universe", "dim_0", "dim_1")[: values.ndim + 1]
        expected = values.astype("f8") if values.dtype.kind == "f" else values
        np.testing.assert_array_equal(found.values, np.stack([expected, expected[::-1]]))


def test_write_batch__others_read_parts_of_complex_numbers(tmp_path: Path) -> None:
    path = write(tmp_path, {"x": Array(np.array([1 + 2j, 3]))})
    with xr.open_datatree(path) as opened:
        assert opened["x"].sel(complex="imag").values.tolist() == [[2, 0]]


def test_write_batch__others_read_records_by_their_fields(tmp_path: Path) -> None:
    points = np.array([(1, 2), (3, 4)], [("x", "f8"), ("n", "i4")])
    path = write(tmp_path, {"points": Array(points, dims=("point",))})
    with xr.open_datatree(path) as opened:
        assert opened["points/n"].dims == ("universe", "point")
        assert opened["points/n"].values.tolist() == [[2, 4]]


@pytest.mark.parametrize("dtype", ["i4", "u1", "f8", "?", "M8[s]"])
def test_write_batch__others_see_where_universes_lack_a_field(tmp_path: Path, dtype: str) -> None:
    path = write(tmp_path, {"x": Array(np.array([0, 1]).astype(dtype))}, {})
    with xr.open_datatree(path) as opened:
        assert opened["x"].isnull().values.tolist() == [[False, False], [True, True]]


def test_write_batch__others_see_universes_parameters_and_status(tmp_path: Path) -> None:
    universes = [
        LoadedUniverse(id="u0", key="0", parameters={"seed": 1, "model": "a"}),
        LoadedUniverse(
            id="u1",
            key="1",
            parameters={"seed": 2, "model": "b"},
            reasons=("data.h5 is missing", "x"),
        ),
    ]
    write_batch(tmp_path / "batch.nc", universes)
    with xr.open_datatree(tmp_path / "batch.nc") as opened:
        found = {str(n): coord.values.tolist() for n, coord in opened.coords.items()}
    assert found == {
        "universe": ["u0", "u1"],
        "seed": [1, 2],
        "model": ["a", "b"],
        "status": ["complete", "incomplete: data.h5 is missing; x"],
    }


def test_write_batch__labels_of_all_universes_are_those_of_the_file(tmp_path: Path) -> None:
    def labelled(offset: float) -> Array:
        time, sites = np.array([0.0, 0.5]), np.array(["a", "b", "c"])
        return Array(
            np.full((2, 3), offset),
            attrs={"units": "J"},
            dims=("time", "site"),
            coords={
                "time": (("time",), time, {"long_name": "Zeit"}),
                "area": (("time", "site"), np.ones((2, 3))),
                "name": (("site",), sites),
                "temperature": ((), np.array(offset)),
            },
        )

    other = Array(np.arange(3.0), dims=("time",), coords={"time": (("time",), np.arange(3))})
    path = write(tmp_path, *({"abm/energy": labelled(i), "abm/z": other} for i in (1.0, 2.0)))
    with xr.open_datatree(path) as opened:
        energy = opened["abm/energy"].drop_vars(["seed", "status"], errors="ignore")
        expected = xr.DataArray(
            [np.full((2, 3), 1.0), np.full((2, 3), 2.0)],
            {
                "universe": ["u0", "u1"],
                "time": ("time", [0.0, 0.5], {"long_name": "Zeit"}),
                "area": (("time", "site"), np.ones((2, 3))),
                "name": ("site", ["a", "b", "c"]),
                "temperature": ("universe", [1.0, 2.0]),
            },
            ("universe", "time", "site"),
            "energy",
            {"units": "J"},
        )
        xr.testing.assert_identical(energy, expected)
        assert opened["abm/z"].dims == ("universe", "time_2")
        assert opened["abm/z"].coords["time_2"].values.tolist() == [0, 1, 2]


def test_write_batch__attributes_of_others_never_change_values(tmp_path: Path) -> None:
    shown = {"units": "m", "long_name": "Weg", "standard_name": "x", "n": 3, "at": np.arange(2)}
    hidden = {
        **{"scale_factor": 2.0, "add_offset": 1.0, "_FillValue": 1.0, "missing_value": 1.0},
        **{"valid_range": np.array([5.0, 6.0]), "calendar": "noleap", "coordinates": "y"},
        **{"dtype": "bool", "NAME": "x", "a/b": "c"},
    }
    trees = [
        {"x": Array(np.array([1.0, 2.0]), attrs={**shown, **hidden})},
        {"x": Array(np.array([1.0, 2.0]), attrs={"units": "days since 2000-01-01"})},
        {"x": Array(np.array([1.0, 2.0]), attrs={"units": "seconds"})},
    ]
    for tree in trees:
        with xr.open_datatree(write(tmp_path, tree)) as opened:
            assert opened["x"].values.tolist() == [[1.0, 2.0]]
            expected = shown if tree is trees[0] else {}
            np.testing.assert_equal(opened["x"].attrs, expected)


def test_write_batch__meaning_of_enums_is_told_to_others(tmp_path: Path) -> None:
    kind = h5py.enum_dtype({"RED": 0, "DARK GREEN": 1}, "i2")
    with xr.open_datatree(write(tmp_path, {"x": Array(np.zeros(2, kind))})) as opened:
        assert opened["x"].attrs["flag_meanings"] == "RED DARK_GREEN"
        assert opened["x"].attrs["flag_values"].tolist() == [0, 1]


@pytest.mark.parametrize("lengths", ["different", "equal"])
@pytest.mark.parametrize("name", ["energy/{}", "agents/{}/energy"])
def test_write_batch__many_arrays_are_few_variables(
    tmp_path: Path, name: str, lengths: str
) -> None:
    trees = [
        {
            name.format(step): Array(np.arange(step + (i if lengths == "different" else 0)))
            for step in range(150)
        }
        for i in range(3)
    ]
    path = write(tmp_path, *trees)
    with netCDF4.Dataset(path) as file:
        (group,) = file.groups.values()
        assert len(group.variables) == 1
        assert not group.groups
    with BatchFile(path) as batch:
        for universe, tree in zip(batch.ids, trees, strict=True):
            assert_same(dict(batch.members(universe)), tree)
        assert batch.is_stackable(name.format(100)) == (lengths == "equal")
        if lengths == "equal":
            stack = batch.stack(name.format(100), 1, 3, (slice(2, 5),))
            np.testing.assert_array_equal(stack, [[2, 3, 4]] * 2)


@pytest.mark.parametrize("more", [0, 1], ids=["stacked", "ragged"])
def test_members__reads_no_more_than_asked_for(tmp_path: Path, more: int) -> None:
    size = 500_000  # 4 MB
    path = write(tmp_path, *({"x": Array(np.ones(size + more * i))} for i in range(8)))
    with BatchFile(path) as batch:
        tracemalloc.start()
        batch.members("u3")["x"]
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 10e6


@pytest.mark.parametrize("compression", ["zlib", "zstd"])
def test_write_batch__compression(tmp_path: Path, compression: str) -> None:
    tree = {"x": Array(np.zeros(200_000)), "flag": Array(np.array(True)), "log": Text("a")}
    plain = write(tmp_path, tree).stat().st_size
    path = write(tmp_path, tree, compression=compression)
    assert path.stat().st_size < plain / 10
    with BatchFile(path) as batch:
        assert_same(dict(batch.members("u0")), tree)


def test_netcdf_writer__compression_that_netcdf_lacks() -> None:
    file: Any = SimpleNamespace(has_zstd_filter=lambda: False)
    with pytest.raises(LoadError, match="Set `compression` to zlib or none"):
        NetcdfWriter(file, "zstd")


@pytest.mark.parametrize(
    ("member", "message"),
    [
        (Array(np.array([{1}], dtype=object)), "values of type set cannot be stored"),
        (Array(np.ma.array([1, 2], mask=[0, 1])), "masked arrays cannot be stored"),
        (Group("Group", {"links": object()}), "attribute 'links' cannot be stored"),
        (
            Array(np.array(1), coords={"x": ((), np.array(len, dtype=object))}),
            "values of type builtin_function_or_method cannot be stored",
        ),
    ],
)
def test_write_batch__says_what_cannot_be_stored(
    tmp_path: Path, member: Member, message: str
) -> None:
    with pytest.raises(LoadError) as error:
        write(tmp_path, {"data/energy": Array(np.array(1))}, {"data/energy": member})
    assert str(error.value).startswith(f"universe u1: data/energy: {message}")
    assert list(tmp_path.iterdir()) == []


def test_stack__one_array_of_many_universes(tmp_path: Path) -> None:
    def labelled(values: list[int], x: list[int]) -> Array:
        return Array(np.array(values), dims=("x",), coords={"x": (("x",), np.array(x))})

    trees = [
        {
            "same": labelled([i, 2], [0, 1]),
            "labels": labelled([i, 2], [0, i]),
            "shape": Array(np.arange(i)),
            "dtype": Array(np.zeros(2, f"f{4 * i}")),
            "log": Text("x"),
            **({"one": Array(np.arange(2))} if i == 1 else {}),
        }
        for i in (1, 2)
    ]
    with BatchFile(write(tmp_path, *trees)) as batch:
        assert batch.is_stackable("same")
        np.testing.assert_array_equal(batch.stack("same", 0, 2), [[1, 2], [2, 2]])
        np.testing.assert_array_equal(batch.stack("same", 1, 2, (slice(0, 1),)), [[2]])
        for field in ("labels", "shape", "dtype", "log", "one", "nothing"):
            assert not batch.is_stackable(field)


def test_members__coordinates_of_one_value_keep_their_types(tmp_path: Path) -> None:
    kinds = [np.dtype("i2"), h5py.enum_dtype({"RED": 1}, "i2"), np.dtype(">i2")]
    tree = {
        f"x{i}": Array(np.array(0), dims=(), coords={"c": ((), np.array(1, kind).view(kind))})
        for i, kind in enumerate(kinds)
    }
    with BatchFile(write(tmp_path, tree)) as batch:
        assert_same(dict(batch.members("u0")), tree)
