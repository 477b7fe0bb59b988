"""The fields of universes."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np

from paraverse.config.models import Config
from paraverse.new_project.contents import read_contents, read_sweep_of
from support.odd_layouts import write_data


def test_read_contents__describes_fields_of_numbers(tmp_path: Path) -> None:
    for number in range(3):
        write_data(tmp_path / f"run_{number}.h5", number, {"beta": number})
    (tmp_path / "run_0.h5").write_bytes(b"damaged")
    entry = {
        "loader": "hdf5", "glob_str": "*.h5", "path_regex": r"(run_\d+)\.h5",
        "target_path": "sims/{match:}/data",
    }  # fmt: skip
    config = Config.model_validate({"data_dir": str(tmp_path), "load": {"data": entry}})
    universes, space = read_sweep_of(config)
    assert space is not None
    assert space.dimensions == {"beta": (1, 2)}
    contents = read_contents(config, universes, space)
    shapes = {field.path: field.shape for field in contents.fields}
    assert shapes == {
        "data/group/grid": (20, 3, 4), "data/group/infected": (20,), "data/time": (20,),
    }  # fmt: skip
    assert [field.path for field in contents.fields if field.is_coordinate] == ["data/time"]
    assert [universe.id for universe in contents.without_point] == ["run_0"]


def test_read_contents__tells_what_can_be_combined(tmp_path: Path) -> None:
    for number in (1, 2):
        with h5py.File(tmp_path / f"run_{number}.h5", "w") as file:
            file.attrs["beta"] = number
            file["same"] = np.arange(3)
            file["growing"] = file["labelled"] = np.arange(number)
            file["labelled"].attrs.update({"dims": ["x"], "coords__x": np.arange(number)})
            file[f"only_{number}"] = np.arange(3)
    entry = {
        "loader": "hdf5", "glob_str": "*.h5", "path_regex": r"(run_\d+)\.h5",
        "target_path": "sims/{match:}/data",
    }  # fmt: skip
    config = Config.model_validate({"data_dir": str(tmp_path), "load": {"data": entry}})
    contents = read_contents(config, *read_sweep_of(config))
    assert {field.path for field in contents.fields if field.is_combinable} == {
        "data/same", "data/labelled",
    }  # fmt: skip


def test_read_contents__finds_names_along_dimensions(tmp_path: Path) -> None:
    for number in range(2):
        with h5py.File(tmp_path / f"run_{number}.h5", "w") as file:
            file.attrs["beta"] = number
            file["a/sir"] = np.ones((3, 3))
            file["a/sir"].attrs.update({"columns": ["S", "I", "R"], "tags": ["x", "x", "y"]})
            file["a/counts"] = np.ones((2, 5))
            file["a/species"] = ["fox", "hare"]
    entry = {
        "loader": "hdf5", "glob_str": "*.h5", "path_regex": r"(run_\d+)\.h5",
        "target_path": "sims/{match:}/data",
    }  # fmt: skip
    config = Config.model_validate({"data_dir": str(tmp_path), "load": {"data": entry}})
    contents = read_contents(config, *read_sweep_of(config))
    sources = {f.path: {n: s.config for n, s in f.names.items()} for f in contents.fields}
    assert sources == {
        "data/a/sir": {1: {"attribute": "columns"}},
        "data/a/counts": {0: "data/a/species"},
    }
