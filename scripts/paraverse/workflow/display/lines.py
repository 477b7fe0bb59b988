"""Lines of output, with a status line below them if the output is a terminal."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from typing import TextIO

_ERASE = "\r\x1b[2K"
_BOLD_RED = "\x1b[1;31m"
_YELLOW = "\x1b[33m"
_RESET = "\x1b[0m"
_INTERVAL = 1.0
"""Seconds after which the status line is written again, with another time."""


class Lines:
    """Lines that are written to a stream.

    Parameters
    ----------
    stream
        The stream, which may be a terminal.
    is_live
        Whether the last line may be replaced.
    has_color
        Whether the stream shows colors.
    """

    def __init__(self, stream: TextIO, *, is_live: bool, has_color: bool) -> None:
        self.is_live = is_live
        self._stream = stream
        self._has_color = has_color
        self._lock = threading.RLock()
        self._status = ""
        self._describe: Callable[[], str] | None = None
        self._stopped = threading.Event()

    def write(self, text: str) -> None:
        """Write a text of one or more lines, above the status line."""
        with self._lock:
            erase = _ERASE if self._status else ""
            self._status = self._describe_status()
            self._print(f"{erase}{text}\n{self._status}")

    def write_warning(self, text: str) -> None:
        """Write a text in the color of warnings."""
        self.write(self._in_color(text, _YELLOW))

    def write_error(self, title: str, text: str) -> None:
        """Write a title in the color of errors, and a text below it."""
        self.write(f"{self._in_color(title, _BOLD_RED)}\n{text}")

    def show_status(self, describe: Callable[[], str]) -> None:
        """Show a status line, and keep it up to date.

        Parameters
        ----------
        describe
            Returns the line, which is empty for none. It is called about once a second.
        """
        self._describe = describe
        if self.is_live:
            threading.Thread(target=self._update_regularly, daemon=True).start()

    def update(self) -> None:
        """Write the status line again, as something has happened."""
        with self._lock:
            status = self._describe_status()
            if status != self._status:
                self._print(f"{_ERASE}{status}")
                self._status = status

    def close(self) -> None:
        """Remove the status line for good."""
        self._stopped.set()
        with self._lock:
            if self._status:
                self._print(_ERASE)
                self._status = ""

    def _print(self, text: str) -> None:
        # If nobody reads it anymore, the run goes on; after an exception, Snakemake would hang
        with contextlib.suppress(OSError):
            self._stream.write(text)
            self._stream.flush()

    def _describe_status(self) -> str:
        if not self.is_live or self._describe is None or self._stopped.is_set():
            return ""
        return self._describe()[: self._width() - 1]

    def _update_regularly(self) -> None:
        while not self._stopped.wait(_INTERVAL):
            self.update()

    def _width(self) -> int:
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or 80
        except (OSError, ValueError):
            return 80

    def _in_color(self, text: str, color: str) -> str:
        return f"{color}{text}{_RESET}" if self._has_color else text
