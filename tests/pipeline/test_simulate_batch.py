"""Universes of one job do not affect each other."""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from paraverse.jobs.simulate import SimulateBatchJob, SimulateJob
from paraverse.pipeline.simulate_batch import simulate_batch
from paraverse.sweep.folders import is_up_to_date, simulation_failure
from support.paths import ROOT

MODEL = """\
import json
import random
import sys
import time
from pathlib import Path

import helper
import numpy as np

seed = int(Path(sys.argv[1]).read_text().split()[1])
Path("runs").open("a").write(f"{seed} ")
if Path(f"fail{seed}").exists():
    exec(Path(f"fail{seed}").read_text())
helper.COUNT += 1
drawn = [helper.COUNT, random.random(), np.random.random()]
(Path(sys.argv[2]) / "out.json").write_text(json.dumps(drawn))
print("seed", seed)
"""
OUTPUTS = ("out.json", "sim.log")
SEEDS = range(4)
FOLDERS = [f"data/seed~{seed}" for seed in SEEDS]
FILES = [f"{folder}/{name}" for folder in FOLDERS for name in OUTPUTS]
LOGS = [f"logs/simulate/seed~{seed}.log" for seed in SEEDS]
DEPENDS_ON = {"parameters.x = 1"}


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimulateBatchJob:
    """A job of four universes; the working directory is that of the project."""
    monkeypatch.chdir(tmp_path)
    Path("model.py").write_text(MODEL)
    Path("helper.py").write_text("COUNT = 0\n")
    universes = (
        SimulateJob(
            universe=f"seed~{seed}",
            parameters={"seed": seed},
            script="model.py",
            command=None,
            outputs=OUTPUTS,
        )
        for seed in SEEDS
    )
    return SimulateBatchJob(universes=tuple(universes))


def run(job: SimulateBatchJob) -> None:
    simulate_batch(job, FILES, LOGS, depends_on=DEPENDS_ON)


def finished() -> list[int]:
    return [
        seed
        for seed, folder in zip(SEEDS, FOLDERS, strict=True)
        if is_up_to_date(Path(folder), OUTPUTS, DEPENDS_ON)
    ]


def test_simulate_batch__models_share_no_state(
    job: SimulateBatchJob, capfd: pytest.CaptureFixture[str]
) -> None:
    with capfd.disabled():
        run(job)
    assert finished() == list(SEEDS)
    drawn = [Path(folder, "out.json").read_text() for folder in FOLDERS]
    assert all(text.startswith("[1, ") for text in drawn)
    assert len(set(drawn)) == len(drawn)
    assert Path("data/seed~2/sim.log").read_text() == "seed 2\n"
    assert "helper" not in sys.modules


@pytest.mark.parametrize(
    ("code", "error", "log"),
    [
        ("raise RuntimeError('broken')", "RuntimeError: broken\n", "RuntimeError: broken\n"),
        (
            "sys.exit(3)",
            "model.py ended with 3.\n(details in logs/simulate/seed~1.log)\n",
            "failed",
        ),
    ],
)
def test_simulate_batch__one_that_fails_does_not_stop_the_others(
    job: SimulateBatchJob, code: str, error: str, log: str, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("fail1").write_text(code)
    with pytest.raises(SystemExit) as raised:
        run(job)
    assert raised.value.code == "1 of 4 universes failed: seed~1"
    assert finished() == [0, 2, 3]
    assert error in capfd.readouterr().err
    assert log in Path(LOGS[1]).read_text()
    assert all(Path(path).exists() for path in LOGS)


def test_simulate_batch__says_which_one_was_killed(
    job: SimulateBatchJob, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("fail1").write_text("import os; os.kill(os.getpid(), 9)")
    with pytest.raises(SystemExit, match="1 of 4 universes failed: seed~1"):
        run(job)
    message = "The simulation of seed~1 was killed (SIGKILL), probably because memory ran out."
    assert message in capfd.readouterr().err
    assert message in Path(LOGS[1]).read_text()
    assert finished() == [0, 2, 3]


def test_simulate_batch__simulates_only_what_is_not_finished(job: SimulateBatchJob) -> None:
    Path("fail1").write_text("sys.exit(1)")
    for _ in range(2):
        with pytest.raises(SystemExit):
            run(job)
    Path("fail1").unlink()
    Path("data/seed~3/out.json").unlink()
    run(job)
    assert Path("runs").read_text() == "0 1 2 3 1 1 3 "
    assert finished() == list(SEEDS)


def test_simulate_batch__commands(job: SimulateBatchJob) -> None:
    command = "cp {params} {folder}/out.json; test {universe} != seed~2"
    universes = (replace(one, script=None, command=command) for one in job.universes)
    with pytest.raises(SystemExit, match="1 of 4 universes failed: seed~2"):
        run(SimulateBatchJob(universes=tuple(universes)))
    assert finished() == [0, 1, 3]


PROGRAM = f"""\
import pickle, sys
sys.path.insert(0, {str(ROOT / "scripts")!r})
from paraverse.pipeline.simulate_batch import simulate_batch
job = pickle.loads(sys.stdin.buffer.read())
simulate_batch(job, {FILES!r}, {LOGS!r}, depends_on={DEPENDS_ON!r})
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells processes about their parent")
def test_simulate_batch__models_end_with_a_job_that_is_killed(job: SimulateBatchJob) -> None:
    Path("fail1").write_text("import os; Path('pid').write_text(str(os.getpid())); time.sleep(60)")
    process = subprocess.Popen([sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE)
    assert process.stdin
    process.stdin.write(pickle.dumps(job))
    process.stdin.close()
    while not (Path("pid").exists() and Path("pid").read_text()):
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    model = int(Path("pid").read_text())
    for _ in range(1000):
        if not _runs(model):
            break
        time.sleep(0.01)
    assert not _runs(model)
    assert finished() == [0]


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(
    ("code", "failure", "is_final"),
    [
        ("raise RuntimeError('broken')", "RuntimeError: broken", True),
        ("import os; os._exit(3)", "The process ended with exit status 3.", False),
        ("import os; os.kill(os.getpid(), 9)", "The process was killed (SIGKILL), pro", False),
        ("import os; os.kill(os.getpid(), 11)", "The process was ended by the signal SIG", False),
    ],
)
def test_simulate_batch__failures_that_are_skipped(
    job: SimulateBatchJob,
    code: str,
    failure: str,
    is_final: bool,
    capfd: pytest.CaptureFixture[str],
) -> None:
    skipping = tuple(replace(universe, skip_failure=True) for universe in job.universes)
    Path("fail1").write_text(f"print('last words'); {code}")
    with capfd.disabled():
        run(SimulateBatchJob(universes=skipping))
    assert finished() == [0, 2, 3]
    assert simulation_failure(Path(FOLDERS[1])).startswith(failure)
    for path in (LOGS[1], f"{FOLDERS[1]}/sim.log"):
        assert Path(path).read_text().startswith("last words\n")
    run(SimulateBatchJob(universes=skipping))
    assert Path("runs").read_text() == ("0 1 2 3 " if is_final else "0 1 2 3 1 ")
