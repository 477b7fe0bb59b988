"""Call functions that read files in another process, which broken files may end or occupy forever.

While the workflow is planned, nothing may stop the main process. The other process also imports the
libraries for the formats, which the main process then need not do.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import ParamSpec, TypeVar

from paraverse.errors import LoadError
from paraverse.load.memory_limit import MemoryLimit

SECONDS = 30.0
"""How long one call may take."""

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def call_isolated(
    function: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
) -> Result:
    """Call a function in another process, which stays for further calls.

    Parameters
    ----------
    function
        A function of a module, which may import what it needs.
    *args, **kwargs
        Its arguments, which can be pickled.

    Returns
    -------
    object
        The return value, which can be pickled.

    Raises
    ------
    LoadError
        If the function raises any error, ends the process, or does not return within `SECONDS`.
    """
    with _lock:
        worker = _workers.get(os.getpid())
        if worker is None or not worker.process.is_alive():
            worker = _workers[os.getpid()] = _Worker()
        try:
            # Arguments may be relative paths, and the directory of this process may change
            worker.connection.send((os.getcwd(), function, args, kwargs))
            if not worker.connection.poll(SECONDS):
                raise _StoppedError(f"reading it did not end in {SECONDS:.0f} s")
            is_error, value = worker.connection.recv()
        except (EOFError, OSError):
            worker.stop()
            raise LoadError("reading it ends the process: it is corrupt") from None
        except _StoppedError as error:
            worker.stop()
            raise LoadError(str(error)) from None
    if is_error:
        raise LoadError(value)
    return value  # type: ignore[no-any-return]


class _StoppedError(Exception):
    """The other process does not answer."""


class _Worker:
    """A process that calls functions, and the connection to it."""

    def __init__(self) -> None:
        # Forking takes a few milliseconds, starting Python a tenth of a second
        is_linux = sys.platform == "linux"
        start = multiprocessing.get_context("fork") if is_linux else multiprocessing
        self.connection, other = multiprocessing.Pipe()
        self.process: BaseProcess = start.Process(
            target=_answer, args=(other, self.connection), daemon=True
        )
        self.process.start()
        other.close()

    def stop(self) -> None:
        """End the process; its connection is closed."""
        self.process.kill()
        self.process.join()
        self.connection.close()


_workers: dict[int, _Worker] = {}
"""The worker of each process: one that is forked must not use that of its parent."""

_lock = threading.Lock()


def _answer(connection: Connection, other: Connection) -> None:
    """Call functions until the process that needs them ends."""
    # Snakemake's handler, which a fork inherits, would let it go on when it is to be terminated;
    # on Ctrl-C, which all processes receive, the other process decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other.close()  # so that the end of the other process is noticed
    with MemoryLimit().applied():
        while True:
            try:
                folder, function, args, kwargs = connection.recv()
            except EOFError:
                return
            try:
                os.chdir(folder)
                answer = False, function(*args, **kwargs)
            except LoadError as error:
                answer = True, str(error)
            except Exception as error:  # broken bytes may raise anything in a library
                reason = getattr(error, "strerror", None) or str(error).partition("\n")[0]
                answer = True, f"cannot be read: {reason or type(error).__name__}"
            connection.send(answer)
