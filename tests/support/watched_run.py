"""Runs of Snakemake whose processes, locks and temporary files are watched."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from support.paths import ROOT

SERVER = b"paraverse.pipeline.forkserver.server"


@dataclass(frozen=True)
class Process:
    """A process of a run, as ``/proc`` describes it."""

    number: int
    parent: int
    command: bytes

    @property
    def is_server(self) -> bool:
        return SERVER in self.command


def find_processes(temporary: Path) -> list[Process]:
    """Return all processes that are alive and have a folder for temporary files."""
    mark = f"TMPDIR={temporary}\0".encode()
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if mark not in (folder / "environ").read_bytes():
                    continue
                state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
                command = (folder / "cmdline").read_bytes()
            except OSError:  # it has ended
                continue
            if state != "Z":
                found.append(Process(int(folder.name), int(parent), command))
    return found


class WatchedRun:
    """A run of Snakemake in a session of its own, with an own folder for temporary files.

    Parameters
    ----------
    folder
        The folder of the project.
    temporary
        The folder for temporary files. All processes that the run starts have it in their
        environment, by which they are found.
    arguments
        Arguments of Snakemake, besides the Snakefile, the folder and two cores.
    """

    def __init__(self, folder: Path, temporary: Path, *arguments: str) -> None:
        temporary.mkdir(exist_ok=True)
        self._temporary = temporary
        self._log = temporary.with_name(f"{temporary.name}.log")
        command = [sys.executable, "-m", "snakemake", "--snakefile", str(ROOT / "Snakefile")]
        command += ["--directory", str(folder), "--cores", "2", *arguments]
        environment = {
            **os.environ,
            "TMPDIR": str(temporary),
            "XDG_CACHE_HOME": str(temporary),
            "MPLCONFIGDIR": os.path.expanduser("~/.cache/matplotlib"),
        }
        with self._log.open("wb") as log:
            self.main = subprocess.Popen(
                command,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        """The output of the run."""
        return self._log.read_text(errors="replace")

    def processes(self) -> list[Process]:
        """Return all processes that are alive, except for the main one."""
        return [p for p in find_processes(self._temporary) if p.number != self.main.pid]

    def servers(self) -> list[int]:
        """Return the fork server, if there is one."""
        parent = self.main.pid
        return [p.number for p in self.processes() if p.is_server and p.parent == parent]

    def jobs(self) -> list[int]:
        """Return the forks that run scripts."""
        servers = self.servers()
        return [p.number for p in self.processes() if p.parent in servers]

    def wait(self, seconds: float) -> None:
        """Wait for the end of the main process, but not longer than some seconds."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.main.wait(seconds)

    def wait_for_end(self, seconds: float = 60) -> None:
        """Wait until the run has ended, with all its processes; fail if that takes too long."""
        end = time.monotonic() + seconds
        while self.main.poll() is None or self.processes():
            if time.monotonic() > end:
                left = [*self.processes(), *([self.main.pid] if self.main.poll() is None else [])]
                self.kill()
                raise AssertionError(f"still running after {seconds} s: {left}\n{self.output}")
            time.sleep(0.02)

    def kill(self) -> None:
        """Kill all processes of the run."""
        for process in [self.main.pid, *(process.number for process in self.processes())]:
            _send(process, signal.SIGKILL)
        self.main.wait()


def _send(process: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, number)


def _to_group(number: signal.Signals) -> Callable[[WatchedRun], None]:
    def interrupt(run: WatchedRun) -> None:
        with contextlib.suppress(ProcessLookupError):  # it has ended
            os.killpg(run.main.pid, number)

    return interrupt


def _to_main(number: signal.Signals) -> Callable[[WatchedRun], None]:
    return lambda run: _send(run.main.pid, number)


def _twice(run: WatchedRun) -> None:
    for _ in range(2):
        _to_group(signal.SIGINT)(run)
        time.sleep(0.15)


def _kill_server(run: WatchedRun) -> None:
    for process in run.servers():
        _send(process, signal.SIGKILL)


def _kill_job(run: WatchedRun) -> None:
    for process in run.jobs()[:1]:
        _send(process, signal.SIGKILL)


INTERRUPTIONS: dict[str, Callable[[WatchedRun], None]] = {
    "Ctrl-C": _to_group(signal.SIGINT),
    "Ctrl-C twice": _twice,
    "SIGTERM to all": _to_group(signal.SIGTERM),
    "SIGKILL to all": _to_group(signal.SIGKILL),
    "SIGINT": _to_main(signal.SIGINT),
    "SIGTERM": _to_main(signal.SIGTERM),
    "SIGKILL": _to_main(signal.SIGKILL),
    "SIGKILL of the fork server": _kill_server,
    "SIGKILL of a job": _kill_job,
}
"""The ways in which a run may end early, by name."""
