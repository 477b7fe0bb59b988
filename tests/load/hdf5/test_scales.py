"""Dimension scales of HDF5 and netCDF-4 are labels."""

from __future__ import annotations

from pathlib import Path

import h5py
import netCDF4
import numpy as np
import pytest

from paraverse.base.field_filter import FieldFilter
from paraverse.load.hdf5.scales import is_only_a_dimension
from support.hdf5_files import get_array, load, load_all, write_file


def test_read_labels__of_dimension_scales(tmp_path: Path) -> None:
    def fill(file: h5py.File) -> None:
        file["grid"] = np.zeros((2, 3, 3, 4))
        file["time"] = np.array([0.5, 1.5])
        file["place"] = np.array([b"a", b"b", b"c"])
        file["far"] = np.arange(3)
        for scale in ("time", "place", "far"):
            file[scale].make_scale(f"the {scale}")
        file["grid"].dims[0].attach_scale(file["time"])
        for axis in (1, 2):
            file["grid"].dims[axis].attach_scale(file["place"])
        file["grid"].dims[1].attach_scale(file["far"])
        file["grid"].dims[0].label = "t"
        file["grid"].attrs["unit"] = "m"
        file["time"].attrs["units"] = "s"

    tree = load_all(write_file(tmp_path, fill))
    grid = get_array(tree, "grid")
    assert grid.dims == ("t", "place", "place_2", "dim_3")
    values = {name: (coord[0], coord[1].tolist()) for name, coord in grid.coords.items()}
    attrs = {name: dict(coord[2]) for name, coord in grid.coords.items() if len(coord) > 2}
    assert attrs == {"t": {"units": "s"}, "place": {}, "far": {}, "place_2": {}}
    assert values == {
        "t": (("t",), [0.5, 1.5]),
        "place": (("place",), ["a", "b", "c"]),
        "far": (("place",), [0, 1, 2]),
        "place_2": (("place_2",), ["a", "b", "c"]),
    }
    assert grid.attrs == {"unit": "m"}
    assert get_array(tree, "time").attrs == {"units": "s"}
    assert get_array(tree, "time").dims == ("time",)
    assert get_array(tree, "time").coords["time"][1].tolist() == [0.5, 1.5]


def test_read_labels__of_netcdf_dimensions(tmp_path: Path) -> None:
    path = tmp_path / "data.nc"
    with netCDF4.Dataset(path, "w") as file:
        file.createDimension("x", 3)
        file.createDimension("time", 2)
        file.createVariable("time", "f8", ("time",))[:] = [0.5, 1.5]
        file.createVariable("field", "f8", ("time", "x"))[:] = np.arange(6.0).reshape(2, 3)
    tree = load_all(path, FieldFilter(("field", "x")))
    assert list(tree) == ["", "field"]
    field = get_array(tree, "field")
    assert field.dims == ("time", "x")
    assert list(field.coords) == ["time"]
    assert field.coords["time"][1].tolist() == [0.5, 1.5]
    assert not {"DIMENSION_LIST", "_Netcdf4Dimid", "_Netcdf4Coordinates"} & set(field.attrs)


def test_read_labels__of_a_dimension_that_is_labeled_twice(tmp_path: Path) -> None:
    def fill(file: h5py.File) -> None:
        file["x"] = np.zeros((2, 2))
        for axis in (0, 1):
            file["x"].dims[axis].label = "t"

    assert get_array(load_all(write_file(tmp_path, fill)), "x").dims == ("t", "t_1")


def test_read_labels__that_are_broken_are_reported(tmp_path: Path) -> None:
    def fill(file: h5py.File) -> None:
        file["x"] = np.zeros((2, 2))
        file["x"].attrs["DIMENSION_LABELS"] = ["only one"]

    tree, reports = load(write_file(tmp_path, fill))
    assert get_array(tree, "x").dims is None
    assert len(reports) == 1
    assert reports[0].startswith("x: its dimension scales cannot be read: ")


@pytest.mark.parametrize("is_variable", [False, True])
def test_is_only_a_dimension__without_a_variable(tmp_path: Path, is_variable: bool) -> None:
    path = tmp_path / "data.nc"
    with netCDF4.Dataset(path, "w") as netcdf:
        netcdf.createDimension("x", 3)
        if is_variable:
            netcdf.createVariable("x", "f8", ("x",))
    with h5py.File(path) as file:
        assert is_only_a_dimension(file["x"].id) == (not is_variable)
