"""Run a command, and measure it together with every process that it starts.

    python process_tree.py OUTPUT LIMIT COMMAND ...

writes what the command prints to the file OUTPUT, and prints what it took as JSON. LIMIT is the
number of bytes that each process may allocate for itself (``RLIMIT_DATA``), or 0.

This is a process of its own that imports little: on Linux, processes that outlive their parents
become its children (``PR_SET_CHILD_SUBREAPER``), and it waits until none of them is left. The CPU
time is the sum over all processes. Not counted are processes of services that are not started by
the command, and those of a process that ignores ``SIGCHLD``.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from time import perf_counter

SET_CHILD_SUBREAPER = 36
"""From ``linux/prctl.h``."""

SECONDS_AFTER = 60
"""How long processes may outlive the command."""

SHARE_OF_TIME = 0.02
"""Sampling the memory takes at most this share of the time of one core."""


def adopt_orphans() -> None:
    """Let descendants whose parents have ended become children of this process, on Linux."""
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        if library.prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "prctl(PR_SET_CHILD_SUBREAPER)")


def descendants(process: int) -> Iterator[int]:
    """Yield the processes below a process; those that end meanwhile may be missing."""
    try:
        threads = os.listdir(f"/proc/{process}/task")
    except OSError:
        return
    for thread in threads:
        try:
            with open(f"/proc/{process}/task/{thread}/children") as file:
                children = [int(child) for child in file.read().split()]
        except OSError:
            continue
        for child in children:
            yield child
            yield from descendants(child)


def proportional_size(process: int) -> int:
    """Return the memory of a process in KiB, in which shared pages count by their share."""
    try:
        with open(f"/proc/{process}/smaps_rollup") as file:
            return next((int(line.split()[1]) for line in file if line.startswith("Pss:")), 0)
    except OSError:
        return 0


class MemorySampler(threading.Thread):
    """Finds the peak of the memory of all descendants together."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._ended = threading.Event()

    def run(self) -> None:
        pause = 0.02
        while not self._ended.wait(pause):
            start = perf_counter()
            self.peak = max(self.peak, sum(map(proportional_size, descendants(os.getpid()))))
            pause = max(0.02, (perf_counter() - start) / SHARE_OF_TIME)

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _complain(*_: object) -> None:
    left = list(descendants(os.getpid()))
    sys.exit(f"Processes that the command started still run {SECONDS_AFTER} s after it: {left}")


def measure(command: Sequence[str], output: str) -> dict[str, float]:
    """Run a command.

    Returns
    -------
    dict of str to float
        ``status``, the exit status; ``wall`` and ``cpu`` in seconds, where the former ends with the
        command itself; ``memory`` and ``largest``, the peaks of all processes together and of the
        largest one, in KiB.
    """
    adopt_orphans()
    signal.signal(signal.SIGALRM, _complain)
    # A terminal interrupts the command, too; unlike SIG_IGN, a function is not inherited
    signal.signal(signal.SIGINT, lambda *_: None)
    sampler = MemorySampler()
    found: dict[str, float] = {"cpu": 0, "largest": 0}
    with open(output, "wb") as file:
        start = perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
        sampler.start()
        while True:
            try:
                ended, status, usage = os.wait4(-1, 0)
            except ChildProcessError:
                break
            found["cpu"] += usage.ru_utime + usage.ru_stime
            found["largest"] = max(found["largest"], usage.ru_maxrss)
            if ended == process.pid:
                found["wall"] = perf_counter() - start
                found["status"] = process.returncode = os.waitstatus_to_exitcode(status)
                signal.alarm(SECONDS_AFTER)
        signal.alarm(0)
    sampler.stop()
    # Samples miss short peaks, which the kernel does not
    return {**found, "memory": max(sampler.peak, found["largest"])}


if __name__ == "__main__":
    output, limit, *command = sys.argv[1:]
    if int(limit):
        resource.setrlimit(resource.RLIMIT_DATA, (int(limit), int(limit)))
    print(json.dumps(measure(command, output)))
