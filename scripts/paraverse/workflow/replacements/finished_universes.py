"""Finished universes of jobs that fail or are interrupted, which Snakemake would simulate again.

Before each attempt of a job, Snakemake removes all its outputs, and after an interrupted run it
repeats whatever was running. The record in the folder of a universe tells whether it is complete.
The messages of jobs that fail name the others only.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from snakemake.jobs import Job

from paraverse.base.output_record import stated_dependencies
from paraverse.plan.building.simulation import Simulation
from paraverse.sweep.folders import is_up_to_date
from paraverse.workflow.snakemake_internals import (
    CLEAN_UP_JOB,
    GET_LOG_ERROR_INFO,
    INCOMPLETE,
    PREPARE_JOB,
    REMOVE_EXISTING_OUTPUT,
    Method,
    wrap,
)


def keep_finished_universes(
    workflow: Any, simulation: Simulation, simulate: str, batches: Sequence[str]
) -> None:
    """Let Snakemake keep universes that are complete.

    Parameters
    ----------
    workflow
        Snakemake's workflow object, after the graph of jobs was prepared.
    simulation
        The jobs that simulate universes.
    simulate, batches
        The names of the rule for one universe, and of those for the batches of the run.
    """
    finished = FinishedUniverses(simulation, {simulate, *batches})
    _wrap_methods_of_jobs(finished)
    finished.complete_in(workflow.persistence)
    # Not all rules of a module need to be used
    for batch in filter(workflow.is_rule, batches if workflow.is_rule(simulate) else ()):
        _make_equal(workflow.get_rule(batch), workflow.get_rule(simulate))


class FinishedUniverses:
    """The universes that jobs have to simulate but that are complete.

    Parameters
    ----------
    simulation
        The jobs that simulate universes.
    rules
        The names of their rules.
    """

    def __init__(self, simulation: Simulation, rules: set[str]) -> None:
        self._outputs = simulation.settings.outputs
        self._skips_failures = simulation.skips_failures
        self._rules = rules

    def files(self, job: Any) -> set[str]:
        """Return the outputs and logs of those universes of a job that are complete.

        Parameters
        ----------
        job
            Any job of Snakemake.

        Returns
        -------
        set of str
            The paths; empty if the job does not simulate.
        """
        if job.rule.name not in self._rules:
            return set()
        count = len(self._outputs)
        depends_on = stated_dependencies(job.params)
        complete: set[str] = set()
        for index, log in enumerate(job.log):
            files = list(map(str, job.output[index * count : (index + 1) * count]))
            folder = Path(files[0].removesuffix(f"/{self._outputs[0]}"))
            if is_up_to_date(
                folder, self._outputs, depends_on, accept_failure=self._skips_failures
            ):
                complete.update([*files, str(log)])
        return complete

    def files_before(self, job: Any) -> set[str]:
        """Return the same before an attempt of a job; empty if the universes are forced.

        Parameters
        ----------
        job
            Any job of Snakemake. After its first attempt, universes that are complete are those
            that it has simulated. On a cluster, all jobs are forced, but files of universes that
            the user forces are removed before the job is submitted.

        Returns
        -------
        set of str
            The paths.
        """
        is_submitted = not job.dag.workflow.is_main_process
        if job.attempt == 1 and job.dag.reason(job).forced and not is_submitted:
            return set()
        return self.files(job)

    def complete_in(self, persistence: Any) -> None:
        """Let Snakemake forget that complete universes were unfinished when a run was interrupted.

        Parameters
        ----------
        persistence
            Snakemake's records.
        """

        def make(incomplete: Method) -> Method:
            async def incomplete_but_for_finished(job: Any) -> list[Any]:
                files: list[Any] = await incomplete(job)
                complete = self.files(job) if files else set()
                for file in complete.intersection(map(str, files)):
                    # With the marker, this removes the parameters of an earlier simulation
                    persistence.cleanup_metadata(next(f for f in files if f == file))
                return [file for file in files if str(file) not in complete]

            return incomplete_but_for_finished

        wrap(persistence, INCOMPLETE, make)


def _make_equal(batch: Any, simulate: Any) -> None:
    """Let the rule of a batch request the same as the rule for one universe, and run the same."""
    batch.resources.update(simulate.resources)
    batch.run_func_src = simulate.run_func_src  # the text of the rule, for the trigger `code`


def _wrap_methods_of_jobs(finished: FinishedUniverses) -> None:
    def prepare_unfinished(prepare: Method) -> Method:
        async def replacement(job: Any) -> None:
            job.dag.reason(job).missing_output.difference_update(finished.files_before(job))
            await prepare(job)

        return replacement

    def remove_unfinished(remove: Method) -> Method:
        async def replacement(job: Any) -> None:
            files = finished.files_before(job)
            if not files:
                await remove(job)
                return
            for file in (*job.output, *job.log):
                if str(file) not in files and await file.exists():
                    await file.remove(remove_non_empty_dir=False)

        return replacement

    def clean_up_unfinished(cleanup: Method) -> Method:
        async def replacement(job: Any, skip_outputs: Any) -> None:
            await cleanup(job, {*skip_outputs, *finished.files(job)})

        return replacement

    def describe_error_of_unfinished(describe: Method) -> Method:
        def replacement(job: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
            description: dict[str, Any] = describe(job, *args, **kwargs)
            files = finished.files(job)
            for key in ("output", "log"):
                description[key] = [file for file in description[key] if str(file) not in files]
            return description

        return replacement

    wrap(Job, PREPARE_JOB, prepare_unfinished)
    wrap(Job, REMOVE_EXISTING_OUTPUT, remove_unfinished)
    wrap(Job, CLEAN_UP_JOB, clean_up_unfinished)
    wrap(Job, GET_LOG_ERROR_INFO, describe_error_of_unfinished)
