"""A real ``paraverse watch``, and what it prints and shows."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from support.paths import ROOT
from support.watched_run import Process, find_processes

PROGRAM = "import sys; from paraverse.commands.main import main; sys.exit(main())"


class WatchedProject:
    """A process ``paraverse watch`` that opens no browser.

    Parameters
    ----------
    folder
        The folder of the project.
    temporary
        The folder for temporary files. All processes that it starts have it in their environment.
    arguments
        Arguments of the command.
    """

    def __init__(self, folder: Path, temporary: Path, *arguments: str) -> None:
        temporary.mkdir(exist_ok=True)
        self._temporary = temporary
        command = [sys.executable, "-c", PROGRAM, "--directory", str(folder), "watch"]
        self.main = subprocess.Popen(
            [*command, "--no-browser", "--cores", "2", *arguments],
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT / "scripts"),
                "TMPDIR": str(temporary),
                "XDG_CACHE_HOME": str(temporary),
                "MPLCONFIGDIR": os.path.expanduser("~/.cache/matplotlib"),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._output = ""
        self._states: list[Mapping[str, Any]] = []
        self._threads = [threading.Thread(target=self._read, daemon=True)]
        self._threads[0].start()

    def _read(self) -> None:
        assert self.main.stdout is not None
        for line in self.main.stdout:
            self._output += line

    @property
    def output(self) -> str:
        """All that it has printed so far."""
        return self._output

    @property
    def url(self) -> str:
        """The address of the page."""
        pattern = re.compile(r"http://\S+/")
        _wait_until(lambda: pattern.search(self._output) is not None, self)
        match = pattern.search(self._output)
        assert match is not None
        return match[0]

    def follow_page(self) -> None:
        """Receive the states that the page shows, from now on."""

        def receive() -> None:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}events") as response:
                for line in response:
                    if line.startswith(b"data: "):
                        self._states.append(json.loads(line.removeprefix(b"data: ")))

        url = self.url
        threading.Thread(target=receive, daemon=True).start()

    def wait_for_state(self, condition: Callable[[Mapping[str, Any]], bool]) -> Mapping[str, Any]:
        """Return the first state that meets a condition, and forget those before it."""
        while True:
            _wait_until(lambda: bool(self._states), self)
            state = self._states.pop(0)
            if condition(state):
                return state

    def wait_for_output(self, pattern: str) -> None:
        """Wait until it has printed something; that and all before is forgotten."""
        _wait_until(lambda: re.search(pattern, self._output) is not None, self)
        match = re.search(pattern, self._output)
        assert match is not None
        self._output = self._output[match.end() :]

    def processes(self) -> list[Process]:
        """Return all its processes that are alive."""
        return find_processes(self._temporary)

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """End it by a signal; return the exit status when all its processes have ended."""
        self.main.send_signal(number)
        status = self.main.wait(60)
        _wait_until(lambda: not self.processes(), self)
        return status

    def kill(self) -> None:
        """Kill all its processes."""
        for process in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.number, signal.SIGKILL)
        self.main.kill()
        self.main.wait()


def _wait_until(condition: Callable[[], bool], watched: WatchedProject, seconds: int = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"{watched.processes()}\n{watched.output}"
        time.sleep(0.01)
