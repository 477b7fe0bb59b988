"""Run commands as whole processes, in turn, and compare what they take."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))
from support.paths import ROOT
from support.sweeps import GUIDE_LOAD

Command = Sequence[str | Path]


@dataclass(frozen=True)
class Usage:
    """The time and memory that a command took.

    Attributes
    ----------
    seconds
        From its start to its end.
    memory
        MB, of its largest process.
    """

    seconds: float
    memory: float


@dataclass(frozen=True)
class Case:
    """A command, and what is done before each run of it; `before` gets the number of the run."""

    command: Command
    before: Callable[[int], None] = lambda number: None


def run(command: Command, cwd: Path) -> Usage:
    """Run a command.

    Raises
    ------
    SystemExit
        If it fails.
    """
    with open(os.devnull, "wb") as nothing:
        start = perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=nothing, stderr=nothing)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed ({process.returncode}): {' '.join(map(str, command))}")
    return Usage(seconds, usage.ru_maxrss / 1024)


def in_turn(cases: Mapping[str, Case], cwd: Path, repeat: int) -> dict[str, list[Usage]]:
    """Run commands in turn, A B A B …, so that all see the machine at the same speed."""
    found: dict[str, list[Usage]] = {name: [] for name in cases}
    for number in range(repeat):
        for name, case in cases.items():
            case.before(number)
            found[name].append(run(case.command, cwd))
    return found


def seconds(runs: Sequence[Usage]) -> float:
    """Return the median."""
    return statistics.median(usage.seconds for usage in runs)


def memory(runs: Sequence[Usage]) -> float:
    """Return the largest."""
    return max(usage.memory for usage in runs)


def print_heading(text: str) -> None:
    """Print what `compare` prints rows of."""
    print(text)
    print(f"{'':<42} {'paraverse':>18} {'dantro':>20} {'ratio':>8}")


def compare(name: str, ours: Case, theirs: Case | None, cwd: Path, repeat: int) -> None:
    """Run a command and its rival in turn, and print medians and the ratio theirs / ours."""
    cases = {"ours": ours} if theirs is None else {"ours": ours, "theirs": theirs}
    found = in_turn(cases, cwd, repeat)
    mine = found["ours"]
    row = f"{name:<42} {seconds(mine):7.2f} s {memory(mine):5.0f} MB"
    if theirs is not None:
        other = found["theirs"]
        ratios = [t.seconds / o.seconds for o, t in zip(mine, other, strict=True)]
        row += f" {seconds(other):9.2f} s {memory(other):5.0f} MB {statistics.median(ratios):7.2f}×"
    print(row, flush=True)


def project(folder: Path, sweep: Path, plots: str, **files: str) -> Path:
    """Set up a project for a sweep, with the load configuration of dantro's guide.

    Parameters
    ----------
    folder
        Where to.
    sweep
        The universes.
    plots
        Text of the plots file.
    files
        Text of further files by the key of the configuration that they are for.
    """
    config = folder / "config"
    config.mkdir(parents=True)
    lines = "".join(f"  {line}\n" for line in GUIDE_LOAD.strip().splitlines())
    text = f"data_dir: {sweep}\nload:\n{lines}"
    for key, content in files.items():
        (config / f"{key}.py").write_text(content)
        text += f"{key}: config/{key}.py\n"
    (config / "config.yaml").write_text(text)
    (config / "plots.yaml").write_text(plots)
    return folder


def forget(folder: Path) -> None:
    """Remove all that runs in a project's folder made."""
    for name in ("results", "logs", ".snakemake", ".paraverse"):
        shutil.rmtree(folder / name, ignore_errors=True)


def snakemake(
    folder: Path, *arguments: str, cores: int = 2, snakefile: Path | None = None
) -> Command:
    """Return the command that runs a project, with this interpreter."""
    command = [sys.executable, "-m", "snakemake", "--cores", str(cores)]
    command += ["--directory", str(folder)]
    return [*command, "--snakefile", str(snakefile or ROOT / "Snakefile"), *arguments]


def dantro(python: str, sweep: Path, plots: Path, out: Path, *only: str) -> Case:
    """Return how dantro, in an interpreter that has it, loads a sweep and draws plots."""
    driver = ROOT / "tests" / "support" / "with_dantro.py"
    command: Command = [python, driver, sweep, plots, out, *only]
    return Case(command, lambda _: shutil.rmtree(out, ignore_errors=True))
