"""After a run that ends with success, all results are those of a run from nothing."""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import h5py
import pytest

from support.projects import Project
from support.small_sweeps import existing_project, result_bytes, simulated_project, write_universe


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = existing_project(tmp_path_factory.mktemp("existing"))
    project.snakemake()
    return project


@pytest.fixture(scope="module")
def first_simulation(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = simulated_project(tmp_path_factory.mktemp("simulated"))
    project.snakemake()
    return project


@pytest.fixture
def drawn(first_run: Project, tmp_path: Path) -> Project:
    return first_run.copy_to(tmp_path / "project")


@pytest.fixture
def simulated(first_simulation: Project, tmp_path: Path) -> Project:
    return first_simulation.copy_to(tmp_path / "project")


def assert_as_before(project: Project, original: Project) -> None:
    """Assert that results are those of a project that was only run once."""
    assert result_bytes(project) == result_bytes(original)


def assert_as_from_nothing(project: Project) -> None:
    """Assert that results are those of a run without any earlier results."""
    fresh = project.path.parent / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    for name in ("config", "data"):
        if (project.path / name).exists():
            shutil.copytree(project.path / name, fresh / name)
    Project(fresh).snakemake()
    assert result_bytes(project) == result_bytes(Project(fresh))


BROKEN = ("return y * 2", "raise ValueError('broken')")


def test_failed_run__is_not_forgotten(drawn: Project, first_run: Project) -> None:
    drawn.edit("config/operations.py", *BROKEN)
    for _ in range(2):
        run = drawn.snakemake(check=False)
        assert run.code != 0
        assert "broken" in run.output
    drawn.edit("config/operations.py", *reversed(BROKEN))
    assert drawn.snakemake().jobs == Counter(["transform__line", "line", "single"])
    assert_as_before(drawn, first_run)


def test_failed_simulation__is_not_forgotten(simulated: Project, first_simulation: Project) -> None:
    simulated.edit("config/model.py", "import sys", "import sys\nraise SystemExit('broken')")
    for _ in range(2):
        assert simulated.snakemake(check=False).code != 0
    simulated.edit("config/model.py", "\nraise SystemExit('broken')", "")
    assert simulated.snakemake().jobs["simulate"] == 3
    assert_as_before(simulated, first_simulation)


@pytest.mark.parametrize(
    "damage",
    [
        Path.unlink,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-9]),
        lambda path: path.write_bytes(path.read_bytes() + b"x"),
    ],
    ids=["deleted", "empty", "truncated", "longer"],
)
def test_damaged_results__are_made_again(
    drawn: Project, first_run: Project, damage: Callable[[Path], None]
) -> None:
    results = drawn.path / "results"
    for path in sorted(results.rglob("*")):
        if path.is_file():
            damage(path)
    assert "Nothing to be done" not in drawn.snakemake("--dry-run").output
    drawn.snakemake()
    assert_as_before(drawn, first_run)


@pytest.mark.parametrize("name", ["universes/u1.nc", "data/line.nc", "figures/single/u2.pdf"])
def test_single_damage__with_old_time_and_size(
    drawn: Project, first_run: Project, name: str
) -> None:
    path = drawn.path / "results" / name
    status, content = path.stat(), bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    drawn.snakemake()
    assert_as_before(drawn, first_run)


def test_missing_file_of_a_simulated_universe__is_simulated_again(
    simulated: Project, first_simulation: Project
) -> None:
    folder = next((simulated.path / "data").glob("a~1"))
    (folder / "data.h5").unlink()
    assert simulated.snakemake().jobs["simulate"] == 1
    (folder / "data.h5").write_bytes(b"")
    assert simulated.snakemake().jobs["simulate"] == 1
    assert_as_before(simulated, first_simulation)


def test_new_output_of_the_model__is_simulated(simulated: Project) -> None:
    simulated.edit("config/config.yaml", "params.yml]", "params.yml, sim.log]")
    assert simulated.snakemake().jobs["simulate"] == 3
    assert (simulated.path / "data" / "a~1" / "sim.log").exists()


def test_without_the_records_of_snakemake__changes_are_noticed(simulated: Project) -> None:
    shutil.rmtree(simulated.path / ".snakemake")
    assert not simulated.snakemake("--dry-run").jobs
    simulated.edit("config/operations.py", "y * 2", "y * 3")
    simulated.edit("config/model.py", "+ 1.0", "+ 1.5")
    simulated.snakemake()
    assert_as_from_nothing(simulated)


