"""The fork server: a process that imports what scripts need, and forks for each script.

`paraverse.pipeline.forkserver.client` explains why, and starts it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import json
import os
import runpy
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial

from paraverse.base.child_processes import Orphans
from paraverse.pipeline.forkserver.forked_program import start_program
from paraverse.pipeline.forkserver.late_dask import put_off_dask
from paraverse.pipeline.forkserver.undocumented_artists import (
    import_pyplot_without_documentation,
)
from paraverse.pipeline.forkserver.usage import Usage

_SIMULATING = frozenset({"simulate"})
_DRAWING = frozenset({"plot", "plot_universes"})
_COMPUTING = frozenset({"transform", *_DRAWING})
_SCRIPTS = frozenset({*_SIMULATING, "convert", *_COMPUTING})
"""The modules of `paraverse.pipeline` that do the work of the scripts that are run most."""


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """A step that prepares for scripts.

    Attributes
    ----------
    run
        The function to call, such as one that imports a module.
    scripts
        The scripts that would do the same, each in its own fork. Others wait for all steps.
    """

    run: Callable[[], object]
    scripts: frozenset[str] = _SCRIPTS

    def is_needed_by(self, script: str) -> bool:
        """Return whether a script waits for this step."""
        return script in self.scripts or script not in _SCRIPTS


@dataclass(frozen=True, kw_only=True)
class _Script:
    """A script that a process hands over, with everything that the process was started with.

    Attributes
    ----------
    name
        The name of the script. It decides for which steps of the preparation the script waits.
    arguments
        The command line, beginning with the path of the script.
    folder
        The working directory.
    environment
        The environment variables.
    files
        File descriptors of the standard input, output and error.
    connection
        The connection to the process, which waits for the exit status.
    """

    name: str
    arguments: list[str]
    folder: str
    environment: Mapping[str, str]
    files: Sequence[int]
    connection: socket.socket

    def run(self) -> None:
        """Run the script in this process."""
        for number, file in enumerate(self.files):
            os.dup2(file, number)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(self.folder)
        os.environ.clear()
        os.environ.update(self.environment)
        sys.argv = self.arguments
        sys.path.insert(0, os.path.dirname(self.arguments[0]))
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed()  # Python's own random numbers do it by themselves
        runpy.run_path(self.arguments[0], run_name="__main__")


class Server:
    """A loop that prepares for scripts and forks for them.

    Parameters
    ----------
    requests
        A socket that receives a message for each script, with a connection to the process that
        waits for the script, and the files of its standard input, output and error.
    steps
        Steps to take in this order, except that those come first that scripts wait for.
    """

    def __init__(self, requests: socket.socket, steps: Sequence[Preparation]) -> None:
        self._requests = requests
        self._steps = list(steps)
        self._waiting: list[_Script] = []
        self._forks: set[int] = set()
        self._orphans = Orphans()
        self._selector = selectors.DefaultSelector()
        self._selector.register(requests, selectors.EVENT_READ, self._receive)

    def serve(self) -> None:
        """Serve until the run and all scripts have ended."""
        while self._selector.get_map():
            # One event at a time, as handling one may make the others obsolete
            busy = self._steps or self._waiting
            for key, _ in self._selector.select(0 if busy else None)[:1]:
                key.data()
            for script in self._waiting[:]:
                if not any(step.is_needed_by(script.name) for step in self._steps):
                    self._waiting.remove(script)
                    self._fork(script)
            if self._steps:
                self._take_step()

    def _take_step(self) -> None:
        names = [script.name for script in self._waiting]
        needed = (step for step in self._steps if any(map(step.is_needed_by, names)))
        step = next(needed, self._steps[0])
        self._steps.remove(step)
        step.run()
        gc.freeze()  # otherwise the garbage collector copies all of it in each fork

    def _receive(self) -> None:
        request, received, _, _ = socket.recv_fds(
            self._requests, 1 << 20, 4, socket.MSG_CMSG_CLOEXEC
        )
        if not request:  # the run has ended
            self._selector.unregister(self._requests)
            self._steps = []
            return
        connection, *files = received
        script = _Script(
            **json.loads(request), files=files, connection=socket.socket(fileno=connection)
        )
        self._waiting.append(script)

    def _fork(self, script: _Script) -> None:
        process = start_program(partial(self._run, script))
        for file in script.files:
            os.close(file)
        self._forks.add(process)
        watched = os.pidfd_open(process)
        fork = process, watched, script.connection, time.monotonic()
        self._selector.register(watched, selectors.EVENT_READ, partial(self._ended, *fork))
        killed = partial(self._killed, *fork)
        self._selector.register(script.connection, selectors.EVENT_READ, killed)

    def _run(self, script: _Script) -> None:
        self._selector.close()
        gc.enable()
        self._requests.detach()  # the script has a standard input in its place
        script.run()

    def _killed(
        self, process: int, watched: int, connection: socket.socket, started: float
    ) -> None:
        """Kill a script after the process that handed it over was killed."""
        os.kill(process, signal.SIGKILL)
        self._ended(process, watched, connection, started)

    def _ended(self, process: int, watched: int, connection: socket.socket, started: float) -> None:
        _, ending, counted = os.wait4(process, 0)
        status = os.waitstatus_to_exitcode(ending)
        usage = Usage.of(time.monotonic() - started, counted)
        self._forks.remove(process)
        if status < 0:
            self._orphans.kill(*self._forks)
        else:
            self._orphans.keep(*self._forks)
        self._selector.unregister(watched)
        self._selector.unregister(connection)
        os.close(watched)
        with connection, contextlib.suppress(OSError):  # the process may be gone
            connection.send(json.dumps([status, asdict(usage)]).encode())


def _try(step: str | Callable[[], object]) -> None:
    with contextlib.suppress(ImportError):  # scripts that need it report what is not installed
        if isinstance(step, str):
            importlib.import_module(step)
        else:
            step()


def _draw_nothing() -> None:
    """Save an empty figure, so that matplotlib imports what it needs for the first figure.

    It has no text, as forks would share the file offsets of open font files.
    """
    from matplotlib.figure import Figure

    Figure(layout="constrained").savefig(io.BytesIO(), format="pdf")


_STEPS: Sequence[tuple[frozenset[str], Sequence[str | Callable[[], object]]]] = (
    (_SCRIPTS, ("snakemake.iocontainers", "snakemake.io", "snakemake.logging")),
    (_SCRIPTS, ("paraverse.pipeline.job_log", "h5py")),
    (frozenset({"transform"}), ("paraverse.pipeline.transform",)),
    (
        _COMPUTING,
        # Imported by xarray for its first array and its first computations
        ("xarray.computation.nanops", "xarray.namedarray._array_api"),
    ),
    (
        _DRAWING,
        (import_pyplot_without_documentation, "paraverse.pipeline.plot", "matplotlib.style"),
    ),
    (frozenset({"plot_universes"}), ("paraverse.pipeline.plot_universes",)),
    (_SIMULATING, ("paraverse.pipeline.simulate", "paraverse.pipeline.simulate_batch")),
    (
        frozenset({"convert"}),
        ("multiprocessing.popen_fork", "multiprocessing.synchronize", "paraverse.pipeline.convert"),
    ),
    (
        _DRAWING,
        (
            "fontTools.subset",  # and others that matplotlib imports for text in PDF files
            "fontTools.ttLib.tables.O_S_2f_2",
            "fontTools.ttLib.tables._c_v_t",
            "fontTools.ttLib.tables._f_p_g_m",
            "fontTools.ttLib.tables._g_a_s_p",
            "fontTools.ttLib.tables._g_l_y_f",
            "fontTools.ttLib.tables._h_h_e_a",
            "fontTools.ttLib.tables._l_o_c_a",
            "fontTools.ttLib.tables._p_r_e_p",
            "encodings.utf_16_be",
            "encodings.utf_32_be",
        ),
    ),
    (_COMPUTING, (put_off_dask,)),
    (_DRAWING, (_draw_nothing,)),
)
"""Modules to import and functions to call, in this order, with the scripts that would do the same:
first those for which most time is needed, as scripts that need others wait only for these."""


def main() -> None:
    """Import modules in the order in which a run needs them, and fork for scripts."""
    # A terminal sends it to all processes; the run decides
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    # Looking for garbage would take a sixth of the time of the imports
    gc.disable()
    preparations = [
        Preparation(run=partial(_try, step), scripts=scripts)
        for scripts, steps in _STEPS
        for step in steps
    ]
    Server(socket.socket(fileno=sys.stdin.fileno()), preparations).serve()
    os._exit(0)  # the run waits, and clearing all modules would take a while


if __name__ == "__main__":
    main()
