"""Universes whose simulation fails, and the reasons for it."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from paraverse.errors import ParaverseError
from paraverse.jobs.simulate import SimulateJob
from paraverse.pipeline.failed_simulation import describe_failure, is_passing, leave_out_killed
from paraverse.sweep.folders import is_up_to_date, mark_as_simulated, simulation_failure


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (
            ParaverseError("The command ended with exit status 1: run"),
            "The command ended with exit",
        ),
        (ValueError("a\nb"), "ValueError: a"),
        (AssertionError(), "AssertionError"),
        (ValueError("\x1b[2J"), "ValueError: \\x1b[2J"),
    ],
)
def test_describe_failure__is_one_line(error: Exception, reason: str) -> None:
    assert describe_failure(error).startswith(reason)
    assert describe_failure(error).isprintable()
    assert len(describe_failure(ValueError("x" * 10**5))) <= 500


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (MemoryError(), True),
        (OSError(errno.ENOENT, "No such file"), False),
        (ValueError(), False),
    ],
)
def test_is_passing__what_the_model_is_not_to_blame_for(error: Exception, passes: bool) -> None:
    assert is_passing(error) == passes


def test_leave_out_killed__until_the_next_run(tmp_path: Path) -> None:
    outputs = ("data.h5", "params.yml", "sim.log")
    job = SimulateJob(
        universe="u", parameters={"seed": 1}, script="model.py", command=None, outputs=outputs
    )
    folder, log = tmp_path / "u", tmp_path / "u.log"
    mark_as_simulated(folder)
    (folder / ".unfinished").mkdir()
    (folder / ".unfinished" / "data.h5").write_bytes(b"half")
    log.write_text("last words\n")
    leave_out_killed(job, folder, "The process was killed.", log)
    assert simulation_failure(folder) == "The process was killed."
    assert (folder / "data.h5").read_text() == "The simulation failed: The process was killed.\n"
    assert (folder / "sim.log").read_text() == "last words\n"
    assert not is_up_to_date(folder, outputs, ["x"], accept_failure=True)
