"""Several universes in one job: their files, failures and freshness are those of single jobs."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
import yaml

from support.projects import Project, Run

MODEL = """\
import sys
import time
from pathlib import Path

seed = int(Path(sys.argv[1]).read_text().split()[1])
Path("runs").open("a").write(f"{seed} ")
if Path(f"fail{seed}").exists():
    raise RuntimeError("broken model")
while Path(f"wait{seed}").exists():
    time.sleep(0.01)
(Path(sys.argv[2]) / "out.txt").write_text(f"seed {seed}\\n")
"""
COUNT = 7


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Seven universes, in jobs of up to three; no plots."""
    project = Project(tmp_path / "project")
    config = project.path / "config"
    config.mkdir(parents=True)
    (config / "space.yaml").write_text(f"!pspace\nseed: !pdim {{default: 0, range: [{COUNT}]}}\n")
    (config / "model.py").write_text(MODEL)
    entry = {
        "loader": "text",
        "glob_str": "*/out.txt",
        "path_regex": "([^/]+)/out.txt",
        "target_path": "simulations/{match:}/out",
    }
    settings = {
        "data_dir": "data",
        "simulate": {
            "parameter_space": "config/space.yaml",
            "script": "config/model.py",
            "outputs": ["out.txt", "params.yml", "sim.log"],
            "batch_size": 3,
        },
        "load": {"out": entry},
        "convert": {"fields": "all"},
    }
    (config / "config.yaml").write_text(yaml.safe_dump(settings))
    (config / "plots.yaml").write_text("")
    return project


def simulated(project: Project) -> str:
    """Return the seeds that were simulated since the last call, sorted."""
    runs = project.path / "runs"
    seeds = runs.read_text().split() if runs.exists() else []
    runs.unlink(missing_ok=True)
    return "".join(sorted(seeds))


def batches(run: Run) -> int:
    return sum(name.startswith("simulate_batch__") for name in run.jobs)


def data(project: Project) -> dict[str, bytes]:
    folder = project.path / "data"
    files = [path for path in folder.rglob("*") if path.is_file() and path.name[0] != "."]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_batch_size__alone_changes_nothing(project: Project) -> None:
    assert batches(project.snakemake()) == 3
    assert simulated(project) == "0123456"
    in_batches = data(project)
    project.edit("config/config.yaml", "batch_size: 3", "batch_size: 1")
    assert not project.snakemake().jobs
    project.edit("config/config.yaml", "batch_size: 1", "batch_size: 5")
    assert not project.snakemake().jobs
    assert not simulated(project)
    # Single jobs write the same
    project.edit("config/config.yaml", "batch_size: 5", "batch_size: 1")
    assert project.snakemake("--forcerun", "simulate").jobs["simulate"] == COUNT
    assert data(project) == in_batches


def test_failing_universe__is_the_only_one_to_be_simulated_again(project: Project) -> None:
    (project.path / "fail4").touch()
    # Without the default profile, Snakemake removes the outputs of jobs that fail
    profile = ["--workflow-profile", "none", "--keep-going"]
    run = project.snakemake(*profile, "--retries", "1", check=False)
    assert run.code == 1
    # Messages show the files of this universe only
    message = "    seed~4: RuntimeError: broken model\n    Log: logs/simulate/seed~4.log\n"
    assert run.output.count(message) == 2
    assert f"{message}    It is tried again." in run.output
    assert "not present when the DAG" not in run.log
    assert "output: data/seed~4/out.txt, data/seed~4/params.yml" in run.log
    assert "RuntimeError: broken model" in (project.path / "logs/simulate/seed~4.log").read_text()
    assert (project.path / "logs/simulate/seed~3.log").exists()
    assert simulated(project) == "01234456"
    (project.path / "fail4").unlink()
    assert project.snakemake().jobs == {"simulate": 1, "convert": 1}
    assert simulated(project) == "4"


def test_changes__simulate_what_they_concern(project: Project) -> None:
    project.snakemake()
    simulated(project)
    # Values that are new, and files that are missing or damaged
    project.edit("config/space.yaml", f"range: [{COUNT}]", "range: [9]")
    (project.path / "data/seed~1/out.txt").unlink()
    (project.path / "data/seed~4/out.txt").write_text("")
    (project.path / "data/seed~5/out.txt").write_text("")
    assert batches(project.snakemake()) == 2
    assert simulated(project) == "14578"
    # A model that has changed counts unless Snakemake is told that parameters do not
    project.edit("config/model.py", "seed {seed}", "seed = {seed}")
    (project.path / "data/seed~2/out.txt").unlink()
    (project.path / "data/seed~3/out.txt").unlink()
    project.snakemake("--rerun-triggers", "mtime")
    assert simulated(project) == "23"
    project.snakemake("--touch")
    assert not project.snakemake().jobs
    assert batches(project.snakemake("--forcerun", "simulate")) == 3
    assert simulated(project) == "012345678"
    assert not project.snakemake().jobs


def test_killed_run__keeps_whole_universes(project: Project) -> None:
    project.snakemake()
    simulated(project)
    before = data(project)
    project.edit("config/model.py", "seed {seed}", "seed = {seed}")
    (project.path / "wait1").touch()
    run = project.start("--cores", "1")
    runs = project.path / "runs"
    while not (runs.exists() and "1 " in runs.read_text()):
        assert run.wait(0.01) is None
    run.send(signal.SIGKILL)
    run.wait_for_end()
    done = simulated(project).replace("1", "")
    assert "0" in done
    (project.path / "wait1").unlink()
    project.snakemake()
    assert simulated(project) == "".join(sorted(set("0123456") - set(done)))
    assert data(project).keys() == before.keys()
    assert (project.path / "data/seed~1/out.txt").read_text() == "seed = 1\n"
