"""Start a fork server for the scripts of a local run, and hand scripts over to it.

Starting Python and importing xarray and matplotlib takes longer than most jobs do. A run therefore
starts one process, the fork server (`paraverse.pipeline.forkserver.server`), which imports what
scripts need and forks for each script that hands itself over. In a fork, a script runs as it would
by itself, with the same files, working directory and environment. Where there is no fork server, a
script runs by itself: in a cluster job, in a conda environment, and on systems without file
descriptors of processes (``pidfd``).
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

ADDRESS = "PARAVERSE_FORK_SERVER"
"""Environment variable with the address of the socket on which the fork server listens."""

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Environment variables that are set to 1: a process with threads cannot fork safely, and Snakemake
sets the number of threads for each job anyway."""

_STARTED: list[tuple[int, subprocess.Popen[bytes]]] = []
"""The fork servers that this process has started, each with the end of a pipe that they watch. The
pipe is closed when this process ends, however it ends, and then they end too."""


def start(folder: str | Path) -> None:
    """Start the fork server, if that is possible on this system; it ends with this process.

    Parameters
    ----------
    folder
        A folder for the socket, which only this user can enter.
    """
    address = str(Path(folder, "fork-server"))
    try:
        os.close(os.pidfd_open(os.getpid()))
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
            listener.bind(address)
            listener.listen(socket.SOMAXCONN)
            _start_server(listener.fileno())
    except (AttributeError, OSError):
        return
    os.environ[ADDRESS] = address


def stop() -> None:
    """Stop the fork server, and wait until all its scripts have ended."""
    os.environ.pop(ADDRESS, None)
    while _STARTED:
        lifeline, server = _STARTED.pop()
        os.close(lifeline)
        server.wait()


def _start_server(listener: int) -> None:
    watched, lifeline = os.pipe()
    server = subprocess.Popen(
        [sys.executable, "-P", "-m", "paraverse.pipeline.forkserver.server", str(listener)],
        stdin=watched,
        pass_fds=[listener],
        env={**os.environ, **dict.fromkeys(_THREADS, "1")},
    )
    os.close(watched)
    _STARTED.append((lifeline, server))


def hand_over(module: str) -> None:
    """Let the fork server run the script of this process, and exit with the script's status.

    This does nothing if there is no fork server, or if this process is one of its forks.

    Parameters
    ----------
    module
        The module that the fork server must have imported before it runs the script.
    """
    address = os.environ.pop(ADDRESS, None)
    if address is None:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as connection:
        request = {
            "module": module,
            "arguments": sys.argv,
            "folder": os.getcwd(),
            "environment": dict(os.environ),
        }
        try:
            connection.connect(address)
            socket.send_fds(connection, [json.dumps(request).encode()], [0, 1, 2])
        except OSError:
            return
        status = connection.recv(100)
    if not status:
        sys.exit("The fork server, which ran this script, has ended.")
    code = int(status)
    sys.exit(f"Ended by {signal.Signals(-code).name}." if code < 0 else code)
