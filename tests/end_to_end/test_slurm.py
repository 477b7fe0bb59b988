"""Jobs run through SLURM, and it ends some: a real one, here, for the time of the test."""

from __future__ import annotations

import importlib.util
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from paraverse.workflow.display.run_output import MAX_FAILURES
from support.paths import ROOT
from support.projects import Project
from support.small_sweeps import simulated_project

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


PROFILE = ["--workflow-profile", str(ROOT / "profiles" / "slurm"), "--cores", "8"]
PROFILE += ["--slurm-init-seconds-before-status-checks", "1", "--retries", "0"]
PROFILE += ["--max-status-checks-per-second", "2"]


def start(project: Project, output: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(SCRIPTS / "submit.py"), "--snakefile", str(ROOT / "Snakefile")]
    command += ["--directory", str(project.path), *PROFILE, *arguments]
    with output.open("wb") as file:
        return subprocess.Popen(command, stdout=file, stderr=file, start_new_session=True)


@pytest.mark.slurm
@pytest.mark.usefixtures("slurm")
def test_profile__makes_the_figures_of_a_local_run(tmp_path: Path) -> None:
    project, local = (simulated_project(tmp_path / name) for name in ("project", "local"))
    for each in (project, local):
        each.edit("config/config.yaml", "script:", "batch_size: 2\n  script:")
    output = tmp_path / "output"
    running = start(project, output)
    local.snakemake()
    assert running.wait(timeout=300) == 0, output.read_text()
    assert figures(project) == figures(local)
    (path,) = (project.path / ".snakemake" / "log").glob("*.log")
    log, printed = path.read_text(), output.read_text()
    submitted = Counter(re.findall(r"SLURM jobid \d+ \(log: \S+/rule_([^/]+)/", log))
    ended = Counter(re.findall(r"Finished jobid: \d+ \(Rule: (.+)\)", log))
    for rule in ("all", "write_parameter_space"):  # here
        del ended[rule]
    assert submitted == ended
    # Two of the three universes, and the third by itself
    assert submitted["simulate"] == 1
    assert sum(name.startswith("simulate_batch__") for name in submitted) == 1
    assert " (with slurm)\n" in printed
    assert "SLURM jobid" not in printed


def figures(project: Project) -> dict[str, bytes]:
    """Return the figures of a project, by their paths."""
    folder = project.path / "results" / "figures"
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.pdf")}
    assert found
    return found


MODEL = """\
import sys
import time
from pathlib import Path

name = Path(sys.argv[2]).parent.name
Path("runs").open("a").write(f"{name} ")
if Path(f"{name}.memory").exists():
    memory = [b"1" * 100_000_000 for _ in range(15)]
    time.sleep(60)
while Path(f"{name}.wait").exists():
    time.sleep(0.1)
(Path(sys.argv[2]) / "out.txt").write_text(name)
"""


@pytest.fixture
def waiting(tmp_path: Path) -> Project:
    """Four universes, which the model of a project simulates when they need not wait; no plots."""
    project = Project(tmp_path / "project")
    config = project.path / "config"
    config.mkdir(parents=True)
    (config / "space.yaml").write_text("!pspace\nn: !pdim {default: 0, range: [4]}\n")
    (config / "model.py").write_text(MODEL)
    simulate = {
        "parameter_space": "config/space.yaml",
        "script": "config/model.py",
        "outputs": ["out.txt"],
        "batch_size": 1,
    }
    entry = {
        "loader": "text",
        "glob_str": "*/out.txt",
        "path_regex": "([^/]+)/out.txt",
        "target_path": "simulations/{match:}/out",
    }
    settings = {"data_dir": "data", "simulate": simulate, "load": {"out": entry}}
    (config / "config.yaml").write_text(yaml.safe_dump(settings | {"convert": {"fields": "all"}}))
    (config / "plots.yaml").write_text("")
    return project


