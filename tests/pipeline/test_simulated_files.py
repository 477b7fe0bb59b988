"""The files of a universe appear at the end, in place of earlier ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from paraverse.jobs.simulate import SimulateJob
from paraverse.pipeline.simulated_files import (
    add_default_outputs,
    empty_unfinished,
    move_outputs,
    write_placeholders,
)

JOB = SimulateJob(
    universe="u",
    parameters={"seed": 1},
    script="model.py",
    command=None,
    outputs=("data.h5", "params.yml", "sim.log"),
)


@pytest.fixture
def unfinished(tmp_path: Path) -> Path:
    return empty_unfinished(tmp_path)


def test_empty_unfinished__has_nothing_of_an_earlier_simulation(unfinished: Path) -> None:
    (unfinished / "half.h5").touch()
    assert list(empty_unfinished(unfinished.parent).iterdir()) == []


def test_add_default_outputs__what_was_printed_and_the_parameters(
    unfinished: Path, tmp_path: Path
) -> None:
    printed = tmp_path / "log"
    printed.write_text("before\nprinted\n")
    add_default_outputs(unfinished, JOB, printed=printed, start=len("before\n"))
    assert (unfinished / "sim.log").read_text() == "printed\n"
    assert (unfinished / "params.yml").read_text() == "seed: 1\n"


def test_add_default_outputs__only_those_that_are_missing(unfinished: Path, tmp_path: Path) -> None:
    (tmp_path / "log").touch()
    (unfinished / "sim.log").write_text("own")
    job = replace(JOB, outputs=("sim.log",))
    add_default_outputs(unfinished, job, printed=tmp_path / "log")
    assert [path.name for path in unfinished.iterdir()] == ["sim.log"]
    assert (unfinished / "sim.log").read_text() == "own"


def test_write_placeholders__say_why_and_leave_the_log(unfinished: Path) -> None:
    (unfinished / "data.h5").write_bytes(b"half")
    (unfinished / "states").mkdir()
    (unfinished / "sim.log").write_text("own")
    write_placeholders(unfinished, [*JOB.outputs, "x/y.h5"], "no energy")
    assert sorted(path.name for path in unfinished.iterdir()) == ["data.h5", "sim.log", "x"]
    for name in ("data.h5", "x/y.h5"):
        assert (unfinished / name).read_text() == "The simulation failed: no energy\n"
    assert (unfinished / "sim.log").read_text() == "own"


def test_move_outputs__replaces_files_and_folders(unfinished: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "old").touch()
    (unfinished / "a").write_text("new")
    (unfinished / "b").mkdir()
    move_outputs(unfinished, tmp_path)
    assert (tmp_path / "a").read_text() == "new"
    assert list((tmp_path / "b").iterdir()) == []
    assert not unfinished.exists()
