"""Run the program `paraverse` as its users do."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from support.forked_programs import ForkedRun
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
    with contextlib.chdir(project.path):
        run = ForkedRun("run_paraverse", *arguments, PYTHONPATH=str(ROOT / "scripts"))
    code = run.wait_for_end()
    out, err = run.output()
    assert not check or code == 0, err
    return Output(code, out, err)
