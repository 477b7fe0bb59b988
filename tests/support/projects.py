"""Projects for tests, and a way to run Snakemake on them."""

from __future__ import annotations

import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from support import sweeps
from support.forked_programs import ForkedRun
from support.paths import ROOT

MakeFiles = Callable[[dict[str, str]], Path]


@dataclass(frozen=True)
class Run:
    """The outcome of a run of Snakemake.

    Attributes
    ----------
    code
        Exit status.
    output
        What it printed. A dry run has the output of Snakemake itself.
    jobs
        How often each rule was run to its end, or would be by a dry run.
    log
        The text of Snakemake's log, which contains more; empty for a dry run.
    """

    code: int
    output: str
    jobs: Counter[str]
    log: str = ""


@dataclass(frozen=True)
class Project:
    """A project in a folder of its own, run with the Snakefile of this repository."""

    path: Path

    def snakemake(self, *arguments: str, check: bool = True) -> Run:
        """Run Snakemake with two cores, in a fork of a process that has imported it."""
        is_dry = "--dry-run" in arguments
        # Of a dry run, Snakemake writes no log
        environment = {"PARAVERSE_OUTPUT": "snakemake"} if is_dry else {}
        logs = self._logs()
        run = self.start("--cores", "2", *arguments, **environment)
        code = run.wait_for_end()
        output = "".join(run.output())
        assert not check or code == 0, output
        log = "".join(path.read_text() for path in self._logs() - logs)
        if is_dry:
            table = output.partition("Job stats:")[2].partition("\n\n")[0]
            found = {name: int(n) for name, n in re.findall(r"^(\S+) +(\d+)$", table, re.M)}
            jobs = Counter({name: n for name, n in found.items() if name not in ("total", "all")})
        else:
            finished = re.findall(r"Finished jobid: \d+ \(Rule: (.+)\)", log)
            jobs = Counter(name for name in finished if name != "all")
        return Run(code, output, jobs, log)

    def command(self, *arguments: str) -> list[str]:
        """Return the command line of a run in a process of its own, as users start it."""
        return [sys.executable, "-m", "snakemake", *self._options(), *arguments]

    def start(self, *arguments: str, **environment: str) -> ForkedRun:
        """Start Snakemake, with some environment variables besides those of this process."""
        return ForkedRun("run_snakemake", *self._options(), *arguments, **environment)

    def _options(self) -> list[str]:
        return ["--snakefile", str(ROOT / "Snakefile"), "--directory", str(self.path)]

    def _logs(self) -> set[Path]:
        return set((self.path / ".snakemake" / "log").glob("*.log"))

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


def sweeps_project(folder: Path, sweep: Path) -> Project:
    """Set up a project that holds only config/ and uses the folders of a sweep."""
    (folder / "config").mkdir(parents=True)
    (folder / "my_simulation").symlink_to(sweep)
    lines = "".join(f"  {line}\n" for line in sweeps.GUIDE_LOAD.strip().splitlines())
    (folder / "config" / "config.yaml").write_text(f"data_dir: my_simulation\nload:\n{lines}")
    (folder / "config" / "plots.yaml").write_text(sweeps.guide_plots())
    return Project(folder)
