"""The folder of a project that is part of a larger workflow, as its scripts see it.

Scripts start in the working directory of Snakemake. If another workflow has the project as a module
with a prefix, this is not the project's folder, which all paths of the project start from.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CONFIG = "config/config.yaml"
"""The configuration of a project, relative to its folder."""

_ENTERED: list[str] = []
"""The folder that this process has entered, relative to the working directory before."""


@dataclass(frozen=True)
class ProjectFolder:
    """The folder of a project, for scripts.

    This is not a string, which Snakemake would compare between runs, as results do not depend on
    it. It is not a `Path` either: those of Python 3.13 cannot be unpickled by another version,
    which scripts run with in environments of their own.

    Attributes
    ----------
    path
        The path, relative to the working directory of Snakemake.
    """

    path: str = "."

    def __str__(self) -> str:
        """Return the path, as Snakemake's report shows it."""
        return self.path


def enter_folder(folder: ProjectFolder) -> Callable[[str], str]:
    """Make the folder of a project the working directory.

    Parameters
    ----------
    folder
        The folder.

    Returns
    -------
    callable
        A function of a path, relative to the former working directory, that returns the path of
        the same file in the project. Files outside of the project have absolute paths.
    """
    if Path(folder.path) == Path():
        return str
    start = os.getcwd()
    os.chdir(folder.path)
    _ENTERED[:] = [folder.path]

    def path_in_project(path: str) -> str:
        if os.path.isabs(path):
            return str(path)
        relative = os.path.relpath(os.path.join(start, path), os.path.join(start, folder.path))
        return os.path.join(start, path) if relative.startswith("..") else relative

    return path_in_project


def about_folder(message: str) -> str:
    """Return a message about files of the project, with the folder that their paths start from.

    Parameters
    ----------
    message
        The message.

    Returns
    -------
    str
        The message, after a line that names the folder if `enter_folder` has changed the working
        directory of this process.
    """
    return "\n".join([*(f"In {folder}/:" for folder in _ENTERED), message])
