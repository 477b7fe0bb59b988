"""The output of a dry run: the jobs that a run would have, grouped by step and by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from paraverse.base.printable import printable_line
from paraverse.errors import list_some, pluralize
from paraverse.workflow.display.steps import PipelineStep, RuleInfo

MAX_GROUPS = 40
"""The largest number of groups of jobs that are listed."""

_LONGEST = 200
_LONGEST_OTHER = 2000
"""The largest number of characters of a line. The message of the rule `clean` lists files."""


@dataclass(frozen=True, kw_only=True)
class PlannedJob:
    """A job that a run would have.

    Attributes
    ----------
    rule
        Its rule.
    message
        What the job does, as its rule says.
    reason
        Why it would run, in a few words; empty if reasons are not listed.
    """

    rule: RuleInfo
    message: str
    reason: str


def format_dry_run(jobs: Iterable[PlannedJob], *, with_groups: bool = True) -> str:
    """Return the output of a dry run.

    Parameters
    ----------
    jobs
        The jobs that a run would have.
    with_groups
        Whether to list groups of jobs, and not only how many jobs each step has.

    Returns
    -------
    str
        A line with the number of jobs of each step; and a line for each group of jobs that have the
        same reason, up to `MAX_GROUPS`.
    """
    groups: dict[tuple[PipelineStep, str], list[PlannedJob]] = {}
    rules = []
    for job in jobs:
        rules.append(job.rule)
        groups.setdefault((job.rule.step, job.reason), []).append(job)
    lines = [f"Would run {format_counts(rules)}" if rules else "There is nothing to run."]
    if with_groups:
        steps = list(PipelineStep)
        ordered = sorted(groups.items(), key=lambda item: (steps.index(item[0][0]), -len(item[1])))
        lines += [_format_group(*key, group) for key, group in ordered[:MAX_GROUPS]]
        if len(ordered) > MAX_GROUPS:
            others = sum(len(group) for _, group in ordered[MAX_GROUPS:])
            lines.append(
                f"  {pluralize(others, 'job')} for {len(ordered) - MAX_GROUPS} more reasons"
            )
    lines.append("Nothing was run: this was a dry run.")
    return "\n".join(lines)


def format_counts(rules: Sequence[RuleInfo]) -> str:
    """Return the number of jobs, and of those of each step.

    Parameters
    ----------
    rules
        The rule of each job.

    Returns
    -------
    str
        Such as ``12 jobs: 8 simulate, 1 convert, 3 draw``.
    """
    counts = Counter(rule.step for rule in rules)
    steps = [f"{counts[step]} {step.verb}" for step in PipelineStep if counts[step]]
    return f"{pluralize(len(rules), 'job')}: {', '.join(steps)}"


def _format_group(step: PipelineStep, reason: str, jobs: Sequence[PlannedJob]) -> str:
    subjects = Counter(job.rule.subject for job in jobs)
    messages = Counter(job.message for job in jobs)
    if len(messages) == 1:
        text = next(iter(messages))
    elif step is PipelineStep.SIMULATE:
        text = f"Simulating {pluralize(sum(job.rule.size for job in jobs), 'universe')}"
    elif step is PipelineStep.OTHER:
        text = list_some(list(messages))
    elif step is PipelineStep.CONVERT:
        text = f"{step.value}: {len(jobs)} batches"
    else:
        text = f"{step.value}: {list_some(_with_counts(subjects))}"
    line = f"  {text} ({reason})" if reason else f"  {text}"
    longest = _LONGEST_OTHER if step is PipelineStep.OTHER else _LONGEST
    return printable_line(line if len(line) <= longest else f"{line[: longest - 1]}…")


def _with_counts(subjects: Mapping[str, int]) -> list[str]:
    return [f"{name} ({count} jobs)" if count > 1 else name for name, count in subjects.items()]