def wait_until(condition: Callable[[], object], running: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 300
    while not condition():
        assert running.poll() is None
        assert time.monotonic() < end
        time.sleep(0.2)


def nodes() -> dict[str, tuple[str, str]]:
    """Return the node and the id of each job that runs, by its universe or the name of its rule."""
    command = ["squeue", "--noheader", "--states", "RUNNING", "--format", "%k|%N|%i"]
    lines = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    jobs = (line.split("|") for line in lines.splitlines())
    return {comment.rpartition("_wildcards_")[2]: (node, job) for comment, node, job in jobs}


@pytest.mark.slurm
@pytest.mark.usefixtures("slurm")
def test_jobs_that_slurm_ends__are_named_with_the_reason(waiting: Project, tmp_path: Path) -> None:
    universes = [f"n~{n}" for n in range(4)]
    for universe in universes[1:]:
        (waiting.path / f"{universe}.wait").touch()
    (waiting.path / "n~0.memory").touch()
    output = tmp_path / "output"
    running = start(waiting, output, "--default-resources", "mem_mb=1000", "runtime=10")
    runs = waiting.path / "runs"
    wait_until(lambda: runs.exists() and len(runs.read_text().split()) == 4, running)
    wait_until(lambda: "n~0" not in nodes(), running)
    # The job that runs out of time must not be on the node that is lost
    jobs = nodes()
    first, second, third = (universe for universe in jobs if universe in universes)
    pairs = [(first, second), (first, third), (second, third)]
    lost, slow = next((a, b) for a, b in pairs if jobs[a][0] != jobs[b][0])
    (canceled,) = {first, second, third} - {lost, slow}
    subprocess.run(["scancel", jobs[canceled][1]], check=True)
    wait_until(lambda: canceled not in nodes(), running)
    down = ["update", f"nodename={jobs[lost][0]}", "state=down", "reason=test"]
    subprocess.run(["scontrol", *down], check=True)
    # Limits are in minutes, and SLURM looks for jobs at their end twice a minute
    end = ["update", f"jobid={jobs[slow][1]}", "endtime=now"]
    subprocess.run(["scontrol", *end], check=True)
    assert running.wait(timeout=300) == 1
    (log,) = (waiting.path / ".snakemake" / "log").glob("*.log")
    messages = re.findall(r"message: (.*)\n(?:.*\n)??.*output: data/(.*)/out", log.read_text())
    reasons = {universe: message for message, universe in messages}
    assert reasons["n~0"].startswith("The job ran out of memory: it needed more than the 1000 MB")
    assert "`--set-resources simulate:mem_mb=2000`" in reasons["n~0"]
    assert reasons[slow].startswith("The job ran out of time: it took longer than the 10 minutes")
    assert "`--set-resources simulate:runtime=20`" in reasons[slow]
    assert reasons[lost].startswith("The node of the job was lost. Unless Snakemake repeats it")
    assert reasons[canceled].startswith("Somebody canceled the job")
    printed = output.read_text()
    assert sum(f"    {reason}" in printed for reason in reasons.values()) == MAX_FAILURES
    for file in [*waiting.path.glob("*.wait"), *waiting.path.glob("*.memory")]:
        file.unlink()
    # Here, as this is quicker
    assert waiting.snakemake().jobs == {"simulate": 4, "convert": 1}


@pytest.mark.slurm
@pytest.mark.usefixtures("slurm")
def test_killed_submitter__leaves_jobs_that_the_next_run_waits_for(
    waiting: Project, tmp_path: Path
) -> None:
    """One job simulates all universes. The next run continues where it is."""
    waiting.edit("config/config.yaml", "batch_size: 1", "batch_size: 4")
    (waiting.path / "n~1.wait").touch()
    running = start(waiting, tmp_path / "output")
    runs = waiting.path / "runs"
    wait_until(lambda: runs.exists() and runs.read_text() == "n~0 n~1 ", running)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    waiting.snakemake("--unlock")
    again = start(waiting, tmp_path / "output", "--omit-from", "convert")
    log = waiting.path / "logs/simulate/n~1.log"
    wait_until(
        lambda: log.exists() and "Another process is simulating n~1" in log.read_text(), again
    )
    (waiting.path / "n~1.wait").unlink()
    assert again.wait(timeout=300) == 0
    assert Counter(runs.read_text().split()) == {f"n~{n}": 1 for n in range(4)}
    logs = (waiting.path / ".snakemake" / "log").glob("*.log")
    assert any(re.findall(r"rule_(simulate\w*)", log.read_text()) for log in logs)
