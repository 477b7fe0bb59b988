"""Let a process that has imported everything run the scripts of a local run.

Starting Python and importing xarray and matplotlib takes longer than most jobs do. So a run starts
one process (`paraverse.pipeline.forkserver.server`) that imports what scripts need and forks for each that hands
itself over. In a fork the script runs as it would by itself, with the same files, folder and
environment; and it runs by itself wherever there is no such process: in a job of a cluster, in an
environment of conda, where processes cannot be watched.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

ADDRESS = "PARAVERSE_WARM"
"""Environment variable that says where the process listens."""

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""A process with threads cannot fork safely; as Snakemake does, the number is set for a job."""

_STARTED: list[tuple[int, subprocess.Popen[bytes]]] = []
"""What this process has started, each with an end of a pipe whose closing it waits for: that
happens when this process ends, however it does."""


def start(folder: str | Path) -> None:
    """Start the process, if it is possible here; it ends with this one.

    Parameters
    ----------
    folder
        A folder of this user alone, for the socket.
    """
    address = str(Path(folder, "warm"))
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
    """End the process, when all scripts in it have ended."""
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


def hand_over(needed: str) -> None:
    """Let the warm process run the script that this process was started for, and end like it.

    Does nothing if there is no such process, or if this is already in it.

    Parameters
    ----------
    needed
        The module that the script waits for, if the process has not imported it yet.
    """
    address = os.environ.pop(ADDRESS, None)
    if address is None:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as connection:
        request = {
            "needed": needed,
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
        sys.exit("The process that ran this script has ended.")
    code = int(status)
    sys.exit(f"Ended by {signal.Signals(-code).name}." if code < 0 else code)
