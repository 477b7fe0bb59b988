"""Child processes that end when a process does that was killed, and so cannot end them itself.

Otherwise they would go on, and write files that the next run writes, too. All of this is for Linux;
elsewhere, the functions do nothing.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import subprocess
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

_PR_SET_PDEATHSIG = 1
"""Option of `prctl`: the signal to this process when its parent ends."""

_PR_SET_CHILD_SUBREAPER = 36
"""Option of `prctl`: descendants whose parents end become children of this process."""


def end_with(parent: int) -> None:
    """Let this process be killed when its parent ends.

    Parameters
    ----------
    parent
        The process that started this one, by its main thread.
    """
    _set_option(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended before that call
        os._exit(1)


def _set_option(option: int, value: int) -> None:
    with contextlib.suppress(OSError, AttributeError):  # not on Linux
        ctypes.CDLL(None).prctl(option, value)


def run_command(command: str, environment: Mapping[str, str] | None = None) -> int:
    """Run a shell command, all processes of which are killed when this process ends before it.

    Parameters
    ----------
    command
        The command.
    environment
        Its environment variables; by default those of this process.

    Returns
    -------
    int
        Its exit status, which is 128 plus the number of a signal if one has ended it. Processes
        that it has left in the background go on.
    """
    if not hasattr(os, "pidfd_open"):  # not on Linux
        return subprocess.run(command, shell=True, check=False, env=environment).returncode
    watched, lifeline = os.pipe()
    watcher = os.fork()
    if watcher == 0:
        os.close(lifeline)
        _run_and_watch(command, watched, environment)
    os.close(watched)
    try:
        _, status = os.waitpid(watcher, 0)
    except BaseException:  # such as KeyboardInterrupt
        os.close(lifeline)
        os.waitpid(watcher, 0)
        raise
    os.close(lifeline)
    return os.waitstatus_to_exitcode(status)


def _run_and_watch(command: str, watched: int, environment: Mapping[str, str] | None) -> NoReturn:
    """Run a command and exit as it does; kill it when the other end of a pipe is closed."""
    status = 1
    orphans = Orphans()
    try:
        process = subprocess.Popen(command, shell=True, env=environment)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process decides
        ended = os.pidfd_open(process.pid)
        ready, _, _ = select.select([watched, ended], [], [])
        if ended in ready:
            code = process.wait()
            status = code if code >= 0 else 128 - code
        else:
            orphans.kill()
    except BaseException:
        traceback.print_exc()
        orphans.kill()
    finally:
        os._exit(status)


class Orphans:
    """The descendants of this process whose parents have ended; they become children of it."""

    def __init__(self) -> None:
        _set_option(_PR_SET_CHILD_SUBREAPER, 1)
        self._spared: set[int] = set()

    def keep(self, *own: int) -> None:
        """Let those that there are now live, such as a daemon that a script has started.

        Parameters
        ----------
        *own
            The children that this process has started itself.
        """
        self._spared = _children() - {*own}

    def kill(self, *own: int) -> None:
        """Kill all others, and wait until they have ended.

        Parameters
        ----------
        *own
            The children that this process has started itself.
        """
        while orphans := _children() - self._spared - {*own}:
            for process in orphans:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(process, 0)


def _children() -> set[int]:
    """Return the children of this process that its main thread has started or adopted."""
    with contextlib.suppress(OSError):
        number = os.getpid()
        return {*map(int, Path(f"/proc/{number}/task/{number}/children").read_text().split())}
    return set()
