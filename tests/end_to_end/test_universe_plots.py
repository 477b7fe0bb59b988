"""One rule for each universe plot: its name and its figures are targets."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

from support.projects import Project

FIGURE = "results/figures/random_walk/seed~1_max_step_size~1.0.pdf"


def batches(project: Project) -> int:
    return len(list((project.path / "results" / "universes").glob("*.nc")))


def test_plot__can_be_forced_and_omitted_by_its_name(finished: Project) -> None:
    redrawn = Counter({"random_walk": batches(finished)})
    assert finished.snakemake("--dry-run", "-R", "random_walk").jobs == redrawn
    assert finished.snakemake("--dry-run", "-f", "random_walk").jobs == redrawn
    until = finished.snakemake("--dry-run", "-F", "--until", "random_walk").jobs
    assert set(until) == {"simulate", "convert", "random_walk"}
    omitted = finished.snakemake("--dry-run", "-F", "--omit-from", "random_walk").jobs
    assert "mean_random_walk" in omitted
    assert "random_walk" not in omitted


def test_figure__is_a_target_and_can_be_forced(finished: Project) -> None:
    assert not finished.snakemake(FIGURE).jobs
    assert finished.snakemake("--dry-run", "-f", FIGURE).jobs == Counter(["random_walk"])
    assert finished.snakemake("--dry-run", "-R", f"./{FIGURE}").jobs == Counter(["random_walk"])


def test_deleted_figure__is_drawn_again_with_its_batch(finished: Project) -> None:
    figure = finished.path / FIGURE
    before = figure.read_bytes()
    figure.unlink()
    assert finished.snakemake().jobs == Counter(["random_walk"])
    assert figure.read_bytes() == before


def test_figures_of_universes_that_are_gone__are_removed_by_clean(finished: Project) -> None:
    finished.edit("config/parameter_space.yaml", "range: [3]", "range: [2]")
    assert finished.snakemake().jobs["random_walk"] > 0
    gone = finished.path / "results/figures/random_walk/seed~2_max_step_size~1.0.pdf"
    own = gone.with_name("final.pdf")
    own.write_text("by hand")
    assert gone.exists()
    finished.snakemake("clean")
    assert not gone.exists()
    assert own.exists()
    assert (finished.path / FIGURE).exists()


def test_rulegraph__does_not_grow_with_the_batches(finished: Project) -> None:
    def nodes() -> int:
        return finished.snakemake("--rulegraph").output.count("label =")

    before = nodes()
    assert before > 5
    finished.edit("config/config.yaml", "batch_size: 3", "batch_size: 1")
    assert nodes() == before


def test_report__shows_figures_of_universes(finished: Project) -> None:
    finished.snakemake("--report", "report.zip")
    with zipfile.ZipFile(finished.path / "report.zip") as report:
        names = {Path(name).name for name in report.namelist()}
    assert {Path(FIGURE).name, "mean_random_walk.pdf"} <= names
