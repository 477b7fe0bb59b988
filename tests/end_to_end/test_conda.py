"""The example runs in its conda environments, and takes nothing from Snakemake's own.

Snakemake is in an environment by itself here, with nothing that the workflow needs: it takes what
the plan needs from an environment, too. Also, Snakemake appends its site-packages to the path of
every script, so that a package missing from an environment file would be found there.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from support.paths import ROOT
from support.projects import Project, example_project

pytestmark = pytest.mark.conda

STAND_IN = ROOT / "tests" / "support" / "conda_stand_in.py"
ONLY_SNAKEMAKE = """\
channels: [conda-forge, nodefaults]
dependencies: [python, snakemake]
"""
TAKEN_IF_THERE = {"isal", "psutil"}
"""Packages that the checksums of simulations and dask can do without."""


@pytest.fixture(scope="module")
def in_conda(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the small example, run in conda environments."""
    pytest.importorskip("rattler", reason="py-rattler is not installed")
    base = tmp_path_factory.mktemp("conda")
    install_conda(base)
    (base / "snakemake.yaml").write_text(ONLY_SNAKEMAKE)
    create = f"conda env create --file {base}/snakemake.yaml --prefix {base}/snakemake"
    path = f"{base / 'bin'}{os.pathsep}{os.environ['PATH']}"
    run(create, path)
    project = example_project(tmp_path_factory.mktemp("in_conda") / "project")
    run(
        f"{base}/snakemake/bin/python -m snakemake --snakefile {shlex.quote(str(ROOT))}/Snakefile "
        f"--directory {project.path} --cores 2 all gallery --software-deployment-method conda",
        path,
    )
    return project


def install_conda(base: Path) -> None:
    """Make a folder that looks like an installation of conda."""
    (base / "bin").mkdir()
    command = shlex.join([sys.executable, str(STAND_IN), str(base)])
    (base / "bin" / "conda").write_text(f'#!/bin/sh\nexec {command} "$@"\n')
    (base / "bin" / "conda").chmod(0o755)
    (base / "bin" / "activate").write_text('export CONDA_PREFIX="$1" PATH="$1/bin:$PATH"\n')


def run(command: str, path: str) -> None:
    """Run a command that must succeed."""
    done = subprocess.run(
        shlex.split(command),
        env=os.environ | {"PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_environments__hold_what_the_scripts_import(in_conda: Project) -> None:
    environments = [path.parent for path in in_conda.path.glob(".snakemake/conda/*/pyvenv.cfg")]
    of_rules = {path.stem for path in (ROOT / "envs").glob("*.yaml")} - {"workflow"}
    assert len(environments) == len(of_rules)
    for environment in environments:
        # A line for each module that a script found outside of its environment
        lines = (environment / "from_elsewhere.txt").read_text().splitlines()
        assert lines
        found = {line.split()[1].partition(".")[0] for line in lines}
        # Snakemake's own are there to pass the parameters
        others = {name for name in found if not name.startswith("snakemake")}
        assert others <= TAKEN_IF_THERE


def test_figures__are_those_of_a_local_run(in_conda: Project, finished: Project) -> None:
    figures = "results/figures/random_walk/*.pdf"
    names = sorted(path.relative_to(finished.path) for path in finished.path.glob(figures))
    assert len(names) > 1
    for name in names:
        of_conda, of_local = ((run.path / name).read_bytes() for run in (in_conda, finished))
        # The record of the provenance names the packages that are installed
        page, _, _ = of_conda.partition(b"/ParaverseProvenance")
        assert page == of_local.partition(b"/ParaverseProvenance")[0] != of_local
