"""`paraverse run` is Snakemake with the Snakefile of this library."""

from __future__ import annotations

from pathlib import Path

import pytest
from snakemake.utils import available_cpu_count

from support.projects import Project
from support.run_command import paraverse
from support.small_sweeps import existing_project


def test_run__passes_on_all_options_from_a_folder_in_the_project(tmp_path: Path) -> None:
    project = existing_project(tmp_path / "project")
    run = paraverse(Project(project.path / "config"), "run", "-n", "line", "--printshellcmds")
    assert "transform__line" in run.out
    assert "single" not in run.out
    assert not (project.path / "results").exists()


def test_run__takes_options_of_its_own_before_and_after_the_command(tmp_path: Path) -> None:
    folder = str(existing_project(tmp_path / "project").path)
    for arguments in (["-d", folder, "run", "-n"], ["run", "-n", "-d", folder]):
        assert "line" in paraverse(Project(tmp_path), *arguments).out


def test_run__uses_all_cores_unless_told_otherwise(
    drawn: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARAVERSE_OUTPUT", "snakemake")
    figure = drawn.path / "results" / "figures" / "line.pdf"
    for arguments, cores in (["-c1"], 1), (["--jobs", "1"], 1), ([], available_cpu_count()):
        figure.unlink()
        assert f"Provided cores: {cores}" in paraverse(drawn, "run", "line", *arguments).err
        assert figure.exists()


def test_run__fails_as_snakemake_does(drawn: Project) -> None:
    drawn.edit("config/operations.py", "y * 2", "y * missing")
    assert paraverse(drawn, "run", check=False).code == 1
    assert paraverse(drawn, "run", "--no-such-option", check=False).code == 2


def test_run__suggests_the_name_of_a_plot(drawn: Project) -> None:
    run = paraverse(drawn, "run", "lime", check=False)
    assert run.code == 1
    assert "There is no plot or result 'lime'. Did you mean 'line'?" in run.err
    assert "Traceback" not in run.err
