"""The process that has imported everything and forks for each script (see `paraverse.pipeline.forkserver.client`)."""

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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NoReturn

Step = Callable[[], object]


@dataclass(frozen=True)
class _Script:
    """A script that a process hands over: what that process was started with."""

    needed: str
    arguments: list[str]
    folder: str
    environment: Mapping[str, str]
    files: Sequence[int]
    connection: socket.socket

    def run(self) -> NoReturn:
        """Run it, in a process that ends with it."""
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
        sys.exit()


class Server:
    """Forks for scripts.

    Parameters
    ----------
    listener
        Where they connect.
    steps
        What to do before and meanwhile, one after the other.
    """

    def __init__(self, listener: socket.socket, steps: Sequence[Step]) -> None:
        self._listener = listener
        self._steps = list(steps)
        self._waiting: list[_Script] = []
        self._selector = selectors.DefaultSelector()
        self._selector.register(listener, selectors.EVENT_READ, self._accept)
        self._selector.register(sys.stdin, selectors.EVENT_READ, self._stop)

    def serve(self) -> None:
        """Serve until the run has ended and all scripts have."""
        while self._selector.get_map():
            # One at a time: it may be that of the others nothing is left to be done
            busy = self._steps or self._waiting
            for key, _ in self._selector.select(0 if busy else None)[:1]:
                key.data()
            for script in self._waiting[:]:
                if script.needed in sys.modules or not self._steps:
                    self._waiting.remove(script)
                    self._fork(script)
            if self._steps:
                self._steps.pop(0)()
                gc.freeze()  # so that looking for garbage does not copy it in each fork

    def _stop(self) -> None:
        self._selector.unregister(sys.stdin)
        self._selector.unregister(self._listener)
        self._steps = []

    def _accept(self) -> None:
        connection, _ = self._listener.accept()
        request, files, _, _ = socket.recv_fds(connection, 1 << 20, 3)
        if request:
            script = _Script(**json.loads(request), files=files, connection=connection)
            self._waiting.append(script)

    def _fork(self, script: _Script) -> None:
        process = os.fork()
        if process == 0:
            self._selector.close()
            self._listener.close()
            script.run()
        for file in script.files:
            os.close(file)
        watched = os.pidfd_open(process)
        known = process, watched, script.connection
        self._selector.register(watched, selectors.EVENT_READ, partial(self._ended, *known))
        killed = partial(self._killed, *known)
        self._selector.register(script.connection, selectors.EVENT_READ, killed)

    def _killed(self, process: int, watched: int, connection: socket.socket) -> None:
        """Do to a script what was done to the process that handed it over."""
        os.kill(process, signal.SIGKILL)
        self._ended(process, watched, connection)

    def _ended(self, process: int, watched: int, connection: socket.socket) -> None:
        _, status = os.waitpid(process, 0)
        self._selector.unregister(watched)
        self._selector.unregister(connection)
        os.close(watched)
        with connection, contextlib.suppress(OSError):  # nobody may be there to be told
            connection.send(str(os.waitstatus_to_exitcode(status)).encode())


def _import(name: str) -> None:
    with contextlib.suppress(ImportError):  # the scripts that need it say what is not installed
        importlib.import_module(name)


def _draw_nothing() -> None:
    """Have matplotlib import what it does at its first figure.

    Without text: forks would share the place that they have come to in the files of fonts.
    """
    with contextlib.suppress(ImportError):
        from matplotlib.figure import Figure

        Figure(layout="constrained").savefig(io.BytesIO(), format="pdf")


def main() -> None:
    """Import what scripts need, in the order in which a run needs it, and fork for them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all: the run decides
    names = ("paraverse.pipeline.convert", "paraverse.pipeline.transform", "matplotlib.pyplot")
    steps: list[Step] = [partial(_import, name) for name in names]
    steps += [
        _draw_nothing,
        partial(_import, "paraverse.pipeline.plot"),
        partial(_import, "paraverse.pipeline.plot_universes"),
    ]
    Server(socket.socket(fileno=int(sys.argv[1])), steps).serve()
    os._exit(0)  # the run waits, and tidying up all that is imported takes a while


if __name__ == "__main__":
    main()
