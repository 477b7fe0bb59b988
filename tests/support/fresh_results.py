"""Results of runs from nothing, to compare with."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from support.changing_project import ChangingProject, result_digests
from support.projects import Project


class FreshResults:
    """Results of runs from nothing, each of which is run only once.

    Parameters
    ----------
    folder
        A folder for the runs.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[tuple[str, ...], tuple[int, dict[str, str]]] = {}

    def say(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    def of(self, project: ChangingProject, *targets: str) -> tuple[int, dict[str, str]]:
        """Run a copy of a project from nothing.

        Parameters
        ----------
        project
            The project, whose configuration, code and data are copied.
        targets
            The targets of the run; all by default.

        Returns
        -------
        int, dict of str to str
            The exit status, and a digest of each result by its path.
        """
        key = (project.digest(), *targets)
        if key not in self._known:
            folder = self.folder / "fresh"
            shutil.rmtree(folder, ignore_errors=True)
            self._run(project, folder, *targets)
        return self._known[key]

    def copy_first(self, project: ChangingProject) -> None:
        """Let a project that was just created have the results of its first run."""
        first = self.folder / ("simulated" if project.settings.simulated else "existing")
        if not first.exists():
            self._run(project, first)
        shutil.rmtree(project.path)
        shutil.copytree(first, project.path, symlinks=True)

    def _run(self, project: ChangingProject, folder: Path, *targets: str) -> None:
        project.copy_sources(folder)
        code = Project(folder).start("--cores", "1", *targets).wait_for_end()
        self.say(f"fresh {targets} → {code}")
        self._known[project.digest(), *targets] = code, result_digests(folder)
