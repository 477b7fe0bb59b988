"""The files of a universe, which are written to a hidden folder and moved to its own at the end."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from paraverse.jobs.simulate import SimulateJob
from paraverse.yaml_io.data import write_yaml_data

_DEFAULT_OUTPUTS = ("params.yml", "sim.log")
"""Outputs that exist whether the model writes them or not."""


def empty_unfinished(folder: Path) -> Path:
    """Return the folder that a simulation writes to, without anything in it.

    Parameters
    ----------
    folder
        The folder of the universe.

    Returns
    -------
    Path
        A hidden folder in it.
    """
    unfinished = folder / ".unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    return unfinished


def add_default_outputs(
    unfinished: Path, job: SimulateJob, *, printed: Path, start: int = 0
) -> None:
    """Add the parameters and what was printed, unless the model has written these files.

    Parameters
    ----------
    unfinished
        The folder that the simulation has written to.
    job
        The universe.
    printed
        A file that ends with what the model has printed. It need not exist.
    start
        The position in this file where the output of the model begins.
    """
    if "sim.log" in job.outputs and not (unfinished / "sim.log").exists():
        with (unfinished / "sim.log").open("wb") as target:
            if printed.exists():
                with printed.open("rb") as source:
                    source.seek(start)
                    shutil.copyfileobj(source, target)
    if "params.yml" in job.outputs and not (unfinished / "params.yml").exists():
        write_yaml_data(unfinished / "params.yml", job.parameters)


def write_placeholders(unfinished: Path, outputs: Iterable[str], reason: str) -> None:
    """Replace the outputs of a simulation that failed, except for its log and its parameters.

    Parameters
    ----------
    unfinished
        The folder that the simulation has written to.
    outputs
        The files to expect, relative to the folder.
    reason
        The reason why the simulation failed.
    """
    for path in unfinished.iterdir():
        if path.name not in _DEFAULT_OUTPUTS:
            _remove(path)
    for name in outputs:
        if name not in _DEFAULT_OUTPUTS:
            (unfinished / name).parent.mkdir(parents=True, exist_ok=True)
            text = f"The simulation failed: {reason}\n"
            (unfinished / name).write_text(text, encoding="utf-8")


def move_outputs(unfinished: Path, folder: Path) -> None:
    """Move the files to the folder of the universe, where they replace earlier ones.

    Parameters
    ----------
    unfinished
        The folder that the simulation has written to. It is removed.
    folder
        The folder of the universe.
    """
    for path in sorted(unfinished.iterdir()):
        target = folder / path.name
        if target.is_dir():
            _remove(target)
        path.replace(target)
    unfinished.rmdir()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
