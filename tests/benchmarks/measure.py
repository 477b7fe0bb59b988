"""Run commands in turn, each in a clean environment, and collect what they take."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str | Path]

PROCESS_TREE = Path(__file__).with_name("process_tree.py")

CHANGE_PROGRAMS = ("PYTHON", "SNAKEMAKE", "PARAVERSE", "DANTRO")
"""Beginnings of the names of environment variables that change what a program does or imports."""


class CommandError(Exception):
    """A command failed."""


@dataclass(frozen=True, kw_only=True)
class Usage:
    """The time and memory that a command took, with all processes that it started.

    Attributes
    ----------
    wall
        Seconds from its start to its end.
    cpu
        Seconds of CPU time, user and system.
    memory
        Peak in MB of all processes together. Shared pages count once. It is sampled, but at least
        the exact peak of the largest process.
    largest
        Peak in MB of the largest process.
    """

    wall: float
    cpu: float
    memory: float
    largest: float

    def value(self, quantity: str) -> float:
        """Return an attribute by its name."""
        return float(getattr(self, quantity))


def clean_environment(variables: Mapping[str, str]) -> dict[str, str]:
    """Leave out variables that change what a program does or which modules it imports."""
    return {
        name: value for name, value in variables.items() if not name.startswith(CHANGE_PROGRAMS)
    }


def run(command: Command, cwd: Path, limit: int = 0) -> Usage:
    """Run a command.

    Parameters
    ----------
    command
        The program and its arguments.
    cwd
        The working directory.
    limit
        The memory in MB that each process may allocate for itself; by default there is no limit.

    Raises
    ------
    CommandError
        If it fails. The message contains the end of what it printed.
    """
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "output")
        supervisor: Command = [sys.executable, "-I", PROCESS_TREE, output, str(limit * 1_000_000)]
        process = subprocess.Popen(
            [*supervisor, *command],
            cwd=cwd,
            env=clean_environment(os.environ),
            stdout=subprocess.PIPE,
        )
        shown = " ".join(map(str, command))
        try:
            printed, _ = process.communicate()
        except KeyboardInterrupt:
            process.wait()  # a terminal interrupts all processes, which need some time to end
            raise
        if process.returncode:
            raise CommandError(f"could not be measured: {shown}")
        found = json.loads(printed)
        if found["status"]:
            end = "\n".join(output.read_text(errors="replace").strip().splitlines()[-20:])
            raise CommandError(f"failed (exit status {found['status']}): {shown}\n{end}")
    return Usage(
        wall=found["wall"],
        cpu=found["cpu"],
        memory=found["memory"] / 1024,
        largest=found["largest"] / 1024,
    )


def _nothing() -> None:
    pass


@dataclass(frozen=True, kw_only=True)
class Turn:
    """The part of one program in a case.

    Attributes
    ----------
    program
        Its name.
    command
        The command to measure.
    cwd
        The working directory.
    before
        What is done before each run, without being measured.
    """

    program: str
    command: Command
    cwd: Path
    before: Callable[[], object] = _nothing


@dataclass(frozen=True, kw_only=True)
class Case:
    """Something that programs do in turn.

    Attributes
    ----------
    name
        The name of the case.
    turns
        The programs in the order in which they run.
    change
        What is done before each repetition, for all programs at once.
    size
        The number of universes, if the case is one of a series of growing sizes.
    """

    name: str
    turns: Sequence[Turn]
    change: Callable[[], object] = _nothing
    size: int | None = None


@dataclass(frozen=True, kw_only=True)
class Result:
    """The usage in each repetition of a case, by program."""

    case: str
    usages: Mapping[str, Sequence[Usage]]
    size: int | None = None

    @property
    def programs(self) -> tuple[str, ...]:
        return tuple(self.usages)

    def median(self, program: str, quantity: str) -> float:
        """Return the median of an attribute of `Usage` over the repetitions."""
        return statistics.median(usage.value(quantity) for usage in self.usages[program])

    def ratio(self, quantity: str) -> float:
        """Return the median over the repetitions of the ratio of the second program to the first.

        Within a repetition, both see the machine at about the same speed.
        """
        first, second = self.usages.values()
        return statistics.median(
            b.value(quantity) / a.value(quantity) for a, b in zip(first, second, strict=True)
        )


def in_turn(case: Case, repeat: int) -> Result:
    """Run the programs of a case in turn, A B A B …, so that both see the machine alike."""
    usages: dict[str, list[Usage]] = {turn.program: [] for turn in case.turns}
    for _ in range(repeat):
        case.change()
        for turn in case.turns:
            turn.before()
            usages[turn.program].append(run(turn.command, turn.cwd))
    return Result(case=case.name, usages=usages, size=case.size)
