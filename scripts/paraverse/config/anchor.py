"""Paths of a configuration, as seen from a folder other than the project's."""

from __future__ import annotations

import os
from pathlib import Path

from paraverse.config.models import Config, LoadEntry


def anchor_paths(config: Config, folder: Path) -> Config:
    """Make the paths that lead to universes independent of the working directory.

    Paths in a configuration are relative to the project's folder, which is the working directory
    of Snakemake. Python programs that open a project may run elsewhere.

    Parameters
    ----------
    config
        The configuration, with paths relative to the project's folder.
    folder
        The project's folder.

    Returns
    -------
    Config
        A copy with absolute paths of the data directory, of the parameter space, of the folders
        that load entries start from and of files with loaders. Other paths, such as those of
        plots, stay relative.
    """

    def anchored(path: str) -> str:
        return os.path.join(folder, path)

    def anchored_entry(entry: LoadEntry) -> LoadEntry:
        if entry.base_path is None:
            return entry
        return entry.model_copy(update={"base_path": anchored(entry.base_path)})

    simulate = config.simulate and config.simulate.model_copy(
        update={"parameter_space": anchored(config.simulate.parameter_space)}
    )
    return config.model_copy(
        update={
            "data_dir": anchored(config.data_dir),
            "simulate": simulate,
            "load": {name: anchored_entry(entry) for name, entry in config.load.items()},
            "loaders": [anchored(file) for file in config.loaders],
        }
    )
