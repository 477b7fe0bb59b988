"""Start a fork server for the scripts of a local run, and let it run them.

Starting Python and importing xarray and matplotlib takes longer than most jobs do. A run therefore
starts one process, the fork server (`paraverse.pipeline.forkserver.server`), which imports what
scripts need and forks for each script. In a fork, a script runs as it would by itself, with the
same files, working directory and environment. Where there is no fork server, Snakemake starts a
process for each script: in a cluster job, in a conda environment, and on systems without file
descriptors of processes (``pidfd``).
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from paraverse.errors import ParaverseError
from paraverse.pipeline.forkserver.usage import Usage

THREADS = (
    "OMP_NUM_THREADS",
    "GOTO_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)
"""Environment variables with the number of threads of libraries, which Snakemake sets for each job.
For the fork server it is 1, as a process with threads cannot fork safely."""


@dataclass(frozen=True, kw_only=True)
class _Server:
    """A fork server.

    Attributes
    ----------
    process
        The process.
    requests
        A socket on which the process waits for scripts. It is closed when this process ends,
        however it ends, and then the fork server ends, too.
    owner
        The process that has started it, which alone stops it. Forks of the owner can use it, too.
    """

    process: subprocess.Popen[bytes]
    requests: socket.socket
    owner: int

    @property
    def is_own(self) -> bool:
        """True in the process that has started it."""
        return self.owner == os.getpid()

    def has_ended(self) -> bool:
        """Return whether it has ended, as far as this process can know."""
        return self.is_own and self.process.poll() is not None


_STARTED: list[_Server] = []
"""The fork server that this process uses, if there is one."""


def start() -> None:
    """Start the fork server, if that is possible on this system and there is none yet.

    It ends with this process.
    """
    if _STARTED and not _STARTED[-1].has_ended():
        return
    stop()
    with contextlib.suppress(AttributeError, OSError):
        os.close(os.pidfd_open(os.getpid()))
        requests, served = _socket_pair()
        with served:
            process = _start_process(served)
            _STARTED.append(_Server(process=process, requests=requests, owner=os.getpid()))


def _socket_pair() -> tuple[socket.socket, socket.socket]:
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def is_started() -> bool:
    """Return whether this process uses a fork server, which may have ended since."""
    return bool(_STARTED)


def stop() -> None:
    """Stop the fork server, and wait until all its scripts have ended; leave that of another."""
    while _STARTED:
        server = _STARTED.pop()
        if not server.is_own:
            server.requests.close()
            continue
        with server.requests, contextlib.suppress(OSError):  # it has ended
            # Forks of this process may have the socket open, too
            server.requests.shutdown(socket.SHUT_WR)
        server.process.wait()


def _start_process(requests: socket.socket) -> subprocess.Popen[bytes]:
    # Until the fork server ignores Ctrl-C, as the run decides when it ends
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "paraverse.pipeline.forkserver.server"],
            stdin=requests.fileno(),
            env={**os.environ, **dict.fromkeys(THREADS, "1")},
        )
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def run_script(name: str, script: str, environment: Mapping[str, str]) -> int | None:
    """Run a script in a fork of the fork server, in this process's working directory.

    Parameters
    ----------
    name, script, environment
        As in `measure_script`.

    Returns
    -------
    int or None
        The exit status, which is the negative number of a signal if one ended the script; None if
        there is no fork server (any more).

    Raises
    ------
    ParaverseError
        If the fork server ends before the script does.
    """
    ended = measure_script(name, script, environment)
    return None if ended is None else ended[0]


def measure_script(
    name: str, script: str, environment: Mapping[str, str]
) -> tuple[int, Usage] | None:
    """Run a script in a fork of the fork server, and return what it has used, too.

    Parameters
    ----------
    name
        The name of the script: that of the module of `paraverse.pipeline` that does its work.
    script
        The path of the file to run.
    environment
        The environment variables.

    Returns
    -------
    int
        The exit status, which is the negative number of a signal if one ended the script.
    Usage
        The time and memory that it has used.

    Raises
    ------
    ParaverseError
        If the fork server ends before the script does.
    """
    if not _STARTED:
        return None
    request = {
        "name": name,
        "arguments": [script],
        "folder": os.getcwd(),
        "environment": dict(environment),
    }
    connection, served = _socket_pair()
    with connection:
        with served:
            files = [served.fileno(), 0, 1, 2]
            try:
                socket.send_fds(_STARTED[-1].requests, [json.dumps(request).encode()], files)
            except OSError:
                return None
        answer = connection.recv(1000)
    if not answer:
        raise ParaverseError("The fork server, which ran this script, has ended.")
    status, usage = json.loads(answer)
    return status, Usage(**usage)
