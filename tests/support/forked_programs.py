"""The programs `snakemake` and `paraverse` in processes that fork from one with all modules.

Importing Snakemake, xarray and matplotlib takes longer than planning and running the jobs of a
small project. Tests with many runs therefore fork for each run, and for the fork server of each
(`support.program_server`). Everything else is as in a new process: arguments, environment
variables, input and output, and how it ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile

from paraverse.pipeline.forkserver.client import THREADS
from support.paths import ROOT

PROGRAMS = Path(__file__).parent / "programs"
"""Folder of the scripts that run the programs."""


class ForkedProgram:
    """A program in a process group of its own, which is killed with this object.

    Parameters
    ----------
    server
        A socket on which the process that forks waits for programs.
    name
        The name of a file in `PROGRAMS`.
    arguments
        The arguments of the program.
    environment
        Its environment variables.
    files
        File descriptors of the standard input, output and error.
    """

    def __init__(
        self,
        server: socket.socket,
        name: str,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        files: Sequence[int],
    ) -> None:
        request = {
            "name": name,
            "arguments": [str(PROGRAMS / f"{name}.py"), *arguments],
            "folder": os.getcwd(),
            "environment": dict(environment),
        }
        self._connection, served = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with served:
            message = [json.dumps(request).encode()]
            socket.send_fds(server, message, [served.fileno(), *files])
        self._process = int(self._connection.recv(100))
        self._status: int | None = None

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the end, for some seconds at most; return the exit status if it has ended."""
        if self._status is None and select.select([self._connection], [], [], timeout)[0]:
            self._status = json.loads(self._connection.recv(1000))[0]
        return self._status

    def send(self, number: signal.Signals) -> None:
        """Send a signal to all processes of the group, as a terminal does."""
        try:
            os.killpg(self._process, number)
        except ProcessLookupError:  # it has no group of its own yet, or has ended
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process, number)


class ForkedRun:
    """A run of a program, whose output is kept.

    Parameters
    ----------
    name
        The name of a file in `PROGRAMS`.
    *arguments
        Arguments of the program.
    **environment
        Environment variables besides those of this process.
    """

    def __init__(self, name: str, *arguments: str, **environment: str) -> None:
        self._files = [
            TemporaryFile("w+", errors="replace")  # noqa: SIM115 (until this object is gone)
            for _ in ("out", "err")
        ]
        with open(os.devnull) as nothing:
            files = nothing.fileno(), *(file.fileno() for file in self._files)
            self._program = ForkedProgram(
                _program_server(), name, arguments, {**os.environ, **environment}, files
            )

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the end, for some seconds at most; return the exit status if it has ended."""
        return self._program.wait(timeout)

    def wait_for_end(self) -> int:
        """Wait for the end; return the exit status."""
        status = self._program.wait()
        assert status is not None
        return status

    def send(self, number: signal.Signals) -> None:
        """Send a signal to all processes of the run, as a terminal does."""
        self._program.send(number)

    def output(self) -> tuple[str, str]:
        """Return what was printed to the standard output and error so far."""
        for file in self._files:
            file.seek(0)
        out, err = (file.read() for file in self._files)
        return out, err


@cache
def _program_server() -> socket.socket:
    """Start the process that forks, which ends with this one; return its socket."""
    programs, requests = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    numbers = requests.fileno(), programs.fileno()
    subprocess.Popen(
        [sys.executable, "-P", "-m", "support.program_server", *map(str, numbers)],
        pass_fds=numbers,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env={
            **os.environ,
            **dict.fromkeys(THREADS, "1"),  # a process with threads cannot fork safely
            "PYTHONPATH": os.pathsep.join([str(ROOT / "tests"), str(ROOT / "scripts")]),
        },
    )
    requests.close()
    return programs
