"""The output while jobs run."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from paraverse.base.durations import format_duration
from paraverse.base.job_messages import JobMessages, remove_messages
from paraverse.base.printable import printable_line
from paraverse.errors import pluralize
from paraverse.workflow.display.dry_run import format_counts
from paraverse.workflow.display.failure import Failure, format_failure
from paraverse.workflow.display.lines import Lines
from paraverse.workflow.display.progress import Progress
from paraverse.workflow.display.steps import PipelineStep, RuleInfo

MANY = 10
"""If a step has more jobs, there are about as many lines for all of them together."""

MAX_FAILURES = 3
"""The number of failures in a step whose errors are printed; the summary counts the others."""

MAX_WARNINGS = 5
"""The number of warnings of jobs that are printed."""

_QUIET_SECONDS = 30.0
_QUIET_SHARE = 0.25
"""A line is due if none was printed for so many seconds, and for this share of the run: the number
of such lines grows with the logarithm of the time."""

_MIN_TIME_LEFT = 10.0
"""Shorter times, in seconds, are not worth a word."""


@dataclass(frozen=True, kw_only=True)
class RunningJob:
    """A job of a run.

    Attributes
    ----------
    rule
        Its rule.
    message
        What the job does, as its rule says.
    logs
        Its log files.
    prints
        Whether it prints to the terminal by itself, for which the status line makes way.
    """

    rule: RuleInfo
    message: str
    logs: Sequence[str] = ()
    prints: bool = False


class RunOutput:
    """The output while jobs run.

    Parameters
    ----------
    lines
        Where to print.
    jobs
        The jobs of the run, by their numbers.
    with_jobs, with_progress
        Whether to print lines for jobs, and what is left to do.
    clock
        Returns the time in seconds.
    """

    def __init__(
        self,
        lines: Lines,
        jobs: Mapping[int, RunningJob],
        *,
        with_jobs: bool = True,
        with_progress: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lines = lines
        self._jobs = jobs
        self._with_jobs = with_jobs
        self._with_progress = with_progress
        self._clock = clock
        self._progress = Progress({number: job.rule for number, job in jobs.items()}, clock())
        self._last_line = clock()
        self._failures: Counter[PipelineStep] = Counter()
        self._warnings: set[str] = set()
        if with_progress:
            lines.show_status(self._status)

    @property
    def has_failed(self) -> bool:
        """True if the failure of a job was noted."""
        return bool(self._failures)

    def begin(self, where: str = "") -> None:
        """Print how many jobs there are.

        Parameters
        ----------
        where
            A phrase such as ``with slurm``; empty for this computer.
        """
        if self._jobs and self._with_jobs:
            counts = format_counts([job.rule for job in self._jobs.values()])
            self._write(f"Running {counts}{where and f' ({where})'}")

    def submit(self, count: int) -> None:
        """Note that jobs are submitted to a cluster."""
        if self._with_jobs and self._is_due():
            self._write(f"Submitting {pluralize(count, 'job')}")

    def start(self, number: int) -> None:
        """Note that a job has started or was submitted."""
        if number in self._jobs:
            self._progress.start(number, self._clock())
            self._lines.update()

    def finish(self, number: int) -> None:
        """Note that a job has succeeded."""
        job = self._jobs.get(number)
        if job is None:
            return
        step = self._progress.steps[job.rule.step]
        before = step.done
        seconds = self._progress.end(number, self._clock())
        self._write_warnings(job.logs)
        if step.jobs <= MANY or job.rule.step is PipelineStep.OTHER:
            if self._with_jobs:
                self._write_progress(f"{job.message}, {format_duration(seconds)}")
        elif self._with_progress:
            passed = MANY * step.done // step.total > MANY * before // step.total
            if passed or self._is_due():
                text = f"{job.rule.step.value}: {step.done} of {step.total}"
                unit = "" if job.rule.step is PipelineStep.SIMULATE else " jobs"
                self._write_progress(f"{text}{unit}")
        self._lines.update()

    def fail(self, number: int | None, title: str, failure: Failure) -> None:
        """Note that a job has failed, and print why.

        Parameters
        ----------
        number
            The number of the job; None if it is not one of the run's jobs.
        title
            A name for the job, if it is not one of the run's jobs.
        failure
            What is known about it.
        """
        job = self._jobs.get(number) if number is not None else None
        step = job.rule.step if job else PipelineStep.OTHER
        after = ""
        if number is not None and job:
            title = job.message
            is_final = not failure.is_repeated
            seconds = self._progress.end(number, self._clock(), is_final=is_final)
            after = f", after {format_duration(seconds)}"
        self._failures[step] += 1
        if self._failures[step] <= MAX_FAILURES:
            self._lines.write_error(f"FAILED: {title}{after}", format_failure(failure))
            self._last_line = self._clock()
        elif self._failures[step] == MAX_FAILURES + 1:
            self._write(f"More jobs have failed ({step.value[0].lower()}{step.value[1:]}).")
        for log in failure.logs:
            remove_messages(log)
        self._lines.update()

    def _write_warnings(self, logs: Collection[str]) -> None:
        for log in logs:
            for text in JobMessages.read(log).warnings:
                if text not in self._warnings and len(self._warnings) < MAX_WARNINGS:
                    self._lines.write_warning(f"Warning: {text} (in {log})")
                self._warnings.add(text)
            remove_messages(log)

    def _write_progress(self, text: str) -> None:
        progress = self._progress
        width = len(str(progress.total))
        left = self._time_left() if self._with_progress else ""
        self._write(f"[{progress.ended:{width}}/{progress.total}] {text}{left and f'; {left}'}")

    def _write(self, text: str) -> None:
        self._lines.write(printable_line(text))
        self._last_line = self._clock()

    def _is_due(self) -> bool:
        now = self._clock()
        longest = max(_QUIET_SECONDS, _QUIET_SHARE * self._progress.elapsed(now))
        return now - self._last_line > longest

    def _time_left(self) -> str:
        left = self._progress.time_left(self._clock())
        if left is None or left < _MIN_TIME_LEFT:
            return ""
        return f"about {format_duration(left)} left"

    def _status(self) -> str:
        progress = self._progress
        running = [self._jobs[number] for number in progress.running if number in self._jobs]
        if any(job.prints for job in running) or not running:
            return ""
        elapsed = format_duration(progress.elapsed(self._clock()))
        words = [f"[{progress.ended}/{progress.total}] {elapsed}", self._time_left()]
        more = f" and {len(running) - 1} more" if len(running) > 1 else ""
        words.append(f"{running[0].message}{more}")
        return printable_line("; ".join(filter(None, words)))
