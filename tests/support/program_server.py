"""A process that has imported everything, and forks for each program that tests run.

`support.forked_programs` starts it and explains why. It is a fork server like that of a run. The
fork server of each such run is a fork, too, and as clean as a new process: a fork of this one, not
of the run.
"""

from __future__ import annotations

import importlib
import os
import signal
import socket
import sys
from functools import partial

from paraverse.base.child_processes import end_with
from paraverse.pipeline.forkserver import client
from paraverse.pipeline.forkserver.server import (
    _STEPS,
    Preparation,
    Server,
    _Script,
    _try,
)
from support.forked_programs import ForkedProgram

_MODULES = (
    "snakemake.cli",
    "snakemake.executors.local",
    "snakemake.profiles",
    "snakemake.report.html_reporter",
    "snakemake.script",
    "snakemake.storage",
    "snakemake_executor_plugin_slurm",
    "nbformat",  # imported by a script's first job
    "smart_open",  # and by the first file that Snakemake reads
    "paraverse.commands.main",
    "paraverse.pipeline.gallery",
    "paraverse.plan.gallery",
    "paraverse.provenance.rebuilt",
    "paraverse.workflow.config_file",
    "paraverse.workflow.crate",
    "paraverse.workflow.hooks",
    "paraverse.workflow.in_process",
    "paraverse.workflow.own_packages",
    "paraverse.workflow.report",
    "matplotlib.pyplot",
    *(step for _, steps in _STEPS for step in steps if isinstance(step, str)),
)
"""The modules that the programs and the fork servers of their runs import."""


class _ProgramServer(Server):
    """A fork server that tells the number of each process."""

    def _run(self, script: _Script) -> None:
        os.setpgid(0, 0)
        # As in a new process, without the path that this one was started with
        own = os.environ["PYTHONPATH"].split(os.pathsep)
        given = script.environment.get("PYTHONPATH", "").split(os.pathsep)
        sys.path = [*filter(None, given), *(path for path in sys.path if path not in own)]
        super()._run(script)

    def _fork(self, script: _Script) -> None:
        before = {*self._forks}
        super()._fork(script)
        (process,) = self._forks - before
        script.connection.send(str(process).encode())


class _RunServer:
    """The fork server of a run: what the run needs of the process that it would start."""

    def __init__(self, requests: socket.socket, programs: socket.socket) -> None:
        self._program = ForkedProgram(
            programs,
            "run_fork_server",
            [str(os.getpgid(0))],
            environment={**os.environ, **dict.fromkeys(client.THREADS, "1")},
            files=(requests.fileno(), 1, 2),
        )

    def poll(self) -> int | None:
        return self._program.wait(0)

    def wait(self) -> int:
        status = self._program.wait()
        assert status is not None
        return status


def _find_plugins() -> None:
    """Look for plugins of Snakemake, as each new process does."""
    for name in ("executor", "logger", "report", "scheduler", "storage"):
        registry = importlib.import_module(f"snakemake_interface_{name}_plugins.registry")
        getattr(registry, f"{name.capitalize()}PluginRegistry")()


def main() -> None:
    """Import everything, and fork for programs until the process of the tests ends."""
    end_with(os.getppid())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, programs = (socket.socket(fileno=int(number)) for number in sys.argv[1:])
    start_process = partial(_RunServer, programs=programs)
    client._start_process = start_process  # type: ignore[assignment]
    steps = [Preparation(run=partial(_try, module)) for module in _MODULES]
    steps.append(Preparation(run=_find_plugins))
    _ProgramServer(requests, steps).serve()


if __name__ == "__main__":
    main()
