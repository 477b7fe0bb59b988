"""Folders that `simulate` may write to, and those that it may remove."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from paraverse.base.output_record import OutputRecord
from paraverse.sweep.folders import (
    describe_simulation_failure,
    is_free,
    is_simulated,
    is_simulation_failure,
    is_up_to_date,
    mark_as_simulated,
    simulation_failure,
    stale_folders,
)


def test_is_simulated_and_is_free__by_what_a_folder_holds(tmp_path: Path) -> None:
    missing, empty, others, own = (tmp_path / n for n in ("missing", "empty", "others", "own"))
    empty.mkdir()
    others.mkdir()
    (others / "data.h5").touch()
    mark_as_simulated(own)
    (own / "data.h5").touch()
    assert [is_free(f) for f in (missing, empty, others, own)] == [True, True, False, True]
    assert [is_simulated(f) for f in (missing, empty, others, own)] == [False, False, False, True]


def test_mark_as_simulated__removes_what_killed_jobs_left(tmp_path: Path) -> None:
    folder = tmp_path / "seed~0"
    folder.mkdir()
    (folder / "..paraverse.node-17.part.json").touch()
    assert is_free(folder)
    mark_as_simulated(folder)
    assert [path.name for path in folder.iterdir()] == [".paraverse.json"]


def test_is_up_to_date__by_record_and_files(tmp_path: Path) -> None:
    folder, outputs = tmp_path / "seed~0", ["data.h5"]
    assert not is_up_to_date(folder, outputs, ["x = 1"])
    mark_as_simulated(folder)
    (folder / "data.h5").touch()
    assert not is_up_to_date(folder, outputs, ["x = 1"])
    mark_as_simulated(folder, OutputRecord.of(outputs, ["x = 1"], folder))
    assert is_up_to_date(folder, outputs, ["x = 1"])
    assert not is_up_to_date(folder, outputs, ["x = 2"])
    assert not is_up_to_date(folder, [*outputs, "sim.log"], ["x = 1"])
    (folder / "sim.log").touch()
    assert not is_up_to_date(folder, [*outputs, "sim.log"], ["x = 1"])
    (folder / "data.h5").write_text("damaged")
    assert not is_up_to_date(folder, outputs, ["x = 1"])


def test_stale_folders__are_ours_and_not_in_the_space(tmp_path: Path) -> None:
    for name in ("seed~0", "seed~1", "seed~2"):
        mark_as_simulated(tmp_path / name)
    (tmp_path / "notes").mkdir()
    (tmp_path / "file").touch()
    mark_as_simulated(tmp_path)
    assert stale_folders(str(tmp_path), {"seed~1": None}) == [
        tmp_path / "seed~0",
        tmp_path / "seed~2",
    ]


def test_stale_folders__none_where_there_is_no_data_yet(tmp_path: Path) -> None:
    assert stale_folders(str(tmp_path / "data"), {}) == []


def test_simulation_failure__until_files_change(tmp_path: Path) -> None:
    folder, outputs = tmp_path / "seed~0", ["data.h5"]
    mark_as_simulated(folder)
    assert simulation_failure(folder) == ""
    (folder / "data.h5").write_text("The simulation failed: no energy\n")
    record = replace(OutputRecord.of(outputs, ["x = 1"], folder), failure="no energy")
    mark_as_simulated(folder, record)
    assert simulation_failure(folder) == "no energy"
    assert describe_simulation_failure("seed~0", "no energy") == (
        "the simulation failed: no energy (see logs/simulate/seed~0.log)"
    )
    assert not is_up_to_date(folder, outputs, ["x = 1"])
    assert is_up_to_date(folder, outputs, ["x = 1"], accept_failure=True)
    assert not is_up_to_date(folder, outputs, ["x = 2"], accept_failure=True)
    (folder / "data.h5").write_text("data by hand")
    assert simulation_failure(folder) == ""


def test_is_simulation_failure__tells_it_from_other_reasons() -> None:
    assert is_simulation_failure(describe_simulation_failure("a", "exit status 1"))
    assert not is_simulation_failure("data.h5 is missing")
