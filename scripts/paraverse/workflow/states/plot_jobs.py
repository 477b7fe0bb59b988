"""The jobs behind a plot: which of them Snakemake would run, and why."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from paraverse.base.failed_jobs import failed_dependencies
from paraverse.base.output_record import stated_dependencies
from paraverse.errors import list_some, pluralize
from paraverse.plan.building.rules import MultiversePlot, UniversePlot
from paraverse.workflow.states.changes import Change, describe_check, find_changes, read_params

_FAILED = " ERROR failed\n"
"""The line in a log that `paraverse.pipeline.job_log` writes if the job fails."""

_ERROR = re.compile(r"^[\w.]+: ", re.MULTILINE)
"""The beginning of the last part of a traceback."""

_TAIL = 100_000
"""The number of bytes at the end of a log in which to look for a failure."""


@dataclass(frozen=True, kw_only=True)
class PlotJobs:
    """The jobs that draw a plot, and all jobs whose results they need.

    Attributes
    ----------
    dag
        Snakemake's graph of jobs.
    persistence
        Snakemake's records of earlier jobs.
    drawing
        The jobs that draw the figures.
    """

    dag: Any
    persistence: Any
    drawing: tuple[Any, ...]

    @classmethod
    def of(cls, workflow: Any, plots: Iterable[MultiversePlot | UniversePlot]) -> PlotJobs:
        """Find the jobs of a plot, or of all points of a plot with a sweep in it.

        Parameters
        ----------
        workflow
            Snakemake's workflow object, with the graph of jobs.
        plots
            The plots.

        Returns
        -------
        PlotJobs
            The jobs, as far as they are in the graph.
        """
        rules = {plot.rule for plot in plots}
        return cls(
            dag=workflow.dag,
            persistence=workflow.persistence,
            drawing=tuple(job for job in workflow.dag.jobs if job.rule.name in rules),
        )

    @cached_property
    def all(self) -> list[Any]:
        """All jobs, those that draw first."""
        return list(self.dag.bfs(self.dag.dependencies, *self.drawing))

    @cached_property
    def needed(self) -> list[Any]:
        """The jobs that Snakemake would run, those that draw first."""
        return [job for job in self.all if self.dag.needrun(job)]

    @property
    def outdated_count(self) -> int:
        """The number of jobs that draw and that Snakemake would run."""
        return sum(map(self.dag.needrun, self.drawing))

    @property
    def have_drawn(self) -> bool:
        """True if any output of the jobs that draw exists."""
        return any(os.path.lexists(file) for job in self.drawing for file in job.output)

    @cached_property
    def changes(self) -> list[Change]:
        """Changes of what the results depend on since the needed jobs were last run."""
        return list(dict.fromkeys(c for job in self.needed for c in self.changes_of(job)))

    def changes_of(self, job: Any) -> list[Change]:
        """Return changes of what the results of a job depend on since it last succeeded or failed.

        Snakemake forgets an earlier success when a job fails.
        """
        recorded = recorded_lines(self.persistence, job)
        if recorded is None:
            recorded = next(filter(None, map(failed_dependencies, job.log)), None)
        return [] if recorded is None else find_changes(recorded, stated_dependencies(job.params))

    @property
    def failed_logs(self) -> list[str]:
        """The logs of the needed jobs that failed when they were last run, and would fail again.

        A job that depends on something else now may succeed.
        """
        return [
            log
            for job in self.needed
            for log in job.log
            if read_failure(log) is not None
            and failed_dependencies(log) in (None, stated_dependencies(job.params))
        ]

    @property
    def have_failed(self) -> bool:
        """True if any of the needed jobs failed when it was last run."""
        return any(read_failure(log) is not None for job in self.needed for log in job.log)

    @property
    def reasons(self) -> list[str]:
        """Phrases that say why Snakemake would run the jobs, besides `changes`."""
        missing: dict[str, list[str]] = {}
        others: dict[str, None] = {}
        for job in self.needed:
            reason = self.dag.reason(job)
            missing.setdefault(job.rule.name, []).extend(sorted(reason.missing_output))
            others |= dict.fromkeys(_other_reasons(reason))
        phrases = [_missing(rule, files) for rule, files in missing.items() if files]
        return [*phrases, *self._changed_data(), *others]

    def _changed_data(self) -> Iterator[str]:
        """Yield phrases for the data that would be converted again in the same way as before."""
        rules = [
            job.rule.name
            for job in self.needed
            if job.rule.name in ("convert", "convert_sweep")
            and self.dag.reason(job).params_changed
            and not self.changes_of(job)
        ]
        if batches := rules.count("convert"):
            yield f"data of universes in {batches} {'batch' if batches == 1 else 'batches'}"
        if "convert_sweep" in rules:
            yield "data of the whole sweep"


def recorded_lines(persistence: Any, job: Any) -> frozenset[str] | None:
    """Return what the outputs of a job depended on when it was last run.

    Parameters
    ----------
    persistence
        Snakemake's records of earlier jobs.
    job
        A job of Snakemake.

    Returns
    -------
    frozenset of str or None
        The parameters that state it; None if Snakemake has no record of the job.
    """
    recorded = next(filter(None, map(persistence.params, job.output)), None)
    if recorded is None:
        return None
    return frozenset(read_params(recorded))


def read_failure(log: str) -> str | None:
    """Return the error in the log of a job that failed.

    Parameters
    ----------
    log
        The path of the log.

    Returns
    -------
    str or None
        The message; None if the job did not fail, or if there is no such log.
    """
    try:
        with open(log, "rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            text = file.read().decode(errors="replace")
    except OSError:
        return None
    _, failed, traceback = text.rpartition(_FAILED)
    if not failed:
        return None
    errors = list(_ERROR.finditer(traceback))
    return traceback[errors[-1].end() :].strip() if errors else traceback.strip()


def _missing(rule: str, files: list[str]) -> str:
    if rule == "simulate" or rule.startswith("simulate_batch__"):
        folders = {os.path.dirname(file) for file in files}
        return f"{pluralize(len(folders), 'universe')} to simulate"
    if rule == "convert":
        return f"{len(files)} {'batch' if len(files) == 1 else 'batches'} of universes to convert"
    return f"{list_some(files, 2)} {'is' if len(files) == 1 else 'are'} missing"


def _other_reasons(reason: Any) -> Iterator[str]:
    if reason.forced:
        yield "interrupted when it was last run"
    changed = reason.params_changed
    for line in sorted(changed.only_new) if changed else ():
        check = describe_check(line)
        if check is not None:
            yield check[1]
    for file in sorted(reason.updated_input):
        yield f"{file} is newer"
    if reason.software_stack_changed:
        yield "the environment has changed"
