"""Paths of a configuration, seen from another folder."""

from __future__ import annotations

from pathlib import Path

from paraverse.config.anchor import anchor_paths
from paraverse.config.models import Config

CONFIG = {
    "data_dir": "data",
    "simulate": {"parameter_space": "config/space.yaml", "script": "model.py"},
    "load": {
        "data": {"loader": "hdf5", "glob_str": "*/data.h5"},
        "more": {"loader": "text", "glob_str": "*.txt", "base_path": "/elsewhere"},
        "notes": {"loader": "text", "glob_str": "*.txt", "base_path": "notes"},
    },
    "loaders": "loaders.py",
}


def test_anchor_paths__makes_paths_to_universes_absolute() -> None:
    config = anchor_paths(Config.model_validate(CONFIG), Path("/project"))
    assert config.data_dir == "/project/data"
    assert config.simulate is not None
    assert config.simulate.parameter_space == "/project/config/space.yaml"
    assert config.loaders == ["/project/loaders.py"]
    base_paths = {name: entry.base_path for name, entry in config.load.items()}
    assert base_paths == {"data": None, "more": "/elsewhere", "notes": "/project/notes"}


def test_anchor_paths__changes_nothing_else() -> None:
    config = Config.model_validate(CONFIG)
    anchored = anchor_paths(config, Path("/project"))
    assert anchored.simulate is not None
    assert anchored.simulate.script == "model.py"
    assert anchored.plots == config.plots
    assert config.data_dir == "data"
