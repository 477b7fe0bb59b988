"""The progress of a run: how many jobs of each step are done, and the time left."""

from __future__ import annotations

from collections.abc import Mapping

from paraverse.workflow.display.steps import PipelineStep, RuleInfo


class StepProgress:
    """The progress of a step.

    Attributes
    ----------
    jobs
        The number of its jobs.
    total, done
        The number of its units (universes, or jobs), and of those whose jobs have ended.
    ended
        The number of jobs that have ended.
    seconds
        How long these jobs took, together.
    """

    def __init__(self) -> None:
        self.jobs = self.total = self.done = self.ended = 0
        self.seconds = 0.0


class Progress:
    """The jobs of a run, and which of them have started and ended.

    Parameters
    ----------
    jobs
        The rule of each job, by the number of the job.
    now
        The time at which the run starts, in seconds.
    """

    def __init__(self, jobs: Mapping[int, RuleInfo], now: float) -> None:
        self._jobs = dict(jobs)
        self._begin = now
        self._running: dict[int, float] = {}
        self._most_running = 1
        self._ended: set[int] = set()
        self.steps = {step: StepProgress() for step in PipelineStep}
        for rule in jobs.values():
            self.steps[rule.step].jobs += 1
            self.steps[rule.step].total += rule.size

    @property
    def total(self) -> int:
        """The number of jobs."""
        return len(self._jobs)

    @property
    def ended(self) -> int:
        """The number of jobs that have ended."""
        return len(self._ended)

    @property
    def running(self) -> list[int]:
        """The numbers of the jobs that are running, those that started first at the beginning."""
        return list(self._running)

    def elapsed(self, now: float) -> float:
        """Return the seconds since the run has started."""
        return now - self._begin

    def start(self, job: int, now: float) -> None:
        """Note that a job has started or, on a cluster, was submitted."""
        self._running[job] = now
        self._most_running = max(self._most_running, len(self._running))

    def end(self, job: int, now: float, *, is_final: bool = True) -> float:
        """Note that a job has ended.

        Parameters
        ----------
        job
            The number of the job.
        now
            The time, in seconds.
        is_final
            Whether the job is not repeated.

        Returns
        -------
        float
            How long it took, in seconds.
        """
        seconds = now - self._running.pop(job, now)
        if is_final and job in self._jobs and job not in self._ended:
            self._ended.add(job)
            rule = self._jobs[job]
            step = self.steps[rule.step]
            step.ended += 1
            step.done += rule.size
            step.seconds += seconds
        return seconds

    def time_left(self, now: float) -> float | None:
        """Estimate how long the rest of the run takes.

        Parameters
        ----------
        now
            The time, in seconds.

        Returns
        -------
        float or None
            The time in seconds, if the other jobs of each step take as long as those that have
            ended, and as many run at a time as up to now; None if too few jobs have ended.
        """
        if len(self._ended) < 3:
            return None
        mean = sum(step.seconds for step in self.steps.values()) / len(self._ended)
        left = 0.0
        for step in self.steps.values():
            one = step.seconds / step.ended if step.ended else mean
            left += one * (step.jobs - step.ended)
        left -= sum(now - begin for begin in list(self._running.values()))
        return max(left, 0.0) / self._most_running
