"""The example with any number of universes, which exist or are simulated."""

from __future__ import annotations

import shutil
from pathlib import Path

from support import sweeps
from support.paths import ROOT
from support.projects import Project, sweeps_project

BATCHES = 20
"""How many batches there are at most, of three universes or more."""


def existing_example(folder: Path, universes: int) -> Project:
    """Set up a project with the example's universes, in a folder beside it.

    Parameters
    ----------
    folder
        The folder of the project.
    universes
        The number of universes, which is rounded to multiples of three.
    """
    sweep = folder.parent / "sweep"
    if not sweep.exists():
        sweeps.numbered_sweep(sweep, seeds=universes // 3, num_steps=30)
    project = sweeps_project(folder, sweep)
    _set_batches(project, universes)
    return project


def simulated_example(folder: Path, universes: int, *, batch_size: int) -> Project:
    """Set up a project that simulates the example.

    Parameters
    ----------
    folder
        The folder of the project.
    universes
        The number of universes, which is rounded to multiples of three.
    batch_size
        How many universes a job simulates.
    """
    shutil.copytree(ROOT / "config", folder / "config")
    project = Project(folder)
    project.edit("config/parameter_space.yaml", "range: [10]", f"range: [{universes // 3}]")
    project.edit("config/parameter_space.yaml", "num_steps: 1023", "num_steps: 30")
    project.edit("config/config.yaml", "\nsimulate:", f"\nsimulate:\n  batch_size: {batch_size}")
    _set_batches(project, universes)
    return project


def _set_batches(project: Project, universes: int) -> None:
    size = max(3, -(-universes // BATCHES))
    with (project.path / "config" / "config.yaml").open("a") as file:
        file.write(f"\nconvert: {{batch_size: {size}}}\n")
