"""Child processes that end when a process does that was killed, and so cannot end them itself.

Otherwise they would go on, and write files that the next run writes, too. All of this is for Linux;
elsewhere, the functions do nothing.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
from pathlib import Path

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
