"""Load configurations give the universes of dantro, whatever the targets of their files are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dantro
import dantro.data_loaders
import h5py
import numpy as np
import pandas as pd
import pytest
import yaml

from paraverse.base.field_filter import FieldFilter
from paraverse.base.file_index import FileIndex
from paraverse.config.models import Config
from paraverse.load.formats.text import parse_text
from paraverse.load.members import Array, GroupMember
from paraverse.load.universe import load_universe
from paraverse.sweep.load_entries import LoadEntries
from paraverse.sweep.space_entry import find_space_entry
from paraverse.sweep.universes import find_existing_universes


class DataManager(dantro.data_loaders.AllAvailableLoadersMixin, dantro.DataManager):
    """Has all loaders of dantro."""

    _HDF5_GROUP_MAP: dict[str, Any] = {}  # noqa: RUF012 (dantro's)


@pytest.fixture
def sweep(tmp_path: Path) -> Path:
    """Three universes, each as a folder and as single files."""
    (tmp_path / "pspace.yml").write_text("!pspace {seed: !pdim {default: 0, range: [3]}}")
    (tmp_path / "units.yml").write_text("mass: kg")
    for number in range(1, 4):
        seed, folder = number - 1, tmp_path / f"sim_{number}"
        folder.mkdir()
        for path in (folder / "data.h5", tmp_path / f"run_{number}.h5"):
            with h5py.File(path, "w") as file:
                file["abm/energy"] = np.arange(3.0) + seed
                file.attrs["seed"] = seed
        np.save(folder / "walk.npy", np.arange(4) * seed)
        (folder / "log.txt").write_text(f"line {seed}")
        (folder / "params.yml").write_text(f"seed: {seed}\nmodel: {{size: 3}}\n")
        (tmp_path / f"run_{number}.csv").write_text(f"t,v\n0,{seed}\n1,2\n")
        np.save(tmp_path / f"run_{number}.npy", np.arange(4) * seed)
    return tmp_path


FOLDER = {"path_regex": r"sim_(\d+)/"}
SINGLE = {"path_regex": r"run_(\d+)"}
PARAMS = {"loader": "yaml", "glob_str": "sim_*/params.yml", **FOLDER}
DATA = {"loader": "hdf5", "glob_str": "sim_*/data.h5", **FOLDER}
WALK = {"loader": "numpy", "glob_str": "sim_*/walk.npy", **FOLDER}
LOG = {"loader": "text", "glob_str": "sim_*/log.txt", **FOLDER}
SPACE = {
    "loader": "yaml_to_object", "glob_str": "pspace.yml", "load_as_attr": True, "target_path": "mv",
    "unpack_data": True,
}  # fmt: skip
UNITS = {"loader": "yaml_to_object", "glob_str": "units.yml", "target_path": "units"}
CASES: dict[str, dict[str, Any]] = {
    "below the target of a file": {
        "data": {**DATA, "target_path": "mv/{match:}/data"},
        "walk": {**WALK, "target_path": "mv/{match:}/data/walk"},
        "log": {**LOG, "target_path": "mv/{match:}/data/abm/log"},
    },
    "below each other, with a parameter space": {
        "pspace": SPACE,
        "params": {**PARAMS, "target_path": "mv/{match:}/params"},
        "data": {**DATA, "target_path": "mv/{match:}/data"},
        "more": {**DATA, "target_path": "mv/{match:}/data/abm/more"},
    },
    "other objects than the parameter space": {
        "units": UNITS,
        "params": {**PARAMS, "target_path": "mv/{match:}/params"},
    },
    "whole universes in HDF5": {
        "data": {
            "loader": "hdf5", "glob_str": "run_*.h5", **SINGLE, "target_path": "mv/{match:}",
        },
    },
    "whole universes in HDF5, with a parameter space": {
        "pspace": SPACE,
        "data": {
            "loader": "hdf5", "glob_str": "run_*.h5", **SINGLE, "target_path": "mv/{match:}",
        },
    },
    "whole universes in tables": {
        "table": {
            "loader": "pandas_csv", "glob_str": "run_*.csv", **SINGLE, "target_path": "mv/{match:}",
        },
    },
    "whole universes in arrays": {
        "array": {
            "loader": "numpy", "glob_str": "run_*.npy", **SINGLE, "target_path": "mv/{match:}",
        },
    },
}  # fmt: skip


def _leaves(member: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(member, dantro.base.BaseDataGroup):
        for name, inner in member.items():
            yield from _leaves(inner, f"{path}/{name}".strip("/"))
    elif isinstance(member.data, pd.DataFrame):
        for name, column in member.data.items():
            yield f"{path}/{name}".strip("/"), column.to_numpy()
    else:
        yield path, member.data


def _theirs(folder: Path, load: dict[str, Any]) -> dict[str, dict[str, Any]]:
    manager = DataManager(str(folder), out_dir=False)
    if "pspace" in load:
        # Its ParamSpaceGroup takes no files as universes
        manager.new_group("mv")
    manager.load_from_cfg(load_cfg=load)
    return {str(name): dict(_leaves(member)) for name, member in manager["mv"].items()}


def _ours(folder: Path, load: dict[str, Any]) -> dict[str, dict[str, Any]]:
    config = Config.model_validate({"data_dir": str(folder), "load": load})
    entries = find_space_entry(LoadEntries.from_config(config.load), str(folder))
    universes, _ = find_existing_universes(str(folder), entries, FileIndex())
    found = {}
    for universe in universes:
        tree = load_universe(universe.files, FieldFilter()).tree
        found[universe.key] = {
            path: member.values
            if isinstance(member, Array)
            else parse_text(member.text, member.syntax)
            for path, member in tree.items()
            if not isinstance(member, GroupMember)
        }
    return found


@pytest.mark.parametrize("name", CASES)
def test_load_config__has_the_universes_of_dantro(sweep: Path, name: str) -> None:
    theirs = _theirs(sweep, yaml.safe_load(yaml.safe_dump(CASES[name])))
    ours = _ours(sweep, CASES[name])
    assert ours.keys() == theirs.keys()
    for key, fields in theirs.items():
        # What is the whole universe in dantro has the name of its entry here
        named = {"": "array"} | {column: f"table/{column}" for column in "tv"}
        expected = {named.get(path, path): value for path, value in fields.items()}
        mine = {path: value for path, value in ours[key].items() if path != "table/index"}
        assert mine.keys() == expected.keys()
        for path, value in expected.items():
            np.testing.assert_array_equal(np.asarray(mine[path]), np.asarray(value), path)


def test_load_config__attributes_are_the_parameter_space_only(sweep: Path) -> None:
    manager = DataManager(str(sweep), out_dir=False)
    manager.load_from_cfg(load_cfg={"units": UNITS})
    assert manager["units"].data == {"mass": "kg"}
    config = Config.model_validate({"data_dir": str(sweep), "load": {"units": UNITS}})
    assert find_space_entry(LoadEntries.from_config(config.load), str(sweep)).space is None
