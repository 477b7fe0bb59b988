"""The output of a dry run."""

from __future__ import annotations

from paraverse.workflow.display.dry_run import MAX_GROUPS, PlannedJob, format_dry_run
from paraverse.workflow.display.steps import PipelineStep, RuleInfo


def planned(step: PipelineStep, subject: str = "", *, reason: str = "not there yet") -> PlannedJob:
    rule = RuleInfo(step=step, subject=subject)
    return PlannedJob(rule=rule, message=f"{step.verb} {subject}", reason=reason)


def test_format_dry_run__groups_jobs_by_step_and_reason() -> None:
    jobs = [planned(PipelineStep.DRAW, "mean"), planned(PipelineStep.DRAW, "spread")]
    jobs += [planned(PipelineStep.SIMULATE, str(number)) for number in range(3000)]
    jobs += [planned(PipelineStep.DRAW, "histogram", reason="bins: 10 → 20")]
    assert format_dry_run(jobs) == (
        "Would run 3003 jobs: 3000 simulate, 3 draw\n"
        "  Simulating 3000 universes (not there yet)\n"
        "  Drawing plots: mean, spread (not there yet)\n"
        "  draw histogram (bins: 10 → 20)\n"
        "Nothing was run: this was a dry run."
    )


def test_format_dry_run__is_short_whatever_the_reasons_are() -> None:
    jobs = [
        planned(PipelineStep.TRANSFORM, "x" * 200 + str(number), reason=f"{number} {'y' * 300}")
        for number in range(3000)
    ]
    text = format_dry_run(jobs)
    assert len(text.splitlines()) <= 60
    assert len(text) <= 10_000
    assert f"{3000 - MAX_GROUPS} jobs for {3000 - MAX_GROUPS} more reasons" in text


def test_format_dry_run__counts_the_jobs_of_a_plot() -> None:
    jobs = [planned(PipelineStep.DRAW, "walk") for _ in range(3)] + [
        planned(PipelineStep.DRAW, "mean")
    ]
    jobs = [PlannedJob(rule=job.rule, message=str(n), reason="") for n, job in enumerate(jobs)]
    assert "  Drawing plots: walk (3 jobs), mean\n" in format_dry_run(jobs)


def test_format_dry_run__may_consist_of_the_number_of_jobs() -> None:
    text = format_dry_run([planned(PipelineStep.DRAW, "mean")], with_groups=False)
    assert text == "Would run 1 job: 1 draw\nNothing was run: this was a dry run."


def test_format_dry_run__escapes_control_characters() -> None:
    assert "\x1b" not in format_dry_run([planned(PipelineStep.OTHER, "a\x1b[2J")])


def test_format_dry_run__without_jobs() -> None:
    assert format_dry_run([]).splitlines()[0] == "There is nothing to run."
