"""`paraverse watch` draws what was saved, shows mistakes, and leaves nothing behind."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from support.example_variants import existing_example
from support.projects import Project
from support.watched_project import WatchedProject

if not Path("/proc/self/environ").exists():
    pytest.skip("the processes of a run cannot be found here", allow_module_level=True)

PLOT = "mean_random_walk"
FIGURE = f"results/figures/{PLOT}.pdf"
TITLE = "title: Averaged Random Walk Trajectories"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with six universes, and a project whose figures are up to date."""
    folder = tmp_path_factory.mktemp("drawn")
    existing_example(folder / "project", 6).snakemake()
    return folder


@pytest.fixture
def project(drawn: Path, tmp_path: Path) -> Project:
    """A copy of the project and its universes."""
    shutil.copytree(drawn, tmp_path, symlinks=True, dirs_exist_ok=True)
    project = Project(tmp_path / "project")
    (project.path / "my_simulation").unlink()
    (project.path / "my_simulation").symlink_to(tmp_path / "sweep")
    return project


Watch = Callable[..., WatchedProject]


@pytest.fixture
def watch(project: Project, tmp_path: Path) -> Iterator[Watch]:
    """Start `paraverse watch` on the project."""
    started: list[WatchedProject] = []

    def start(*arguments: str) -> WatchedProject:
        watched = WatchedProject(project.path, tmp_path / "temporary", *arguments)
        started.append(watched)
        watched.follow_page()
        return watched

    yield start
    for watched in started:
        watched.kill()


def is_ready(state: Mapping[str, Any]) -> bool:
    return bool(state["state"] == "ready")


def is_failed(state: Mapping[str, Any]) -> bool:
    return bool(state["state"] == "failed")


def leftovers(project: Project, tmp_path: Path) -> list[str]:
    """Return what must not be left: temporary files, sockets and locks."""
    patterns = (".snakemake/locks/*", ".snakemake/scripts/*", ".paraverse/runs/*")
    found = [path for pattern in patterns for path in project.path.glob(pattern)]
    found += [path for path in (tmp_path / "temporary").rglob("*") if not path.is_dir()]
    found += (tmp_path / "temporary").glob("snakemake?*")
    return sorted(map(str, found))


def test_watch__draws_and_says_all_that_happens(
    project: Project, watch: Watch, tmp_path: Path
) -> None:
    watched = watch()
    state = watched.wait_for_state(is_ready)
    assert {figure["run"] for figure in state["figures"]} == {0}
    check_that_what_was_saved_is_drawn(project, watched)
    check_that_mistakes_are_shown_until_they_are_corrected(project, watched)
    check_that_it_waits_for_another_run(project, watched)
    check_that_changed_data_are_drawn(watched, tmp_path)
    watched.wait_for_state(is_ready)
    assert watched.end() == 0
    assert leftovers(project, tmp_path) == []
    assert not project.snakemake("--dry-run").jobs


def check_that_what_was_saved_is_drawn(project: Project, watched: WatchedProject) -> None:
    before = (project.path / FIGURE).read_bytes()
    project.edit("config/plots.yaml", TITLE, "title: Another title")
    state = watched.wait_for_state(lambda s: s["figures"][0]["run"] > 0)
    first, *others = state["figures"]
    assert (first["plot"], first["path"]) == (PLOT, FIGURE)
    assert {figure["run"] for figure in others} == {0}
    assert (project.path / FIGURE).read_bytes() != before
    with urllib.request.urlopen(f"{watched.url}figure?{urlencode(first)}") as response:
        assert response.read(8) == b"\x89PNG\r\n\x1a\n"
    watched.wait_for_output(rf"  {PLOT}: {FIGURE}  \(\d+\.\d\d s\)\n")
    watched.wait_for_state(is_ready)


