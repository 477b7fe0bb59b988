"""The state of a project, as the page shows it: figures, problems and the run that goes on."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from paraverse.base.figure_record import FigureRecord, multiverse_record, universe_record

MAX_FIGURES = 60
"""The largest number of figures on the page: those that were drawn last."""


@dataclass(frozen=True, kw_only=True)
class DrawnFigure:
    """A figure on the page.

    Attributes
    ----------
    plot
        The name of its plot.
    path
        The file, relative to the project's folder.
    version
        A string that changes with the content.
    run
        The number of the run in which it was drawn; 0 if it was drawn before.
    """

    plot: str
    path: str
    version: str
    run: int = 0


@dataclass(frozen=True, kw_only=True)
class _Status:
    state: Literal["starting", "running", "waiting", "ready", "failed"] = "starting"
    done: int = 0
    total: int = 0
    problems: str = ""
    notes: str = ""


class Board:
    """The state of the project in the working directory. Several threads may use it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._version = 0
        self._is_closed = False
        self._status = _Status()
        self._plots: Sequence[str] = ()
        self._records: dict[str, tuple[Any, list[DrawnFigure]]] = {}
        self._figures: dict[str, DrawnFigure] = {}
        self._run = 0
        self._has_looked = False

    def begin_run(self) -> None:
        """Note that a run has begun; figures that change from now on belong to it."""
        self._run += 1
        self.set_status(state="running", done=0, total=0)

    def set_status(self, **values: Any) -> None:
        """Change the state, the numbers of jobs, the problems or the notes."""
        with self._changed:
            self._status = replace(self._status, **values)
            self._announce()

    def set_plots(self, plots: Sequence[str]) -> None:
        """Set the plots of which there are figures, in their order."""
        with self._changed:
            self._plots = plots

    def look_for_figures(self) -> list[DrawnFigure]:
        """Read the records that jobs have written; return the figures since the last call."""
        with self._changed:
            is_first, self._has_looked = not self._has_looked, True
            figures = {figure.path: figure for figure in self._read_records()}
            changed = []
            for path, figure in figures.items():
                before = self._figures.get(path)
                if before is not None and before.version == figure.version:
                    figures[path] = before
                elif not is_first:
                    figures[path] = replace(figure, run=self._run)
                    changed.append(figures[path])
            if figures != self._figures:
                self._figures = figures
                self._announce()
            return changed

    def figure(self, path: str) -> DrawnFigure | None:
        """Return the figure with a path, which may be anything; None if there is none."""
        with self._changed:
            return self._figures.get(path)

    def close(self) -> None:
        """Let nobody wait for a change any more."""
        with self._changed:
            self._is_closed = True
            self._announce()

    def states(self, timeout: float) -> Iterator[dict[str, Any] | None]:
        """Iterate over the state and each state that follows, until the board is closed.

        Parameters
        ----------
        timeout
            How many seconds to wait for a change.

        Yields
        ------
        dict or None
            The state as values for JSON; None if it has not changed for that time.
        """
        version = -1
        while True:
            with self._changed:
                self._changed.wait_for(partial(self._is_after, version), timeout)
                if self._is_closed:
                    return
                state = self._describe() if self._version != version else None
                version = self._version
            yield state

    def _is_after(self, version: int) -> bool:
        return self._version != version

    def _announce(self) -> None:
        self._version += 1
        self._changed.notify_all()

    def _describe(self) -> dict[str, Any]:
        newest = sorted(self._figures.values(), key=lambda figure: -figure.run)
        return {
            **vars(self._status),
            "run": self._run,
            "figures": [vars(figure) for figure in newest[:MAX_FIGURES]],
            "more": max(0, len(newest) - MAX_FIGURES),
        }

    def _read_records(self) -> Iterator[DrawnFigure]:
        records = {}
        for plot in self._plots:
            paths = [multiverse_record(plot), *_universe_records(plot)]
            for path in paths:
                state = _state(path)
                if state is None:
                    continue
                read = self._records.get(path)
                if read is None or read[0] != state:
                    read = state, list(_read_record(plot, path))
                records[path] = read
                yield from read[1]
        self._records = records


def _universe_records(plot: str) -> list[str]:
    return sorted(map(str, Path(universe_record(plot)).parent.glob("*.json")))


def _state(path: str) -> tuple[int, int, int] | None:
    try:
        result = os.stat(path)
    except OSError:
        return None
    return result.st_mtime_ns, result.st_size, result.st_ino


def _read_record(plot: str, path: str) -> Iterator[DrawnFigure]:
    try:
        record = FigureRecord.read(path)
    except (OSError, ValueError):
        return
    for file, version in record.files.items():
        if os.path.isdir(file):
            names = sorted(os.listdir(file))
            yield from (
                DrawnFigure(plot=plot, path=f"{file}/{name}", version=version) for name in names
            )
        else:
            yield DrawnFigure(plot=plot, path=file, version=version)
