"""Sweeps and projects to measure with, changes of them, and the commands that run them."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

import h5py

from benchmarks.measure import Command, Turn
from support.paths import ROOT
from support.sweeps import GUIDE_LOAD, guide_plots, numbered_sweep

MULTIVERSE_PLOTS = ("mean_random_walk", "abm_mean_energy")

OPERATION = """
from paraverse import operation

@operation
def average(data, dim):
    return data.mean(dim) + 0
"""
"""In our projects in place of `.mean`, so that its body can be changed."""

_numbers = itertools.count(1)
"""Each change of a project or a sweep uses the next number, so that none repeats another."""


@dataclass(frozen=True)
class Sweeps:
    """Sweeps of the example model, each of which is simulated only once.

    Attributes
    ----------
    folder
        Where to.
    """

    folder: Path

    def of(self, universes: int) -> Path:
        """Return the folder of a sweep with a number of universes, a multiple of 2 or 3."""
        folder = self.folder / str(universes)
        if not folder.exists():
            step_sizes = (0.3, 1.0) if universes % 3 else (0.1, 0.3, 1.0)
            seeds, rest = divmod(universes, len(step_sizes))
            if rest or not seeds:
                raise ValueError(f"{universes} is not a multiple of 2 or 3")
            processes = (os.cpu_count() or 1) if universes > 300 else 1
            numbered_sweep(folder, seeds, step_sizes=step_sizes, processes=processes)
        return folder


def change_universe(sweep: Path) -> None:
    """Change a number in the data of one universe."""
    with h5py.File(min(sweep.glob("sim_*")) / "data.h5", "a") as file:
        file["random_walk"][1] = next(_numbers) / 1000


@dataclass(frozen=True)
class Project:
    """A project folder of paraverse."""

    folder: Path

    def change_title(self) -> None:
        """Give a plot another title."""
        path = self.folder / "config" / "plots.yaml"
        lines = path.read_text().splitlines()
        index = next(i for i, line in enumerate(lines) if "title: " in line)
        lines[index] = f"      title: Title {next(_numbers)}"
        path.write_text("\n".join(lines) + "\n")

    def change_operation(self) -> None:
        """Change the body of an operation."""
        text = OPERATION.replace("+ 0", f"+ {next(_numbers)}")
        (self.folder / "config" / "operations.py").write_text(text)

    def forget(self) -> None:
        """Remove everything that runs in this folder made."""
        for name in ("results", "logs", ".snakemake", ".paraverse"):
            shutil.rmtree(self.folder / name, ignore_errors=True)


def plots_of_sweep(figures: bool) -> str:
    """Return the plots of dantro's guide, with or without the figure of each universe."""
    text = guide_plots()
    if figures:
        return text
    return text.replace("random_walk:\n  # Choose", "_random_walk:\n  # Choose", 1)


def sweep_project(folder: Path, sweep: Path, plots: str, config: str = "") -> Project:
    """Set up a project for a sweep, with the load configuration of dantro's guide.

    Parameters
    ----------
    folder
        Where to.
    sweep
        The folder of the universes.
    plots
        The text of the plots file.
    config
        Further lines of ``config.yaml``.
    """
    files = folder / "config"
    files.mkdir(parents=True)
    lines = "".join(f"  {line}\n" for line in GUIDE_LOAD.strip().splitlines())
    (files / "config.yaml").write_text(
        f"data_dir: {sweep}\noperations: config/operations.py\nload:\n{lines}\n{config}"
    )
    (files / "operations.py").write_text(OPERATION)
    (files / "plots.yaml").write_text(plots.replace(".mean: [", "average: ["))
    return Project(folder)


def simulating_project(folder: Path, universes: int) -> Project:
    """Set up the example with more seeds, so that its number of universes is a multiple of 3."""
    shutil.copytree(ROOT / "config", folder / "config")
    path = folder / "config" / "parameter_space.yaml"
    path.write_text(path.read_text().replace("range: [10]", f"range: [{universes // 3}]"))
    return Project(folder)


@dataclass(frozen=True, kw_only=True)
class Checkout:
    """A checkout of paraverse, of which the Snakefile and the scripts are used.

    Attributes
    ----------
    name
        The name in tables.
    path
        Its folder.
    cores
        How many cores its runs use.
    """

    name: str
    path: Path
    cores: int

    def command(self, *arguments: str) -> Command:
        """Return the command that runs the project in the working directory."""
        return snakemake(self.path / "Snakefile", self.cores, *arguments)

    def copy_to(self, folder: Path) -> None:
        """Copy the files to a new folder, without results, environments and compiled files."""

        def ignored(parent: str, names: list[str]) -> set[str]:
            if Path(parent) != self.path:
                return {"__pycache__"}.intersection(names)
            environments = {name for name in names if Path(parent, name, "pyvenv.cfg").exists()}
            hidden = {name for name in names if name.startswith(".")}
            return environments | hidden | {"data", "results", "logs"}

        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.path, folder, ignore=ignored)


def snakemake(snakefile: Path, cores: int, *arguments: str) -> Command:
    """Return the command that runs a Snakefile in the working directory."""
    # Without -P, Python would import modules from the working directory
    command = [sys.executable, "-P", "-m", "snakemake", "--cores", str(cores)]
    return [*command, "--snakefile", snakefile, *arguments]


@dataclass(frozen=True, kw_only=True)
class Dantro:
    """An interpreter that has dantro.

    Attributes
    ----------
    python
        The interpreter.
    work
        A folder for the plots file and for results.
    """

    python: str
    work: Path
    name: str = field(default="dantro", init=False)

    def turn(self, sweep: Path, plots: str, *only: str) -> Turn:
        """Return how dantro loads a sweep and draws plots, or some of them."""
        self.work.mkdir(exist_ok=True)
        number = next(_numbers)
        file, out = self.work / f"plots_{number}.yaml", self.work / f"out_{number}"
        file.write_text(plots)
        driver = ROOT / "tests" / "support" / "with_dantro.py"
        return Turn(
            program=self.name,
            command=[self.python, driver, sweep, file, out, *only],
            cwd=self.work,
            before=lambda: shutil.rmtree(out, ignore_errors=True),
        )
