"""Snakemake in processes that fork from one that has imported everything.

Importing Snakemake, xarray and matplotlib takes longer than planning and running the jobs of a
small project. Tests with many runs therefore fork for each run, and for the fork server of each.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.process
import os
import signal
import socket
import sys
import tempfile
import traceback
import weakref
from collections.abc import Callable
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NoReturn
from unittest.mock import patch

from paraverse.base.child_processes import end_with
from support.paths import ROOT

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    [
        "support.forked_snakemake",
        "snakemake.cli",
        "snakemake.executors.local",
        "snakemake.script",
        "snakemake_executor_plugin_slurm",
        "paraverse.pipeline.convert",
        "paraverse.pipeline.forkserver.server",
        "paraverse.pipeline.plot",
        "paraverse.pipeline.plot_universes",
        "paraverse.pipeline.transform",
        "paraverse.workflow.hooks",
    ]
)


_ENVIRONMENT = {
    "PYTHONPATH": os.pathsep.join([str(ROOT / "tests"), str(ROOT / "scripts")]),
    "OMP_NUM_THREADS": "1",  # a process with threads cannot fork safely
    "OPENBLAS_NUM_THREADS": "1",
    "PARAVERSE_OUTPUT": "snakemake",  # which names the jobs that have ended
}


class ForkedRun:
    """A run of Snakemake in a process group of its own.

    Parameters
    ----------
    folder
        The folder of the project.
    arguments
        Arguments of Snakemake, besides the Snakefile, the folder and one core.
    """

    def __init__(self, folder: Path, *arguments: str) -> None:
        descriptor, name = tempfile.mkstemp(prefix="snakemake-", suffix=".log")
        os.close(descriptor)
        self._output = Path(name)
        command = ["--snakefile", str(ROOT / "Snakefile"), "--directory", str(folder)]
        command += ["--cores", "1", *arguments]
        with patch.dict(os.environ, _ENVIRONMENT):
            forkserver.ensure_running()
        self._process: BaseProcess = _CONTEXT.Process(target=_run, args=(command, name))
        self._process.start()

    def wait(self, timeout: float | None = None) -> tuple[int, str] | None:
        """Wait for the end.

        Parameters
        ----------
        timeout
            How many seconds to wait at most; None waits for ever.

        Returns
        -------
        (int, str) or None
            The exit status and what was printed; None if the run has not ended.
        """
        self._process.join(timeout)
        if self._process.exitcode is None:
            return None
        output = self._output.read_text(errors="replace")
        self._output.unlink()
        return self._process.exitcode, output

    def send(self, number: signal.Signals) -> None:
        """Send a signal to all processes of the run, as a terminal does."""
        assert self._process.pid is not None
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            if self._process.is_alive():  # it has no group of its own yet
                os.kill(self._process.pid, number)


def _run(arguments: list[str], output: str) -> None:
    os.setpgid(0, 0)
    with open(output, "wb", buffering=0) as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _fork_servers()
    import snakemake.cli

    sys.argv = ["snakemake", *arguments]
    snakemake.cli.main(arguments)


def _fork_servers() -> None:
    """Let runs fork for their fork servers, too, instead of starting Python."""
    from paraverse.pipeline.forkserver import client, forked_program, server
    from paraverse.workflow import killed_runs

    def start_process(requests: socket.socket) -> _Child:
        parent = os.getpid()
        process = os.fork()
        if process == 0:
            end_with(parent)  # it has the other end of the socket, too
            children: Any = multiprocessing.process
            children._children.clear()  # they are not those of this process
            # Nor are temporary folders and notes, which scripts would remove at their end
            finalizers: Any = weakref.finalize
            finalizers._registry.clear()
            killed_runs._NOTES.clear()
            os.dup2(requests.fileno(), 0)
            sys.stdin = open(0)  # noqa: SIM115 (the server's socket, until the end)
            _exit_after(server.main)
        return _Child(process)

    forked_program.run_and_exit = _exit_after
    client._start_process = start_process  # type: ignore[assignment]


def _exit_after(function: Callable[[], object]) -> NoReturn:
    """End this process after a function, without what Snakemake does at its own end."""
    code: object = 1
    try:
        function()
        code = 0
    except SystemExit as error:
        code = error.code
        if isinstance(code, str):
            print(code, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


class _Child:
    def __init__(self, process: int) -> None:
        self._process = process

    def wait(self) -> None:
        os.waitpid(self._process, 0)
