"""The progress of a run."""

from __future__ import annotations

from paraverse.workflow.display.progress import Progress
from paraverse.workflow.display.steps import PipelineStep, RuleInfo

SIMULATE = RuleInfo(step=PipelineStep.SIMULATE, size=10)
DRAW = RuleInfo(step=PipelineStep.DRAW)


def test_progress__counts_universes_and_jobs() -> None:
    progress = Progress({1: SIMULATE, 2: SIMULATE, 3: DRAW}, now=0)
    progress.start(1, 1)
    assert progress.running == [1]
    assert progress.end(1, 4) == 3
    step = progress.steps[PipelineStep.SIMULATE]
    assert (step.done, step.total, step.ended, step.jobs) == (10, 20, 1, 2)
    assert (progress.ended, progress.total, progress.running) == (1, 3, [])


def test_progress__counts_a_job_that_is_tried_again_once() -> None:
    progress = Progress({1: DRAW}, now=0)
    for now in (0, 10):
        progress.start(1, now)
        progress.end(1, now + 1, is_final=now == 10)
    assert progress.ended == 1
    assert progress.steps[PipelineStep.DRAW].seconds == 1


def test_time_left__is_that_of_the_jobs_of_each_step() -> None:
    jobs = dict.fromkeys(range(10), SIMULATE) | {10: DRAW}
    progress = Progress(jobs, now=0)
    assert progress.time_left(0) is None
    for number in range(0, 4, 2):  # two at a time, for 3 seconds each
        progress.start(number, number)
        progress.start(number + 1, number)
        progress.end(number, number + 3)
        progress.end(number + 1, number + 3)
    # Six simulations, and a drawing of which nothing is known
    assert progress.time_left(5) == (6 * 3 + 3) / 2
    progress.start(4, 5)
    assert progress.time_left(7) == (6 * 3 + 3 - 2) / 2


def test_time_left__is_never_negative() -> None:
    progress = Progress(dict.fromkeys(range(4), DRAW), now=0)
    for number in range(3):
        progress.start(number, 0)
        progress.end(number, 1)
    progress.start(3, 1)
    assert progress.time_left(100) == 0
