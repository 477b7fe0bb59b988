"""Files that xarray reads, and objects of xarray."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pandas as pd
import pytest
import xarray as xr

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.load.formats.xarray_files import xarray_to_members
from paraverse.load.members import Array, Deflate, GroupMember
from paraverse.load.run_loader import load_file
from support.reports import fail_on_report, ignore_report


@pytest.fixture
def dataset() -> xr.Dataset:
    """Return two variables with all kinds of coordinates."""
    return xr.Dataset(
        {
            "temperature": (("x", "time"), np.arange(6.0).reshape(2, 3), {"units": "K"}),
            "count": ("x", np.array([1, 2], "i2")),
        },
        {
            "time": ("time", pd.date_range("2020-01-01", periods=3), {"long_name": "t"}),
            "place": ("x", ["a", "b"]),
            "level": 2.5,
            "alone": ("alone", [1, 2]),
        },
        {"title": "T"},
    )


def load(name: str, path: Path, field_filter: FieldFilter | None = None, **options: Any) -> Any:
    return load_file(name, str(path), field_filter, report=fail_on_report, options=options)


def labelled(array: Array, name: str) -> xr.DataArray:
    return xr.DataArray(array.values, dict(array.coords), array.dims, name, dict(array.attrs))


def test_load_dataset__variables_with_labels(tmp_path: Path, dataset: xr.Dataset) -> None:
    dataset.to_netcdf(tmp_path / "x.nc")
    loaded = load("xr_dataset", tmp_path / "x.nc")
    assert loaded.pop("") == GroupMember("Dataset", {"title": "T"})
    coordinates = {name for name, member in loaded.items() if name in member.coords}
    assert coordinates == set(map(str, dataset.coords))
    variables = {name: labelled(member, name) for name, member in loaded.items()}
    back = xr.Dataset(
        {n: v for n, v in variables.items() if n not in coordinates},
        {n: v.variable for n, v in variables.items() if n in coordinates},
        {"title": "T"},
    )
    xr.testing.assert_identical(back, dataset)


@pytest.mark.parametrize(
    ("patterns", "names"),
    [(("count",), ["count"]), (("time",), ["time"]), (("c*", "level"), ["count", "level"])],
)
def test_load_dataset__selected_variables(
    tmp_path: Path, dataset: xr.Dataset, patterns: tuple[str, ...], names: list[str]
) -> None:
    dataset.to_netcdf(tmp_path / "x.nc")
    assert sorted(load("xr_dataset", tmp_path / "x.nc", FieldFilter(patterns))) == ["", *names]


@pytest.mark.parametrize("engine", [None, "netcdf4", "h5netcdf"])
def test_load_dataarray__with_labels(
    tmp_path: Path, dataset: xr.Dataset, engine: str | None
) -> None:
    array = dataset["temperature"]
    array.to_netcdf(tmp_path / "x.nc")
    loaded = load("xr_dataarray", tmp_path / "x.nc", engine=engine, load_completely=True)
    assert array["time"].attrs
    xr.testing.assert_identical(labelled(loaded, "temperature"), array)


def test_load_dataset__options_are_those_of_xarray(tmp_path: Path, dataset: xr.Dataset) -> None:
    dataset.to_netcdf(tmp_path / "x.nc", group="deep/group")
    loaded = load("xr_dataset", tmp_path / "x.nc", group="deep/group", decode_times=False)
    assert loaded["time"].values.tolist() == [0, 1, 2]


@pytest.mark.parametrize("engine", ["netcdf4", "h5netcdf"])
@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ({}, None),
        ({"zlib": True, "complevel": 6, "shuffle": False}, Deflate(6, shuffle=False)),
        ({"zlib": True, "complevel": 2, "shuffle": True}, Deflate(2, shuffle=True)),
        ({"compression": "zstd"}, Deflate()),
    ],
)
def test_load_dataset__compression(
    tmp_path: Path,
    dataset: xr.Dataset,
    encoding: dict[str, Any],
    expected: Deflate | None,
    engine: str,
) -> None:
    dataset.to_netcdf(tmp_path / "x.nc", engine="netcdf4", encoding={"temperature": encoding})
    loaded = load("xr_dataset", tmp_path / "x.nc", engine=engine)
    if "compression" in encoding and engine == "h5netcdf" and h5py.version.version_tuple < (3, 16):
        expected = None  # h5py named no compressions but its own
    assert loaded["temperature"].compression == expected
    assert loaded["count"].compression is None


def test_load_dataset__zarr(tmp_path: Path, dataset: xr.Dataset) -> None:
    pytest.importorskip("zarr")
    dataset.to_zarr(tmp_path / "x.zarr")
    assert load("xr_dataset", tmp_path / "x.zarr")["count"].values.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("xr_dataarray", {}, "more than one data variable"),
        ("xr_dataset", {"engine": "hdf7"}, "unrecognized engine 'hdf7'"),
        ("xr_dataset", {"group": "no"}, "cannot be loaded as xr_dataset"),
    ],
)
def test_load_dataset__reasons(
    tmp_path: Path, dataset: xr.Dataset, name: str, options: dict[str, Any], message: str
) -> None:
    dataset.to_netcdf(tmp_path / "x.nc")
    with pytest.raises(LoadError, match=message):
        load(name, tmp_path / "x.nc", **options)


@pytest.mark.parametrize("content", [None, b"", b"text", b"CDF\x01", b"\x89HDF\r\n\x1a\n"])
def test_load_dataset__broken_file(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.nc"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LoadError, match=str(path)):
        load("xr_dataset", path)


def test_xarray_to_members__keeps_dates_of_other_calendars() -> None:
    time = xr.date_range("2000-02-28", periods=3, calendar="360_day", use_cftime=True)
    dataset = xr.Dataset({"a": ("time", [1, 2, 3])}, {"time": time})
    reports: list[str] = []
    loaded = xarray_to_members(dataset, reports.append)
    assert isinstance(loaded, dict)
    member = loaded["a"]
    assert isinstance(member, Array)
    assert member.coords["time"][1].tolist() == time.tolist()
    assert reports == []


def test_xarray_to_members__levels_of_an_index_are_coordinates(dataset: xr.Dataset) -> None:
    stacked = dataset[["temperature"]].drop_vars("place").stack(point=("x", "time"))
    loaded = xarray_to_members(stacked, ignore_report)
    assert isinstance(loaded, dict)
    member = loaded["temperature"]
    assert isinstance(member, Array)
    assert member.dims == ("point",)
    assert {"x", "time"} <= member.coords.keys()
    assert "point" not in member.coords


def test_xarray_to_members__tree_of_datasets(dataset: xr.Dataset) -> None:
    tree = xr.DataTree.from_dict({"/": xr.Dataset(attrs={"a": 1}), "/deep/er": dataset[["count"]]})
    loaded = xarray_to_members(tree, ignore_report)
    assert isinstance(loaded, dict)
    assert loaded[""] == GroupMember("Dataset", {"a": 1})
    assert loaded["deep"] == GroupMember("Dataset")
    assert {"deep/er", "deep/er/count", "deep/er/place"} <= loaded.keys()


def test_xarray_to_members__names_with_slashes(dataset: xr.Dataset) -> None:
    loaded = xarray_to_members(dataset[["count"]].rename(count="a/b"), ignore_report)
    assert isinstance(loaded, dict)
    assert "a_b" in loaded


@pytest.mark.parametrize("loader", ["xr_dataset", "xr_dataarray"])
@pytest.mark.parametrize("kind", ["link", "raw file", "virtual"])
def test_load_dataset__files_outside_are_not_read(tmp_path: Path, loader: str, kind: str) -> None:
    secret = tmp_path / "secret.h5"
    with h5py.File(secret, "w") as file:
        file["y"] = np.arange(3)
    path = tmp_path / "data" / "x.nc"
    path.parent.mkdir()
    with h5py.File(path, "w") as file:
        if kind == "link":
            file["x"] = h5py.ExternalLink(str(secret), "y")
        elif kind == "raw file":
            file.create_dataset("x", (10,), "u1", external=[(str(secret), 0, 10)])
        else:
            layout = h5py.VirtualLayout((3,), "i8")
            layout[:] = h5py.VirtualSource(str(secret), "y", (3,))
            file.create_virtual_dataset("x", layout)
    with pytest.raises(LoadError, match=r"outside of|not an HDF5 file"):
        load(loader, path)


def test_load_dataset__values_that_are_not_stored(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "x.nc", "w") as file:
        file.create_dataset("x", (2**40,), "f8", chunks=(1000,))
    with pytest.raises(LoadError, match=r"claims 8\.8e"):
        load("xr_dataset", tmp_path / "x.nc")


class TouchesAFile:
    """Creates a file named "ran" when it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (Path("ran"),)


def test_load_dataset__zarr_stores_cannot_run_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("zarr")
    monkeypatch.chdir(tmp_path)
    array = {"zarr_format": 2, "shape": [1], "chunks": [1], "dtype": "<i8", "order": "C"}
    array |= {"compressor": {"id": "pickle", "protocol": 5}, "fill_value": 0, "filters": None}
    (tmp_path / "x.zarr" / "x").mkdir(parents=True)
    for name, content in {
        ".zgroup": {"zarr_format": 2},
        "x/.zarray": array,
        "x/.zattrs": {"_ARRAY_DIMENSIONS": ["t"]},
    }.items():
        (tmp_path / "x.zarr" / name).write_text(json.dumps(content))
    (tmp_path / "x.zarr" / "x" / "0").write_bytes(pickle.dumps(TouchesAFile()))
    with pytest.raises(LoadError):
        load("xr_dataset", tmp_path / "x.zarr")
    assert not (tmp_path / "ran").exists()
