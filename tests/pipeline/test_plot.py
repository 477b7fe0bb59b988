"""Figures of multiverse plots from stored results."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from paraverse.base.source_map import SourceMap
from paraverse.errors import Location, PlotError
from paraverse.jobs.plot import FigureSettings
from paraverse.pipeline.plot import plot_multiverse
from paraverse.results.file import write_results

FUNCTIONS = """
from paraverse import plot_function


@plot_function
def walk_line(*, data, hlpr):
    hlpr.ax.plot(data["walk"])
    if len(data["walk"]) == 5:
        raise ValueError("too long")
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FigureSettings:
    """Settings of a plot in the working directory that fails for walks of 5 steps."""
    monkeypatch.chdir(tmp_path)
    Path("functions.py").write_text(FUNCTIONS)
    return FigureSettings(
        plot="walk",
        function="walk_line",
        arguments={},
        helpers={},
        style={},
        plot_functions=("functions.py",),
        where=SourceMap("walk", {(): Location("plots.yaml")}),
    )


@pytest.mark.parametrize("extensions", [("pdf",), ("pdf", "png")])
def test_plot_multiverse__draws_stored_results(
    extensions: tuple[str, ...], settings: FigureSettings
) -> None:
    write_results("walk.nc", {"walk": np.arange(3.0)})
    files = [f"walk.{extension}" for extension in extensions]
    record = plot_multiverse(settings, "walk.nc", files if len(files) > 1 else files[0])
    assert list(record.files) == files
    assert all(Path(file).exists() for file in files)
    # Fonts of a type that journals take
    assert b"/Type0" in Path("walk.pdf").read_bytes()


def test_plot_multiverse__of_skipped_results_is_a_placeholder(settings: FigureSettings) -> None:
    write_results("walk.nc", {}, skipped="only one seed")
    record = plot_multiverse(settings, "walk.nc", ["walk.svg", "walk.png"])
    assert record.skipped == {"walk": "only one seed"}
    assert list(record.files) == ["walk.svg", "walk.png"]
    assert "<!-- skipped: only one seed -->" in Path("walk.svg").read_text()
    assert Path("walk.png").exists()


def test_plot_multiverse__that_fails_is_an_error_unless_it_may_fail(
    settings: FigureSettings,
) -> None:
    write_results("walk.nc", {"walk": np.arange(5.0)})
    with pytest.raises(PlotError, match="too long"):
        plot_multiverse(settings, "walk.nc", "walk.svg")
    assert not Path("walk.svg").exists()
    record = plot_multiverse(dataclasses.replace(settings, raise_exc=False), "walk.nc", "walk.svg")
    assert "too long" in record.failed["walk"]
    assert "too long" in Path("walk.svg").read_text()


def test_plot_multiverse__states_warnings_about_the_data(settings: FigureSettings) -> None:
    write_results("walk.nc", {"walk": np.arange(3.0)}, warnings=["units differ"])
    record = plot_multiverse(settings, "walk.nc", ["walk.svg"])
    assert record.warnings == {"walk": ["units differ"]}
    assert 'id="paraverse-footnote"' in Path("walk.svg").read_text()
    write_results("walk.nc", {"walk": np.arange(3.0)})
    record = plot_multiverse(settings, "walk.nc", ["walk.svg"])
    assert record.warnings == {}
    assert "paraverse-footnote" not in Path("walk.svg").read_text()