def check_that_mistakes_are_shown_until_they_are_corrected(
    project: Project, watched: WatchedProject
) -> None:
    project.edit("config/plots.yaml", "title: Another title", "title: [half")
    state = watched.wait_for_state(is_failed)
    assert "config/plots.yaml:" in state["problems"]
    assert "Not valid YAML" in state["problems"]
    assert state["figures"][0]["path"] == FIGURE
    watched.wait_for_output(r"config/plots\.yaml:\d+")
    project.edit("config/plots.yaml", "title: [half", "title: Another title")
    assert watched.wait_for_state(is_ready)["problems"] == ""
    project.edit("config/plots.yaml", "[!dag_tag random_walk, seed]", "[!dag_tag random_walk, x]")
    state = watched.wait_for_state(is_failed)
    assert "config/plots.yaml:" in state["problems"]
    assert f"logs/transform/{PLOT}.log" in state["problems"]
    assert "Traceback" not in state["problems"]
    project.edit("config/plots.yaml", "[!dag_tag random_walk, x]", "[!dag_tag random_walk, seed]")
    watched.wait_for_state(is_ready)


def check_that_it_waits_for_another_run(project: Project, watched: WatchedProject) -> None:
    locks = project.path / ".snakemake" / "locks"
    locks.mkdir(exist_ok=True)
    (locks / "0.output.lock").write_text(f"{FIGURE}\n")
    project.edit("config/plots.yaml", "title: Another title", TITLE)
    watched.wait_for_state(lambda s: s["state"] == "waiting")
    watched.wait_for_output("Another run of this project is going on")
    (locks / "0.output.lock").unlink()
    watched.wait_for_output(f"  {PLOT}: {FIGURE}")
    watched.wait_for_state(is_ready)


def check_that_changed_data_are_drawn(watched: WatchedProject, folder: Path) -> None:
    universes = sorted((folder / "sweep").glob("sim_*"))
    shutil.copy(universes[0] / "data.h5", folder / "data.h5")
    os.replace(folder / "data.h5", universes[1] / "data.h5")
    watched.wait_for_state(lambda s: s["figures"][0]["plot"] == "random_walk")


def test_watch__draws_one_plot_whatever_happens(project: Project, watch: Watch) -> None:
    shutil.rmtree(project.path / "results")
    watched = watch(PLOT)
    state = watched.wait_for_state(is_ready)
    assert {figure["plot"] for figure in state["figures"]} == {PLOT}
    figures = (project.path / "results" / "figures").iterdir()
    assert [path.name for path in figures] == [f"{PLOT}.pdf"]
    check_that_a_file_is_missed_until_it_is_back(project, watched)
    check_that_it_goes_on_after_its_processes_were_killed(project, watched)
    assert watched.end() == 0


def check_that_a_file_is_missed_until_it_is_back(project: Project, watched: WatchedProject) -> None:
    plots = project.path / "config" / "plots.yaml"
    copy = plots.with_name(".plots.yaml.new")
    shutil.copy(plots, copy)
    plots.unlink()
    assert "There is no plot" in watched.wait_for_state(is_failed)["problems"]
    copy.write_text(copy.read_text().replace("title: Averaged", "title: Average"))
    os.replace(copy, plots)
    assert watched.wait_for_state(is_ready)["figures"][0]["run"] > 0


def check_that_it_goes_on_after_its_processes_were_killed(
    project: Project, watched: WatchedProject
) -> None:
    watched.wait_for_output(rf"  {PLOT}: {FIGURE}(.|\n)*  {PLOT}: {FIGURE}")
    titles = itertools.pairwise(["Average", "Mean", "Expected"])
    for name, (old, new) in zip((b"snakemake_process", b"forkserver.server"), titles, strict=True):
        for process in watched.processes():
            if name in process.command:
                os.kill(process.number, signal.SIGKILL)
        project.edit("config/plots.yaml", f"title: {old} Random", f"title: {new} Random")
        watched.wait_for_output(rf"  {PLOT}: {FIGURE}")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_watch__ended_during_a_run_leaves_nothing(
    number: signal.Signals, project: Project, watch: Watch, tmp_path: Path
) -> None:
    watched = watch()
    watched.wait_for_state(is_ready)
    project.edit("config/plots.yaml", TITLE, "title: Another title")
    watched.wait_for_state(lambda s: s["state"] == "running")
    status = watched.end(number)
    assert status == {signal.SIGINT: 0, signal.SIGTERM: 143, signal.SIGKILL: -9}[number]
    assert leftovers(project, tmp_path) == []
    project.snakemake()
