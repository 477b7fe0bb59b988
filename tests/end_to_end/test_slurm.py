"""The example runs through SLURM: a real one, on this machine, for the time of the test."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from support.paths import ROOT
from support.projects import Project, example_project

SCRIPTS = ROOT / "tests" / "support" / "slurm"
CANNOT_START = 3


@pytest.fixture(scope="module")
def slurm() -> Iterator[None]:
    """Start SLURM, and stop it at the end."""
    if importlib.util.find_spec("snakemake_executor_plugin_slurm") is None:
        pytest.skip("snakemake-executor-plugin-slurm is not installed")
    started = subprocess.run([SCRIPTS / "start.sh"], stderr=subprocess.PIPE, text=True, check=False)
    if started.returncode == CANNOT_START:
        pytest.skip(started.stderr.splitlines()[-1])
    assert started.returncode == 0, started.stderr
    yield
    subprocess.run([SCRIPTS / "stop.sh"], check=True)


def test_profile__repeats_the_default_one() -> None:
    default, slurm = (
        yaml.safe_load((ROOT / "profiles" / name / "profile.yaml").read_text())
        for name in ("default", "slurm")
    )
    # Given on the command line, it replaces that one
    assert {key: slurm.get(key) for key in default} == default


@pytest.mark.slurm
@pytest.mark.usefixtures("slurm")
def test_profile__makes_the_figures_of_a_local_run(finished: Project, tmp_path: Path) -> None:
    project = example_project(tmp_path / "slurm")
    profile = ["--workflow-profile", str(ROOT / "profiles" / "slurm")]
    quick = ["--slurm-init-seconds-before-status-checks", "5", "--retries", "0"]
    run = project.snakemake(*profile, *quick, "--cores", "8")
    assert figures(project) == figures(finished)
    submitted = Counter(re.findall(r"SLURM jobid \d+ \(log: \S+/rule_([^/]+)/", run.output))
    local = {"write_parameter_space"}
    assert submitted == Counter({name: n for name, n in run.jobs.items() if name not in local})
    assert submitted["simulate"] == 6


def figures(project: Project) -> dict[str, bytes]:
    """Return the figures of a project, by their paths."""
    folder = project.path / "results" / "figures"
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.pdf")}
    assert found
    return found
