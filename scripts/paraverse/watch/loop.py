"""Watch a project: after each change, run Snakemake, and show what it has drawn."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from paraverse.base.file_index import FileIndex
from paraverse.base.project_folder import CONFIG
from paraverse.watch.board import Board, DrawnFigure
from paraverse.watch.changes import FileChange, FolderWatcher
from paraverse.watch.messages import (
    Ended,
    Failed,
    Locked,
    Planned,
    RunNote,
    RunProblem,
    RunProgress,
)
from paraverse.watch.runs import Runs
from paraverse.workflow.killed_runs import LOCKS

_OUTPUTS = ("results", "logs", ".snakemake", ".paraverse")
"""Folders of a project that runs write."""

_CODE_OF_LIBRARY = Path(__file__).parents[1]
"""The folder of this library, whose code a run must not have imported before a change of it."""

_CODE = frozenset({".py", ".smk", ".yaml", ".yml"})
"""Endings of files that count as configuration or code, whether something uses them or not."""

_LATE = 0.5
"""Seconds after a run in which changes may be those that it has caused."""

_MAX_LINES = 5
"""The largest number of figures of a plot for each of which a line is printed."""


class ProjectWatch:
    """Runs of Snakemake on the project in the working directory, one after each change.

    Parameters
    ----------
    plots
        The plots to draw; all if there are none.
    board
        The state of the project, which is updated.
    runs
        Runs Snakemake.
    say
        Prints a line.
    """

    def __init__(
        self, plots: Sequence[str], board: Board, runs: Runs, say: Callable[[str], None]
    ) -> None:
        self._plots = plots
        self._board = board
        self._runs = runs
        self._say = say
        self._project = Path.cwd()
        self._planned = Planned(plots=[], data_dir="", files=[], is_simulated=False)
        self._watcher = FolderWatcher(self._project / name for name in _OUTPUTS)
        self._end_of_run = 0.0
        self._notes = ""

    def draw_for_ever(self) -> None:
        """Draw what is not up to date, now and after each change."""
        self._watch_folders()
        self._draw(time.time())
        while True:
            changes = self._watcher.wait()
            if any(change.path.is_relative_to(_CODE_OF_LIBRARY) for change in changes):
                self._runs.stop()  # so that the next run starts with the new code
            elif not self._has_input(changes):
                continue
            self._draw(_time_of_save(changes))

    def stop(self) -> None:
        """End what this object has started."""
        self._watcher.stop()
        self._runs.stop()

    def _draw(self, since: float) -> None:
        while not self._run(since):
            self._wait_for_other_run()
        self._watch_folders()

    def _run(self, since: float) -> bool:
        """Run Snakemake once; return False if another run of the project has to end before."""
        self._board.begin_run()
        printed, problems, notes = "", [], []
        is_locked, count = False, 0
        for item in self._runs.run(self._plots):
            match item:
                case str():
                    printed += item
                    self._say(item.rstrip("\n"))
                case Planned():
                    self._planned = item
                    self._board.set_plots(item.plots)
                    count += self._announce(since)  # those of another run
                case RunProgress(done=done, total=total):
                    self._board.set_status(done=done, total=total)
                    count += self._announce(since)
                case Failed():
                    self._board.set_status(problems=printed)
                case Locked():
                    is_locked = True
                case RunProblem(text=text):
                    problems.append(text)
                case RunNote(text=text):
                    notes.append(text)
                case Ended(status=status):
                    is_done = status == 0
                    if status != 0 and not (problems or printed.strip() or is_locked):
                        problems.append(f"The run has ended with the status {status}.")
        if is_locked:
            return False
        count += self._announce(since)
        for text in problems:
            self._say(text)
        self._say_notes("\n".join(notes))
        if is_done and not count:
            self._say(f"{_clock()}  Nothing to draw.")
        self._board.set_status(
            state="ready" if is_done else "failed",
            problems="" if is_done else "\n".join([*problems, printed.strip()]).strip(),
        )
        self._end_of_run = time.monotonic()
        return True

    def _announce(self, since: float) -> int:
        """Print which figures are new; return their number."""
        figures = self._board.look_for_figures()
        plots: dict[str, list[DrawnFigure]] = defaultdict(list)
        for figure in figures:
            plots[figure.plot].append(figure)
        seconds = f"({time.time() - since:.2f} s)"
        for plot, drawn in plots.items():
            if len(drawn) > _MAX_LINES:
                folder = Path(drawn[0].path).parent
                self._say(f"{_clock()}  {plot}: {len(drawn)} figures in {folder}  {seconds}")
            else:
                for figure in drawn:
                    self._say(f"{_clock()}  {plot}: {figure.path}  {seconds}")
        return len(figures)

    def _say_notes(self, notes: str) -> None:
        self._board.set_status(notes=notes)
        if notes != self._notes:
            self._notes = notes
            self._say(notes)

    def _wait_for_other_run(self) -> None:
        self._board.set_status(state="waiting")
        self._say(
            f"{_clock()}  Another run of this project is going on; waiting for its end. If there "
            "is none, `paraverse run --unlock` removes what a run has left that was interrupted."
        )
        time.sleep(0.5)
        while any(LOCKS.glob("*")):
            time.sleep(0.5)

    def _watch_folders(self) -> None:
        data = self._project / self._planned.data_dir
        self._watcher.watch([self._project, data, _CODE_OF_LIBRARY], recursive=True)
        files = [self._project / file for file in (CONFIG, *self._planned.files)]
        folders = [folder for file in files for folder in (file.parent, file.resolve().parent)]
        self._watcher.watch(folders, recursive=False)
        for problem in self._watcher.problems:
            self._say(problem)
        self._watcher.problems.clear()

    def _has_input(self, changes: Sequence[FileChange]) -> bool:
        """Return whether something may have to be drawn again after changes."""
        if any(map(self._is_code_or_data, changes)):
            return True
        files = {*self._planned.files, *FileIndex.read().paths()}
        paths = {os.path.normpath(self._project / file) for file in files}
        return any(
            str(change.path) in paths for change in changes if not self._is_below_data(change)
        )

    def _is_below_data(self, change: FileChange) -> bool:
        data = (self._project / self._planned.data_dir).resolve()
        return bool(self._planned.data_dir) and change.path.is_relative_to(data)

    def _is_code_or_data(self, change: FileChange) -> bool:
        if self._is_below_data(change):
            is_own = self._planned.is_simulated and change.time < self._end_of_run + _LATE
            return not is_own
        return change.path.suffix in _CODE


def _time_of_save(changes: Iterable[FileChange]) -> float:
    """Return when the last file was saved, if that was just now."""
    now = time.time()
    times = []
    for change in changes:
        try:
            times.append(change.path.stat().st_mtime)
        except OSError:
            continue
    return min(now, max([now - 2, *times]))


def _clock() -> str:
    return time.strftime("%H:%M:%S")
