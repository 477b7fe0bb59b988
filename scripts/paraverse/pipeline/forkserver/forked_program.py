"""Run a function in a fork as if it were a program, which starts at once and exits at once.

Python clears modules and caches object by object at its end. In a fork of a process that has
imported everything, each of these objects is copied first, which takes longer than most scripts.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import gc
import io
import os
import sys
import threading
from collections.abc import Callable
from typing import NoReturn

from paraverse.base.child_processes import end_with


def start_program(function: Callable[[], object]) -> int:
    """Run a function in a fork, which is killed when this process ends.

    Parameters
    ----------
    function
        The program.

    Returns
    -------
    int
        The number of the process.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    process = os.fork()
    if process == 0:
        end_with(parent)
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed()  # Python's own random numbers do it by themselves
        run_and_exit(function)
    return process


def run_and_exit(function: Callable[[], object]) -> NoReturn:
    """Run a function as if it were a program, and exit with its status.

    All that Python does at the end of a program is done, except for clearing modules: threads end,
    functions registered by `atexit` are called, and whatever files are open are written.

    Parameters
    ----------
    function
        The program. It may raise `SystemExit`; the traceback of any other exception is printed.
    """
    code: object = 1
    try:
        function()
        code = None
    except SystemExit as error:
        code = error.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
    if not isinstance(code, int | None):
        print(code, file=sys.stderr)
        code = 1
    with contextlib.suppress(Exception):  # as when Python ends, errors change nothing anymore
        threading._shutdown()  # type: ignore[attr-defined]
    with contextlib.suppress(Exception):
        atexit._run_exitfuncs()
    gc.collect()
    _write_open_files()
    _exit(code or 0)


def _write_open_files() -> None:
    for item in gc.get_objects():  # without those that existed before the fork, see `gc.freeze`
        if isinstance(item, io.TextIOWrapper | io.BufferedWriter | io.BufferedRandom):
            with contextlib.suppress(OSError, ValueError):  # closed, or cannot be written
                item.flush()


def _exit(code: int) -> NoReturn:
    # libhdf5 writes files that are open when C's `exit` is called, which `os._exit` does not do
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).exit(code)
    os._exit(code)
