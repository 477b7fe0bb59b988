"""`paraverse clean` removes what the target `clean` removes, but no simulations."""

from __future__ import annotations

from pathlib import Path

from support.projects import Project
from support.run_command import paraverse
from support.small_sweeps import simulated_project


def test_clean__lists_and_removes_results_of_plots_that_are_gone(drawn: Project) -> None:
    figure = drawn.path / "results" / "figures" / "line.pdf"
    notes = drawn.path / "results" / "notes.txt"
    notes.write_text("mine")
    drawn.edit("config/plots.yaml", "line:\n", "line:\n  enabled: false\n")
    listed = paraverse(drawn, "clean", "--dry-run").out
    assert "Would remove results/figures/line.pdf\n" in listed
    assert figure.exists()
    assert paraverse(drawn, "clean").out == listed.replace("Would remove", "Removed")
    assert not figure.exists()
    assert notes.exists()
    assert paraverse(drawn, "clean", "-n").out == "There is nothing to remove.\n"


def test_clean__leaves_simulations(tmp_path: Path) -> None:
    project = simulated_project(tmp_path / "project")
    paraverse(project, "run", "--cores", "2")
    project.edit("config/pspace.yml", "[1, 2, 3]", "[1, 2]")
    output = paraverse(project, "clean").out
    assert "Removed results/figures/single/a~3.pdf\n" in output
    assert "1 simulation of points that are no longer in the parameter space" in output
    assert (project.path / "data" / "a~3" / "data.h5").exists()