def test_without_any_records__simulations_stay(simulated: Project) -> None:
    for folder in (".snakemake", ".paraverse"):
        shutil.rmtree(simulated.path / folder)
    jobs = simulated.snakemake().jobs
    assert jobs["convert"] == 1
    assert not jobs["simulate"]


def swap(data: Path) -> None:
    (data / "u1" / "data.h5").rename(data / "x")
    (data / "u2" / "data.h5").rename(data / "u1" / "data.h5")
    (data / "x").rename(data / "u2" / "data.h5")


def restore(data: Path) -> None:
    path = data / "u1" / "data.h5"
    status = path.stat()
    write_universe(path.parent, 1.25)
    (path.parent / "params.yml").write_text("a: 1\n")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns - 10**12))


def same_time(data: Path) -> None:
    path = data / "u1" / "data.h5"
    status = path.stat()
    content = path.read_bytes()
    path.write_bytes(content.replace(b"\xf0\x3f", b"\xf4\x3f"))
    assert path.stat().st_size == status.st_size
    assert path.read_bytes() != content
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def linked(data: Path) -> None:
    other = data.with_name("other")
    shutil.copytree(data, other)
    swap(other)
    shutil.rmtree(data)
    data.symlink_to(other)


@pytest.mark.parametrize("change", [swap, restore, same_time, linked])
def test_changed_data__whatever_the_times_are(
    drawn: Project, change: Callable[[Path], None]
) -> None:
    before = result_bytes(drawn)
    change(drawn.path / "data")
    drawn.snakemake()
    assert result_bytes(drawn) != before
    assert_as_from_nothing(drawn)


def test_changed_universe__only_its_figure_is_drawn_again(drawn: Project) -> None:
    figures = drawn.path / "results" / "figures" / "single"

    def times() -> dict[str, int]:
        return {path.stem: path.stat().st_mtime_ns for path in figures.iterdir()}

    before = times()
    write_universe(drawn.path / "data" / "u2", 2.5)
    (drawn.path / "data" / "u2" / "params.yml").write_text("a: 2\n")
    assert drawn.snakemake().jobs["single"] == 1
    assert {name for name, time_ns in times().items() if time_ns != before[name]} == {"u2"}
    assert_as_from_nothing(drawn)
    before = times()
    drawn.snakemake("--forcerun", "single")
    assert all(time_ns != before[name] for name, time_ns in times().items())


def test_same_data_elsewhere__change_nothing(drawn: Project) -> None:
    data = drawn.path / "data"
    shutil.copytree(data, drawn.path / "copy", copy_function=shutil.copy)
    shutil.rmtree(data)
    (drawn.path / "copy").rename(data)
    assert not drawn.snakemake("--dry-run").jobs
    (drawn.path / ".paraverse" / "index.json").unlink()
    assert not drawn.snakemake("--dry-run").jobs


def test_results_from_the_future__are_outdated_by_changes(drawn: Project) -> None:
    future = time.time() + 10**6
    for path in (drawn.path / "results").rglob("*"):
        os.utime(path, (future, future))
    write_universe(drawn.path / "data" / "u1", 1)
    swap(drawn.path / "data")
    drawn.snakemake()
    assert_as_from_nothing(drawn)


def test_inputs_from_the_future__do_not_stop_a_run(simulated: Project) -> None:
    future = time.time() + 10**6
    paths = [path for name in ("results", "data") for path in (simulated.path / name).rglob("*")]
    for path in (*paths, simulated.path / "config" / "pspace.yml"):
        os.utime(path, (future, future))
    simulated.edit("config/operations.py", "y * 2", "y * 3")
    with (simulated.path / "config" / "pspace.yml").open("a") as file:
        file.write("b: 1\n")
    os.utime(file.name, (future, future))
    simulated.snakemake()
    assert "Nothing to be done" in simulated.snakemake().output


def test_results_from_the_future__are_outdated_by_edited_simulations(simulated: Project) -> None:
    future = time.time() + 10**6
    for path in (simulated.path / "results").rglob("*"):
        os.utime(path, (future, future))
    with h5py.File(simulated.path / "data" / "a~1" / "data.h5", "a") as file:
        file["y"][0] = 77.0
    assert simulated.snakemake("line").jobs == Counter(["convert", "transform__line", "line"])
    assert simulated.snakemake().jobs == Counter(["single"])


def test_touch__accepts_results(drawn: Project) -> None:
    drawn.edit("config/operations.py", "y * 2", "2 * y")
    drawn.snakemake("--touch")
    assert not drawn.snakemake("--dry-run").jobs
