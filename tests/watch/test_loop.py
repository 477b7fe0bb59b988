"""When a project is drawn again, and what is printed."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from paraverse.base.figure_record import FigureRecord, multiverse_record, universe_record
from paraverse.watch import loop
from paraverse.watch.board import Board
from paraverse.watch.changes import FileChange
from paraverse.watch.loop import ProjectWatch
from paraverse.watch.messages import (
    Ended,
    Failed,
    Locked,
    Message,
    Planned,
    RunNote,
    RunProblem,
    RunProgress,
)

PLANNED = Planned(plots=["mean"], data_dir="data", files=["shared.txt"], is_simulated=True)


class Runs:
    """Runs that say what a test wants."""

    def __init__(self) -> None:
        self.runs: list[Sequence[Message | str]] = []

    def run(self, plots: Sequence[str]) -> Iterator[Message | str]:
        for item in self.runs.pop(0):
            if item == RunProgress(done=1, total=1):
                draw("mean", str(time.monotonic()))
            yield item

    def stop(self) -> None:
        """End nothing."""


def draw(plot: str, content: str) -> None:
    path = Path(f"results/figures/{plot}.pdf")
    for file in (path, Path(multiverse_record(plot))):
        file.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    FigureRecord.of([path]).write(multiverse_record(plot))


@pytest.fixture
def lines() -> list[str]:
    """The printed lines."""
    return []


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def runs() -> Runs:
    return Runs()


@pytest.fixture
def watch(
    runs: Runs,
    board: Board,
    lines: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[ProjectWatch]:
    (tmp_path / "data" / "sim_1").mkdir(parents=True)
    (tmp_path / "config").mkdir()
    monkeypatch.chdir(tmp_path)
    watched: Any = ProjectWatch([], board, runs, say=lines.append)  # type: ignore[arg-type]
    yield watched
    watched.stop()


def status(board: Board) -> dict[str, Any]:
    state = next(board.states(0))
    assert state is not None
    return state


def draw_once(watch: ProjectWatch, runs: Runs, *items: Message | str) -> None:
    runs.runs.append(items)
    watch._draw(time.time())


def test_draw__prints_each_figure_with_the_time(
    watch: ProjectWatch, runs: Runs, lines: list[str], board: Board
) -> None:
    draw("mean", "before")
    draw_once(watch, runs, PLANNED, RunProgress(done=1, total=1), Ended(status=0))
    (line,) = lines
    assert line.partition("  ")[2].startswith("mean: results/figures/mean.pdf  (0.")
    state = status(board)
    assert (state["state"], state["figures"][0]["run"]) == ("ready", 1)


def test_draw__many_figures_are_one_line(
    watch: ProjectWatch, runs: Runs, lines: list[str], board: Board
) -> None:
    draw_once(watch, runs, PLANNED, Ended(status=0))
    paths = [Path(f"results/figures/mean/{n}.pdf") for n in range(6)]
    paths[0].parent.mkdir(parents=True)
    for path in paths:
        path.touch()
    record = Path(universe_record("mean", "batch"))
    record.parent.mkdir(parents=True)
    FigureRecord.of(paths).write(record)
    draw_once(watch, runs, PLANNED, Ended(status=0))
    assert "  mean: 6 figures in results/figures/mean  (" in lines[-1]


def test_draw__nothing_to_draw(watch: ProjectWatch, runs: Runs, lines: list[str]) -> None:
    draw_once(watch, runs, PLANNED, Ended(status=0))
    assert lines[0].endswith("  Nothing to draw.")


def test_draw__failure_is_shown_until_a_run_succeeds(
    watch: ProjectWatch, runs: Runs, lines: list[str], board: Board
) -> None:
    failure = ("a.yaml:3: wrong\n", Failed(), RunProblem(text="b"), Ended(status=1))
    draw_once(watch, runs, PLANNED, *failure)
    assert (status(board)["state"], status(board)["problems"]) == ("failed", "b\na.yaml:3: wrong")
    assert "a.yaml:3: wrong" in lines
    draw_once(watch, runs, PLANNED, Ended(status=0))
    assert (status(board)["state"], status(board)["problems"]) == ("ready", "")


def test_draw__run_that_was_killed_says_so(watch: ProjectWatch, runs: Runs, board: Board) -> None:
    draw_once(watch, runs, PLANNED, Ended(status=-9))
    assert status(board)["problems"] == "The run has ended with the status -9."


def test_draw__notes_are_printed_once(
    watch: ProjectWatch, runs: Runs, lines: list[str], board: Board
) -> None:
    for _ in range(2):
        draw_once(watch, runs, PLANNED, RunNote(text="28 of 30"), Ended(status=0))
    assert lines.count("28 of 30") == 1
    assert status(board)["notes"] == "28 of 30"


def test_draw__waits_for_another_run(
    watch: ProjectWatch, runs: Runs, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop.time, "sleep", lambda seconds: None)  # type: ignore[attr-defined]
    runs.runs.append([PLANNED, Locked(), Ended(status=1)])
    draw_once(watch, runs, PLANNED, Ended(status=0))
    runs.runs.clear()
    assert "Another run of this project is going on" in lines[0]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("config/plots.yaml", True),
        ("operations.py", True),
        ("shared.txt", True),
        ("data/sim_1/data.h5", True),
        ("data/sim_1", True),
        ("notes.md", False),
        ("config", False),
    ],
)
def test_has_input__of_the_project(
    path: str, expected: bool, watch: ProjectWatch, runs: Runs, tmp_path: Path
) -> None:
    draw_once(watch, runs, PLANNED, Ended(status=0))
    change = FileChange(path=tmp_path / path, time=time.monotonic() + 10)
    assert watch._has_input([change]) is expected


def test_has_input__data_that_the_run_has_simulated_are_not(
    watch: ProjectWatch, runs: Runs, tmp_path: Path
) -> None:
    draw_once(watch, runs, PLANNED, Ended(status=0))
    change = FileChange(path=tmp_path / "data" / "sim_1", time=time.monotonic())
    assert not watch._has_input([change])
