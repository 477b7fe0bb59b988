"""Projects for tests, and a way to run Snakemake on them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import sweeps

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Run:
    """What a run of Snakemake did.

    Attributes
    ----------
    code
        Exit status.
    output
        What it printed.
    jobs
        How often each rule was run to its end, or would be by a dry run.
    """

    code: int
    output: str
    jobs: Counter[str]


@dataclass(frozen=True)
class Project:
    """A project in a folder of its own, run with the Snakefile of this repository."""

    path: Path

    def snakemake(self, *arguments: str, check: bool = True) -> Run:
        """Run Snakemake with two cores."""
        command = [sys.executable, "-m", "snakemake", "--snakefile", str(ROOT / "Snakefile")]
        command += ["--directory", str(self.path), "--cores", "2", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        output = done.stdout + done.stderr
        assert not check or done.returncode == 0, output
        if "--dry-run" in arguments:
            table = output.partition("Job stats:")[2].partition("\n\n")[0]
            found = {name: int(n) for name, n in re.findall(r"^(\S+) +(\d+)$", table, re.M)}
            jobs = Counter({name: n for name, n in found.items() if name not in ("total", "all")})
        else:
            finished = re.findall(r"Finished jobid: \d+ \(Rule: (.+)\)", output)
            jobs = Counter(name for name in finished if name != "all")
        return Run(done.returncode, output, jobs)

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace text in a file of the project; it must be there."""
        path = self.path / file
        text = path.read_text()
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new))

    def copy_to(self, folder: Path) -> Project:
        """Copy the project with all that was made, times included."""
        shutil.copytree(self.path, folder, symlinks=True)
        return Project(folder)


def example_project(folder: Path) -> Project:
    """Set up the example in a folder, with 6 universes in batches of 3 or fewer."""
    shutil.copytree(ROOT / "config", folder / "config")
    project = Project(folder)
    project.edit("config/parameter_space.yaml", "range: [10]", "range: [3]")
    project.edit("config/parameter_space.yaml", "values: [0.1, 0.3, 1.0]", "values: [0.3, 1.0]")
    project.edit("config/parameter_space.yaml", "num_steps: 1023", "num_steps: 30")
    with (folder / "config" / "config.yaml").open("a") as file:
        file.write("\nconvert: {batch_size: 3}\n")
    return project


@pytest.fixture(scope="session")
def _finished(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = example_project(tmp_path_factory.mktemp("finished") / "project")
    project.snakemake()
    return project


@pytest.fixture
def finished(_finished: Project, tmp_path: Path) -> Project:
    """The small example, run to its end: a copy for each test."""
    return _finished.copy_to(tmp_path / "project")


@pytest.fixture
def unrun(tmp_path: Path) -> Project:
    """The small example before its first run."""
    return example_project(tmp_path / "project")


@pytest.fixture(scope="session")
def sweep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders `sim_12` … `sim_43` of somebody else, with the example's 30 universes."""
    return sweeps.numbered_sweep(tmp_path_factory.mktemp("sweep") / "my_simulation")


@pytest.fixture
def existing(tmp_path: Path, sweep: Path) -> Project:
    """A project with the guide's configuration for the folders of somebody else."""
    return sweeps_project(tmp_path / "project", sweep)


def sweeps_project(folder: Path, sweep: Path) -> Project:
    """Set up a project that holds only config/ and uses the folders of a sweep."""
    (folder / "config").mkdir(parents=True)
    (folder / "my_simulation").symlink_to(sweep)
    lines = "".join(f"  {line}\n" for line in sweeps.GUIDE_LOAD.strip().splitlines())
    (folder / "config" / "config.yaml").write_text(f"data_dir: my_simulation\nload:\n{lines}")
    (folder / "config" / "plots.yaml").write_text(sweeps.guide_plots())
    return Project(folder)


MakeFiles = Callable[[dict[str, str]], Path]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeFiles:
    """Write files into an empty folder and make it the working directory."""

    def write(contents: dict[str, str]) -> Path:
        for name, text in contents.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        monkeypatch.chdir(tmp_path)
        return tmp_path

    return write
