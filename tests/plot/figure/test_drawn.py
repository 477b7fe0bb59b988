"""Figures that are drawn already."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from paraverse.jobs.plot import FigureSettings
from paraverse.jobs.plot_universes import UniversePlotJob
from paraverse.plot.figure.drawn import DrawnFigures
from support.figure_settings import figure_settings

SETTINGS = figure_settings(plot="walk")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.png").write_text("figure a")


def job(
    settings: FigureSettings = SETTINGS, universes: tuple[str, ...] = ("a", "b")
) -> UniversePlotJob:
    return UniversePlotJob(
        drawing=settings, universes=universes, sections={}, tags=None, operations=()
    )


def draw(settings: FigureSettings = SETTINGS, batch: str = "a") -> None:
    drawn = DrawnFigures(job(settings), batch, ["x = 1", "table.csv 1"])
    assert not drawn.has(["a.png"], "data")
    drawn.add(["a.png"], "data")
    drawn.write()


def again(
    settings: FigureSettings = SETTINGS,
    batch: str = "a",
    source: str = "data",
    depends_on: tuple[str, ...] = ("table.csv 1", "x = 1"),
) -> bool:
    return DrawnFigures(job(settings, ("b",)), batch, depends_on).has(["a.png"], source)


def test_has__a_figure_from_the_same_data_in_any_batch() -> None:
    draw()
    assert again()
    assert again(batch="b")


def test_has__not_after_any_change() -> None:
    draw()
    assert not again(source="other data")
    assert not again(depends_on=("table.csv 2", "x = 1"))
    assert not again(dataclasses.replace(SETTINGS, arguments={"color": "red"}))
    Path("a.png").write_text("damaged")
    assert not again()
    Path("a.png").unlink()
    assert not again()


def test_has__all_files_of_the_figure() -> None:
    frames = dataclasses.replace(SETTINGS, animation={"writer": "frames"})
    Path("a.png.frames").mkdir()
    Path("a.png.frames", "0.png").write_text("frame")
    draw(frames)
    assert again(frames)
    Path("a.png.frames", "0.png").unlink()
    assert not again(frames)


def test_has__is_remembered_by_the_next_job() -> None:
    draw()
    drawn = DrawnFigures(job(), "a", ["x = 1", "table.csv 1"])
    assert drawn.has(["a.png"], "data")
    drawn.write()
    assert again()


def test_has__nothing_if_the_file_is_damaged() -> None:
    draw()
    Path(".paraverse", "figures", "walk", "a.json").write_text("{")
    assert not again()


def test_has__never_for_settings_without_digest() -> None:
    settings = dataclasses.replace(SETTINGS, arguments={"x": object()})
    draw(settings)
    assert not again(settings)
