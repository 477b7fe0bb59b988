"""The entry with the parameter space."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from paraverse.config.models import Config
from paraverse.sweep.load_entries import LoadEntries
from paraverse.sweep.space_entry import find_space_entry

OBJECT = {"loader": "yaml_to_object"}
DATA = {"loader": "hdf5", "glob_str": "*/data.h5", "path_regex": "([^/]+)/"}


def space_of(folder: Path, **load: Any) -> str | None:
    (folder / "space.yml").write_text("parameter_space: !pspace {seed: !pdim {range: [3]}}")
    (folder / "units.yml").write_text("mass: kg")
    data = {"data": {**DATA, "target_path": "sims/{match:}/data"}}
    config = Config.model_validate({"data_dir": str(folder), "load": {**data, **load}})
    return find_space_entry(LoadEntries.from_config(config.load), config.data_dir).space


@pytest.mark.parametrize(
    ("files", "space"),
    [
        ({"a": "units.yml"}, None),
        ({"a": "units.yml", "b": "space.yml"}, "b"),
        ({"a": "space.yml", "b": "units.yml"}, "a"),
        ({"a": "missing.yml"}, "a"),
        ({}, None),
    ],
)
def test_find_space_entry__by_content(
    tmp_path: Path, files: dict[str, str], space: str | None
) -> None:
    load = {name: {**OBJECT, "glob_str": file} for name, file in files.items()}
    assert space_of(tmp_path, **load) == space


def test_find_space_entry__by_load_as_attr(tmp_path: Path) -> None:
    named = {**OBJECT, "glob_str": "units.yml", "target_path": "sims", "load_as_attr": True}
    assert space_of(tmp_path, a={**OBJECT, "glob_str": "space.yml"}, b=named) == "b"


def test_find_space_entry__whose_file_must_not_be_read(tmp_path: Path) -> None:
    (tmp_path.parent / "outside.yml").write_text("a: 1")
    (tmp_path / "link.yml").symlink_to(tmp_path.parent / "outside.yml")
    assert space_of(tmp_path, a={**OBJECT, "glob_str": "link.yml"}) == "a"
