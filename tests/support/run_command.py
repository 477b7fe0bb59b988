"""Run the program `paraverse` as its users do."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass

from support.paths import ROOT
from support.projects import Project


@dataclass(frozen=True)
class Output:
    """The output of a command.

    Attributes
    ----------
    code
        Exit status.
    out, err
        Standard output and standard error.
    """

    code: int
    out: str
    err: str


def paraverse(project: Project, *arguments: str, check: bool = True) -> Output:
    """Run the program in the folder of a project."""
    done = subprocess.run(
        [sys.executable, "-m", "paraverse.commands.main", *arguments],
        cwd=project.path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not check or done.returncode == 0, done.stderr
    return Output(done.returncode, done.stdout, done.stderr)
