"""Figures of a batch of universes, and what happens when one of them fails or is skipped."""

from __future__ import annotations

import dataclasses
import logging
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from paraverse.base.digest import digest
from paraverse.base.figure_record import FigureRecord, forget_figures
from paraverse.base.output_record import record_outputs
from paraverse.base.source_map import SourceMap
from paraverse.errors import Location, PlotError
from paraverse.jobs.plot import FigureSettings
from paraverse.jobs.plot_universes import UniversePlotJob
from paraverse.load.members import Array, Tree
from paraverse.pipeline import plot_universes as module
from paraverse.pipeline.plot_universes import plot_universes
from paraverse.plot.figure.call_plot_function import call_plot_function
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse

FUNCTIONS = """
from paraverse import plot_function
from paraverse.errors import SkipPlot


@plot_function
def walk_line(*, data, hlpr):
    with open("calls.txt", "a") as file:
        file.write("x")
    hlpr.ax.plot(data["walk"])
    with open("longest.txt") as file:
        if len(data["walk"]) == int(file.read()):
            raise ValueError("too long")
    if len(data["walk"]) == 1:
        raise SkipPlot("a single step")
"""


def loaded(name: str, steps: int | None, reasons: tuple[str, ...] = ()) -> LoadedUniverse:
    tree: Tree = {} if steps is None else {"data/walk": Array(np.arange(float(steps)))}
    return LoadedUniverse(
        id=name, key=name, parameters={"seed": int(name)}, tree=tree, warnings=reasons
    )


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> UniversePlotJob:
    """Figures of three universes in the working directory, whose walks have 4, 5 and 6 steps."""
    monkeypatch.chdir(tmp_path)
    store([4, 5, 6])
    Path("functions.py").write_text(FUNCTIONS)
    fail_at(0)
    drawing = FigureSettings(
        plot="walk",
        function="walk_line",
        arguments={},
        helpers={},
        style={},
        plot_functions=("functions.py",),
        where=SourceMap("walk", {(): Location("plots.yaml")}),
    )
    select = {"walk": "data/walk"}
    return UniversePlotJob(
        drawing=drawing,
        universes=("0", "1", "2"),
        sections={"select": select},
        tags=None,
        operations=(),
        file_ext=("svg",),
    )


def store(steps: list[int | None], reasons: tuple[str, ...] = ()) -> None:
    universes = [
        loaded(str(number), length, reasons if length is None else ())
        for number, length in enumerate(steps)
    ]
    write_batch("batch.nc", universes)


def fail_at(steps: int) -> None:
    Path("longest.txt").write_text(str(steps))


FIGURES = Path("results/figures/walk")
RECORD = Path("results/drawn/universes/walk/batch.json")


def figures(kinds: tuple[str, ...] = ("svg",)) -> list[Path]:
    return [FIGURES / f"{number}.{kind}" for number in range(3) for kind in kinds]


def calls() -> int:
    return len(Path("calls.txt").read_text())


def run(job: UniversePlotJob) -> FigureRecord:
    """Run a job as Snakemake does: its output is removed before."""
    RECORD.unlink(missing_ok=True)
    Path("calls.txt").write_text("")
    code = Path("functions.py").read_text()
    plot_universes(job, "batch.nc", str(RECORD), [f"functions {digest(code)}"])
    return FigureRecord.read(RECORD)


def test_plot_universes__draws_all_formats(job: UniversePlotJob) -> None:
    record = run(dataclasses.replace(job, file_ext=("svg", "png")))
    assert all(file.exists() for file in figures(("svg", "png")))
    assert list(record.files) == list(map(str, figures(("svg", "png"))))
    assert "<dc:title>walk, universe 2</dc:title>" in (FIGURES / "2.svg").read_text()
    assert calls() == 3


def test_plot_universes__of_a_universe_that_skips_is_a_placeholder(job: UniversePlotJob) -> None:
    store([4, 1, 6])
    record = run(job)
    assert record.skipped == {"walk, universe 1": "a single step"}
    assert "<!-- skipped: a single step -->" in (FIGURES / "1.svg").read_text()


def test_plot_universes__of_a_universe_without_data_says_why(
    job: UniversePlotJob, caplog: pytest.LogCaptureFixture
) -> None:
    store([4, None, 6], ("data.h5 cannot be read",))
    with caplog.at_level(logging.WARNING):
        record = run(job)
    assert record.failed == {"walk, universe 1": "data.h5 cannot be read"}
    assert "<!-- data.h5 cannot be read -->" in (FIGURES / "1.svg").read_text()
    assert "walk, universe 1: not drawn: data.h5 cannot be read" in caplog.text


