"""The cache of figures of jobs that failed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from paraverse.jobs import FigureSettings, UniversePlotJob
from paraverse.plot.figure.cache import FigureCache
from support.figure_settings import figure_settings

SETTINGS = figure_settings(plot="walk")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("batch.nc").write_text("data")
    Path("a.png").write_text("figure a")


def job(settings: FigureSettings = SETTINGS) -> UniversePlotJob:
    return UniversePlotJob(
        drawing=settings, universes=("a", "b"), sections={}, tags=None, operations=()
    )


def test_figure_cache__restores_the_files_it_was_filled_with() -> None:
    FigureCache(job(), "batch.nc").fill(["a.png"])
    Path("a.png").unlink()
    cache = FigureCache(job(), "batch.nc")
    assert not cache.restore(["a.png", "b.png"])
    assert not Path("a.png").exists()
    assert cache.restore(["a.png"])
    assert Path("a.png").read_text() == "figure a"
    cache.clear()
    assert not cache.folder.exists()
    assert not FigureCache(job(), "batch.nc").restore(["a.png"])


def test_figure_cache__restores_folders_of_frames() -> None:
    frames = job(dataclasses.replace(SETTINGS, animation={"writer": "frames"}))
    Path("a.png.frames").mkdir()
    Path("a.png.frames", "0.png").write_text("frame")
    FigureCache(frames, "batch.nc").fill(["a.png"])
    Path("a.png.frames", "0.png").unlink()
    assert FigureCache(frames, "batch.nc").restore(["a.png"])
    assert Path("a.png.frames", "0.png").read_text() == "frame"


def test_figure_cache__is_for_the_same_data_and_job_only() -> None:
    FigureCache(job(), "batch.nc").fill(["a.png"])
    changed = job(dataclasses.replace(SETTINGS, arguments={"color": "red"}))
    assert not FigureCache(changed, "batch.nc").restore(["a.png"])
    Path("batch.nc").write_text("other data")
    assert not FigureCache(job(), "batch.nc").restore(["a.png"])


def test_figure_cache__is_for_the_same_stated_dependencies_only() -> None:
    FigureCache(job(), "batch.nc", ["table.csv 1", "x = 1"]).fill(["a.png"])
    assert not FigureCache(job(), "batch.nc", ["table.csv 2", "x = 1"]).restore(["a.png"])
    assert FigureCache(job(), "batch.nc", ["x = 1", "table.csv 1"]).restore(["a.png"])


def test_figure_cache__of_damaged_figures_is_not_used() -> None:
    FigureCache(job(), "batch.nc").fill(["a.png"])
    cache = FigureCache(job(), "batch.nc")
    (cache.folder / "a.png").write_text("damaged")
    assert not cache.restore(["a.png"])
    assert Path("a.png").read_text() == "figure a"


def test_figure_cache__of_a_job_without_digest_stays_empty() -> None:
    cache = FigureCache(job(dataclasses.replace(SETTINGS, arguments={"x": object()})), "batch.nc")
    cache.fill(["a.png"])
    assert not cache.folder.exists()
