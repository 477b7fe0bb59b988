"""The state of a project that the page shows."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from paraverse.base.figure_record import FigureRecord, multiverse_record, universe_record
from paraverse.watch import board as board_module
from paraverse.watch.board import Board


@pytest.fixture(autouse=True)
def _in_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def draw(record: str, *paths: str, content: str = "1") -> None:
    """Write figures and their record, as a job does."""
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(content)
    Path(record).parent.mkdir(parents=True, exist_ok=True)
    FigureRecord.of(paths).write(record)


def listed(board: Board) -> list[str]:
    state = next(board.states(0))
    assert state is not None
    return [figure["path"] for figure in state["figures"]]


def two_plots() -> Board:
    draw(multiverse_record("mean"), "results/figures/mean.pdf")
    draw(universe_record("walk", "seed~0"), "results/figures/walk/seed~0.png")
    board = Board()
    board.set_plots(["mean", "walk"])
    return board


def test_look_for_figures__those_of_before_are_not_new() -> None:
    board = two_plots()
    board.begin_run()
    assert board.look_for_figures() == []
    assert listed(board) == ["results/figures/mean.pdf", "results/figures/walk/seed~0.png"]


def test_look_for_figures__changed_figure_is_first() -> None:
    board = two_plots()
    board.begin_run()
    board.look_for_figures()
    board.begin_run()
    draw(universe_record("walk", "seed~0"), "results/figures/walk/seed~0.png", content="2")
    (figure,) = board.look_for_figures()
    assert (figure.plot, figure.run) == ("walk", 2)
    assert listed(board) == ["results/figures/walk/seed~0.png", "results/figures/mean.pdf"]
    assert board.look_for_figures() == []


def test_look_for_figures__drawn_again_to_the_same_bytes_is_not_new() -> None:
    board = two_plots()
    board.look_for_figures()
    draw(multiverse_record("mean"), "results/figures/mean.pdf")
    assert board.look_for_figures() == []


def test_look_for_figures__first_figure_of_a_project_is_new() -> None:
    board = Board()
    board.set_plots(["mean"])
    board.begin_run()
    board.look_for_figures()
    draw(multiverse_record("mean"), "results/figures/mean.pdf")
    (figure,) = board.look_for_figures()
    assert figure.run == 1


def test_look_for_figures__plot_that_was_removed_disappears() -> None:
    board = two_plots()
    board.look_for_figures()
    board.set_plots(["mean"])
    board.look_for_figures()
    assert listed(board) == ["results/figures/mean.pdf"]
    assert board.figure("results/figures/walk/seed~0.png") is None


def test_look_for_figures__folder_of_figures() -> None:
    draw(multiverse_record("many"), "results/figures/many/b.png", "results/figures/many/a.png")
    FigureRecord.of(["results/figures/many"]).write(multiverse_record("many"))
    board = Board()
    board.set_plots(["many"])
    board.look_for_figures()
    assert listed(board) == ["results/figures/many/a.png", "results/figures/many/b.png"]


def test_look_for_figures__damaged_record_has_none() -> None:
    board = two_plots()
    Path(multiverse_record("mean")).write_text("{")
    board.look_for_figures()
    assert listed(board) == ["results/figures/walk/seed~0.png"]


def test_states__list_a_limited_number_of_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board_module, "MAX_FIGURES", 1)
    board = two_plots()
    board.look_for_figures()
    state = next(board.states(0))
    assert state is not None
    assert (len(state["figures"]), state["more"]) == (1, 1)


def test_states__follow_changes_until_the_end() -> None:
    board = Board()
    states = board.states(60)
    assert (first := next(states)) is not None
    assert first["state"] == "starting"
    threading.Timer(0.05, board.set_status, kwargs={"problems": "wrong"}).start()
    assert (second := next(states)) is not None
    assert second["problems"] == "wrong"
    threading.Timer(0.05, board.close).start()
    assert list(states) == []


def test_states__say_that_nothing_changes() -> None:
    states = Board().states(0.01)
    assert next(states) is not None
    assert next(states) is None
