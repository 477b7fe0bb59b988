"""Copy the parameter space to where the universes are, so that the sweep describes itself."""

from __future__ import annotations

from pathlib import Path

from paraverse.base.atomic import atomic_path, temporary_files
from paraverse.base.late_changes import note_source
from paraverse.sweep.folders import mark_as_simulated


def write_parameter_space(parameter_space: str | Path, copy: str | Path) -> None:
    """Copy a parameter space, and mark the folder of the copy as created by `simulate`.

    Parameters
    ----------
    parameter_space
        The file with the parameter space.
    copy
        The file to write; it appears complete or not at all.
    """
    mark_as_simulated(Path(copy).parent)
    for leftover in temporary_files(copy):  # of a job that was killed
        leftover.unlink(missing_ok=True)
    with atomic_path(copy) as partial:
        Path(partial).write_bytes(Path(parameter_space).read_bytes())
    note_source(parameter_space)