def test_plot_universes__of_a_universe_that_lacks_data_for_no_reason_fails(
    job: UniversePlotJob,
) -> None:
    store([4, None, 6])
    with pytest.raises(PlotError, match=r"walk, universe 1: (.|\n)*data/walk"):
        run(job)


def test_plot_universes__of_a_failure_that_is_none_is_a_placeholder(
    job: UniversePlotJob, caplog: pytest.LogCaptureFixture
) -> None:
    fail_at(5)
    drawing = dataclasses.replace(job.drawing, raise_exc=False)
    with caplog.at_level(logging.WARNING):
        record = run(dataclasses.replace(job, drawing=drawing))
    assert "too long" in record.failed["walk, universe 1"]
    assert "too long" in (FIGURES / "1.svg").read_text()
    assert "walk, universe 1: not drawn: failed: " in caplog.text


def test_plot_universes__keeps_what_was_drawn_when_one_fails(job: UniversePlotJob) -> None:
    fail_at(5)
    with pytest.raises(PlotError, match=r"walk, universe 1: (.|\n)*too long") as raised:
        run(job)
    assert "universe 0" not in str(raised.value)
    drawn = (FIGURES / "0.svg").stat()
    assert not (FIGURES / "1.svg").exists()
    with pytest.raises(PlotError, match="too long"):
        run(job)
    assert calls() == 1
    fail_at(0)
    assert list(run(job).files) == list(map(str, figures()))
    assert calls() == 1
    assert (FIGURES / "0.svg").stat() == drawn


def test_plot_universes__draws_only_universes_whose_data_have_changed(
    job: UniversePlotJob,
) -> None:
    record_outputs(["batch.nc"], (), sources={"0": "a", "1": "b", "2": "c"})
    run(job)
    store([4, 7, 6])
    record_outputs(["batch.nc"], (), sources={"0": "a", "1": "B", "2": "c"})
    before = [path.read_bytes() for path in figures()]
    run(job)
    assert calls() == 1
    changed = [path.read_bytes() != old for path, old in zip(figures(), before, strict=True)]
    assert changed == [False, True, False]
    forget_figures("walk")
    run(job)
    assert calls() == 3


def test_plot_universes__does_not_open_the_store_if_all_figures_are_current(
    job: UniversePlotJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(job)
    monkeypatch.delattr(module, "BatchFile")
    assert list(run(job).files) == list(map(str, figures()))


def test_plot_universes__trusts_sources_of_an_unchanged_store_only(job: UniversePlotJob) -> None:
    record_outputs(["batch.nc"], (), sources={"0": "a", "1": "b", "2": "c"})
    run(job)
    store([4, 7, 6])
    run(job)
    assert calls() == 3


@pytest.mark.parametrize("change", ["data", "code", "helpers", "formats"])
def test_plot_universes__does_not_use_what_was_kept_after_a_change(
    change: str, job: UniversePlotJob
) -> None:
    fail_at(5)
    with pytest.raises(PlotError):
        run(job)
    if change == "data":
        store([3, 5, 6])
    elif change == "code":
        Path("functions.py").write_text(FUNCTIONS + "\nprint()\n")
    elif change == "formats":
        job = dataclasses.replace(job, file_ext=("svg", "png"))
    else:
        drawing = dataclasses.replace(job.drawing, helpers={"set_title": {"title": "T"}})
        job = dataclasses.replace(job, drawing=drawing)
    with pytest.raises(PlotError):
        run(job)
    assert calls() == 3


def test_plot_universes__draws_the_same_figures_in_one_job_as_in_several(
    job: UniversePlotJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    walks = [np.arange(4.0), np.array([3.0, -1e5, 2.0, 7.0]), np.array([0.0, 1e-9, 1.0, np.nan])]
    universes = [
        dataclasses.replace(loaded(str(number), None), tree={"data/walk": Array(walk)})
        for number, walk in enumerate(walks)
    ]
    write_batch("batch.nc", universes)
    functions: list[str] = []

    def note(function: Any, *args: Any, **kwargs: Any) -> None:
        functions.append(function.__name__)
        call_plot_function(function, *args, **kwargs)

    monkeypatch.setattr("paraverse.plot.figure.draw.call_plot_function", note)
    drawing = dataclasses.replace(job.drawing, function="facet_grid")
    job = dataclasses.replace(job, drawing=drawing, sections={"select": {"data": "data/walk"}})
    run(job)
    assert functions == ["facet_grid"]  # the other figures are those of the first one, updated
    together = [file.read_bytes() for file in figures()]
    shutil.rmtree("results")
    for name in job.universes:
        run(dataclasses.replace(job, universes=(name,)))
    assert [file.read_bytes() for file in figures()] == together
    assert len(set(together)) == 3
