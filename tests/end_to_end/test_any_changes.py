"""Whatever happens between runs: results are those of a run from nothing, or the run fails."""

from __future__ import annotations

import os
import random
import shutil
import signal
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from support import changes
from support.changing_project import ChangingProject, result_digests
from support.forked_programs import ForkedRun
from support.fresh_results import FreshResults
from support.projects import Project

SEEDS = st.integers(0, 2**32)
TARGETS = st.sampled_from(["mean", "sum", "table", "single"])


class AnyChanges(RuleBasedStateMachine):
    """A project that changes, is damaged, and is run."""

    fresh: FreshResults

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path(tempfile.mkdtemp(dir=self.fresh.folder, prefix="changing-"))
        self._unlock = False
        self._pending = self._tried = 0

    # The first example of Hypothesis has only zeros; without the filter, it would test very little
    @initialize(simulated=st.booleans(), seed=SEEDS.filter(bool))
    def begin(self, simulated: bool, seed: int) -> None:
        self.fresh.say(f"--- {self._folder} simulated={simulated}")
        path = self._folder / "project"
        self.project = ChangingProject.create(path, simulated=simulated)
        self.fresh.copy_first(self.project)
        self.change("change_number", seed)

    def change(self, name: str, seed: int) -> None:
        """Change the project; the seed determines how."""
        self.fresh.say(f"{name} {seed}")
        choice = random.Random(seed)
        changes.ALL[name](self.project, choice)
        self.project.write(age=choice.choice([0.0, 0.0, 1e6, -1e5]))
        self._pending += 1

    def _allows_change(self) -> bool:
        return self._pending < 4

    def _is_simulated(self) -> bool:
        return self.project.settings.simulated

    @precondition(_allows_change)
    @rule(name=st.sampled_from(sorted(changes.SETTINGS)), seed=SEEDS)
    def change_settings(self, name: str, seed: int) -> None:
        self.change(name, seed)

    @precondition(lambda self: self._allows_change() and not self._is_simulated())
    @rule(name=st.sampled_from(sorted(changes.DATA)), seed=SEEDS)
    def change_data(self, name: str, seed: int) -> None:
        self.change(name, seed)

    @precondition(_allows_change)
    @rule(name=st.sampled_from(sorted(changes.LOSSES)), seed=SEEDS)
    def lose(self, name: str, seed: int) -> None:
        self.change(name, seed)

    @precondition(_allows_change)
    @rule(seed=SEEDS)
    def fail(self, seed: int) -> None:
        last = "break_model" if self._is_simulated() else "empty_data"
        name = random.Random(seed).choice(["break_operation", last])
        self.change(name, seed)

    @precondition(lambda self: self._pending > self._tried + 1)
    @rule()
    def dry_run(self) -> None:
        self._tried = self._pending
        code, output = self._snakemake("--dry-run")
        fresh_code, files = self.fresh.of(self.project)
        if code == 0 and "Nothing to be done" in output:
            assert fresh_code == 0, "the dry run has nothing to do, but a run from nothing fails"
            self._assert_equal(files)

    @precondition(lambda self: self._pending > self._tried)
    @rule(plot=TARGETS)
    def run_one_target(self, plot: str) -> None:
        self._tried = self._pending
        if plot not in self.project.settings.plots:
            return
        code, output = self._run_until_clear(plot)
        fresh_code, files = self.fresh.of(self.project, plot)
        assert (code == 0) == (fresh_code == 0), f"{code} instead of {fresh_code}: {output}"
        if code == 0:
            self._assert_equal(files)

    @precondition(lambda self: self._pending > self._tried)
    @rule(
        after=st.floats(0.0, 8.0),
        number=st.sampled_from([signal.SIGINT, signal.SIGTERM, signal.SIGKILL]),
    )
    def interrupt(self, after: float, number: signal.Signals) -> None:
        self.fresh.say(f"interrupt {after} {number!r}")
        self._tried = self._pending = 4
        run = self._start()
        if run.wait(after) is None:
            run.send(number)
            if run.wait(60) is None:
                run.send(signal.SIGKILL)
                run.wait()
            run.send(signal.SIGKILL)
        self._unlock = True

    @precondition(lambda self: self._pending > self._tried)
    @rule(after=st.floats(0.5, 6.0), seed=SEEDS)
    def edit_during_a_run(self, after: float, seed: int) -> None:
        """Edit code or data while jobs run, and undo it before the next run."""
        self._tried = self._pending
        before = self.project.snapshot()
        run = self._start()
        done = run.wait(after)
        if done is None:
            known = changes.SETTINGS if self._is_simulated() else changes.DATA
            choice = random.Random(seed)
            name = choice.choice(["change_number", *known])
            self.fresh.say(f"after {after} s, for a while: {name}")
            changes.ALL[name](self.project, choice)
            self.project.write()
            run.wait(120)
            self.project.restore(before)

    @precondition(lambda self: self._pending)
    @rule()
    def run_all(self) -> None:
        self._pending = self._tried = 0
        code, output = self._run_until_clear()
        fresh_code, files = self.fresh.of(self.project)
        assert (code == 0) == (fresh_code == 0), f"{code} instead of {fresh_code}: {output}"
        if code:
            self.fresh.say("fails, as it must")
            assert self._snakemake()[0] != 0, "the failure was forgotten"
            changes.mend(self.project, random.Random(0))
            if not self._is_simulated():
                changes.mend_data(self.project, random.Random(0))
            self.project.write()
            code, output = self._run_until_clear()
            fresh_code, files = self.fresh.of(self.project)
            assert code == fresh_code, output
            if code:
                return
        self._assert_equal(files)
        code, output = self._snakemake()
        assert code == 0, output
        assert "Nothing to be done" in output, output
        self._assert_equal(files)

    def teardown(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def _snakemake(self, *arguments: str) -> tuple[int, str]:
        if self._unlock:
            self._start("--unlock").wait()
            arguments = ("--rerun-incomplete", *arguments)
        self._unlock = False
        start = time.time()
        run = self._start(*arguments)
        code = run.wait_for_end()
        output = "".join(run.output())
        jobs = output.count("Finished jobid")
        self.fresh.say(f"run {arguments} → {code}, {jobs} jobs, {time.time() - start:.1f} s")
        assert "Traceback" not in output or "this fails" in output or "this point" in output, output
        return code, output

    def _start(self, *arguments: str) -> ForkedRun:
        # The output of Snakemake names the jobs that have ended
        project = Project(self.project.path)
        return project.start("--cores", "1", *arguments, PARAVERSE_OUTPUT="snakemake")

    def _run_until_clear(self, *arguments: str) -> tuple[int, str]:
        """Run again after a run that has removed damaged files."""
        for _ in range(4):
            code, output = self._snakemake(*arguments)
            if code == 0 or "Deleted, so that the next run makes it again" not in output:
                break
        return code, output

    def _assert_equal(self, files: dict[str, str]) -> None:
        present = result_digests(self.project.path)
        different = {
            path: "differs" if path in present else "is missing"
            for path, digest in files.items()
            if present.get(path) != digest
        }
        assert different == {}


SIMULATED = [
    ["change_number 4", "add_or_remove_value 3", "damage_index 1", "delete_simulated 5"],
    ["break_operation 1", "delete_file 2", "change_title 1"],
]
EXISTING = [
    ["edit_data_unseen 1", "swap_files 6", "delete_folder 3", "damage_file 8"],
    ["empty_data 1", "change_batch_size 0", "move_clock 2"],
]


@pytest.mark.parametrize("sequence", [SIMULATED, EXISTING], ids=["simulated", "existing"])
def test_some_changes(tmp_path: Path, sequence: list[list[str]]) -> None:
    AnyChanges.fresh = FreshResults(tmp_path)
    project = AnyChanges()
    project.begin(simulated=sequence is SIMULATED, seed=1)
    for lines in sequence:
        for line in lines:
            name, number = line.split()
            project.change(name, int(number))
        project.run_all()


SEED = "PARAVERSE_SEED"
"""Environment variable: a number that determines the random sequences of changes."""


@pytest.mark.skipif(SEED not in os.environ, reason=f"takes an hour; needs a number in {SEED}")
def test_any_changes(tmp_path: Path) -> None:
    AnyChanges.fresh = FreshResults(tmp_path)
    run_state_machine_as_test(
        seed(int(os.environ[SEED]))(AnyChanges),
        settings=settings(
            max_examples=9,  # with more, Hypothesis begins with small ones, which find little
            stateful_step_count=30,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
