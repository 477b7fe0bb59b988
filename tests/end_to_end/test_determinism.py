"""Results are the same bytes wherever, however and in whatever order they are made."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from support.projects import Project, example_project
from support.without_provenance import without_provenance

PLOTS = """
walk_png: {based_on: random_walk, creator: universe, universes: all, file_ext: png}
walk_svg:
  based_on: random_walk
  creator: universe
  universes: all
  file_ext: svg
  helpers: {set_title: {title: "⟨x⟩ für jeden Schritt"}}
spread_svg: {based_on: spread, creator: multiverse, file_ext: svg}
"""

SET_LOCALE = "import locale\n\nlocale.setlocale(locale.LC_ALL, '')\n"
"""Code of a project that makes the locale count for all libraries."""

NO_FORK_SERVER = "import os\n\nif hasattr(os, 'pidfd_open'):\n    del os.pidfd_open\n"
"""The module `sitecustomize`, which makes each script start a process of its own."""


def make_project(folder: Path) -> Project:
    """Set up the example with four universes and figures of all formats."""
    project = example_project(folder)
    project.edit("config/parameter_space.yaml", "range: [3]", "range: [2]")
    project.edit("config/config.yaml", "convert: {batch_size: 3}", "convert: {batch_size: 2}")
    with (folder / "config" / "plots.yaml").open("a", encoding="utf-8") as file:
        file.write(PLOTS)
    operations = folder / "config" / "operations.py"
    operations.write_text(operations.read_text() + SET_LOCALE)
    return project


def run(project: Project, *arguments: str, umask: int = -1, **environment: str) -> None:
    env = {**os.environ, **environment}
    done = subprocess.run(project.command(*arguments), env=env, umask=umask, capture_output=True)
    output = (done.stdout + done.stderr).decode(errors="replace")
    assert done.returncode == 0, output


def files(project: Project, *folders: str) -> dict[str, bytes]:
    return {
        str(path.relative_to(project.path)): without_provenance(path)
        for folder in folders
        for path in sorted((project.path / folder).rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def assert_equal(present: Mapping[str, bytes], expected: Mapping[str, bytes]) -> None:
    assert list(present) == list(expected)
    assert [path for path in expected if present[path] != expected[path]] == []


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The results of one run on two cores."""
    project = make_project(tmp_path_factory.mktemp("reference") / "project")
    project.snakemake()
    suffixes = {path.suffix for path in (project.path / "results" / "figures").rglob("*.*")}
    assert suffixes == {".pdf", ".png", ".svg"}
    return project


def test_results__are_the_same_without_the_fork_server_and_elsewhere(
    reference: Project, tmp_path: Path
) -> None:
    project = make_project(tmp_path / "another folder")
    (project.path / "matplotlibrc").write_text("lines.linewidth: 7\nsvg.fonttype: none\n")
    project.edit("config/config.yaml", "\nsimulate:", "\nsimulate:\n  batch_size: 3")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(NO_FORK_SERVER)
    run(
        project,
        *("--cores", "2", "mean_random_walk", "walk_svg"),  # for the time it takes
        umask=0o077,
        PYTHONPATH=str(tmp_path / "site"),
        PYTHONHASHSEED="7",
        TZ="Asia/Tokyo",
        LC_ALL="C",
        MPLBACKEND="svg",
    )
    present, expected = files(project, "data", "results"), files(reference, "data", "results")
    assert "mean_random_walk.pdf" in {Path(path).name for path in present}
    assert_equal(present, {path: expected[path] for path in expected if path in present})


@pytest.fixture
def comma(tmp_path: Path) -> dict[str, str]:
    """A locale that writes decimals with a comma, if it can be made here; otherwise another one."""
    name = "de_DE.UTF-8"
    command = ["localedef", "-i", "de_DE", "-f", "UTF-8", str(tmp_path / name)]
    if not shutil.which("localedef") or subprocess.run(command, capture_output=True).returncode:
        return {"LC_ALL": "C"}
    return {"LC_ALL": name, "LOCPATH": str(tmp_path)}


def test_results__are_the_same_after_changes_and_with_a_decimal_comma(
    reference: Project, tmp_path: Path, comma: dict[str, str]
) -> None:
    project = make_project(tmp_path / "project")
    shutil.copytree(reference.path / "data", project.path / "data")  # simulated above
    # Batches and figures of another size, in jobs of another order
    project.edit("config/config.yaml", "convert: {batch_size: 2}", "convert: {batch_size: 3}")
    project.edit("config/plots.yaml", "für jeden", "in jedem")
    environment: dict[str, Any] = {**comma, "PYTHONHASHSEED": "3", "TZ": "America/New_York"}
    run(project, "--cores", "1", **environment)
    same = ("results/figures/random_walk", "results/figures/walk_png", "results/data")
    assert_equal(files(project, *same), files(reference, *same))
    project.edit("config/config.yaml", "convert: {batch_size: 3}", "convert: {batch_size: 2}")
    project.edit("config/plots.yaml", "in jedem", "für jeden")
    next((project.path / "results/figures/walk_png").iterdir()).unlink()
    run(project, "--cores", "2", **environment)
    project.snakemake("clean")
    assert_equal(files(project, "results"), files(reference, "results"))
