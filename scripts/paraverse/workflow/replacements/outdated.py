"""Jobs that Snakemake would not run although their outputs are missing, damaged or outdated.

Snakemake does not look for intermediate files while what follows is newer, compares neither the
content of outputs nor that of undeclared ones with what was written, and knows nothing about
outputs after its folder was removed. All of this is checked here, with the records that jobs leave,
right after Snakemake has decided which jobs to run.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from pathlib import Path
from typing import Any

from snakemake.io import is_flagged
from snakemake.persistence import NO_PARAMS_CHANGE, ParamsChange
from snakemake.settings.types import RerunTrigger

from paraverse.base.figure_record import FigureRecord, forget_figures
from paraverse.base.file_index import FileIndex
from paraverse.base.output_record import (
    OutputRecord,
    dependencies_digest,
    record_outputs,
    record_path,
    stated_dependencies,
)
from paraverse.errors import list_some
from paraverse.plan.plan import Plan
from paraverse.provenance.origin import facts_of
from paraverse.sweep.folders import (
    is_unreadable,
    mark_as_simulated,
    read_simulated,
    simulation_failure,
)
from paraverse.workflow.large_stores import announce_stores
from paraverse.workflow.log import logger
from paraverse.workflow.project_in_workflow import ProjectInWorkflow
from paraverse.workflow.replacements.installed_since import installed_since
from paraverse.workflow.snakemake_internals import PARAMS_CHANGED, UPDATE_NEEDRUN, Method, wrap


def run_outdated_jobs(workflow: Any, checks: OutputChecks) -> None:
    """Let Snakemake run jobs whose outputs are missing, damaged or outdated.

    Parameters
    ----------
    workflow
        Snakemake's workflow object, after the graph of jobs was prepared.
    checks
        The checks of outputs. The index of the plan is written as soon as all files have been
        compared.
    """
    dag, project = workflow.dag, checks.project

    def make(update_needrun: Method) -> Method:
        async def update_checked(*args: Any, **kwargs: Any) -> None:
            await update_needrun(*args, **kwargs)
            undecided = [job for job in dag.jobs if not dag.needrun(job) and not dag.finished(job)]
            with project.entered():
                outdated = [job for job in undecided if checks.give_reason(job, dag.reason(job))]
            if outdated:
                await update_needrun()
            with project.entered():
                checks.finish({job: dag.reason(job) for job in dag.jobs if dag.needrun(job)})

        return update_checked

    wrap(dag, UPDATE_NEEDRUN, make)
    _compare_with_records(workflow.persistence, checks)


def _compare_with_records(persistence: Any, checks: OutputChecks) -> None:
    """Let parameters count as changed only if those in the record of the job are others, too.

    Snakemake's own records are in its working directory. Those of a project are older than its
    results if a workflow that has it as a module made them, and the other way round.
    """

    def make(params_changed: Method) -> Method:
        def compare(job: Any, file: Any = None) -> Any:
            change = params_changed(job, file)
            if change:
                with checks.project.entered():
                    return NO_PARAMS_CHANGE if checks.are_as_recorded(job) else change
            return change

        return compare

    wrap(persistence, PARAMS_CHANGED, make)


class OutputChecks:
    """Checks of the outputs of jobs.

    Parameters
    ----------
    plan
        The plan of the project.
    workflow
        Snakemake's workflow object.
    project
        The project in the workflow. Methods are called in the project's folder.

    Attributes
    ----------
    project
        The project in the workflow.
    """

    def __init__(self, plan: Plan, workflow: Any, project: ProjectInWorkflow) -> None:
        self._plan = plan
        self._workflow = workflow
        self.project = project
        self._edited: list[str] = []
        self._announced: set[str] = set()
        rename = project.rename
        simulate = ["simulate", *(batch.rule for batch in plan.simulation_batches)]
        self._simulate = set(map(rename, simulate)) if plan.simulation else set()
        self._skips_failures = plan.simulation is not None and plan.simulation.skips_failures
        self._universe_plots = {rename(plot.rule): plot.name for plot in plan.universe_plots}
        self._records = {rename(plot.rule): plot.record for plot in plan.multiverse_plots}
        self._convert = rename("convert")
        self._gallery = rename("gallery")
        self._rules = set(map(rename, plan.rule_names))

    def give_reason(self, job: Any, reason: Any) -> bool:
        """Add to the reason for running a job what is wrong with its outputs.

        Parameters
        ----------
        job
            A job that Snakemake would not run.
        reason
            Snakemake's reason for running the job, which is empty.

        Returns
        -------
        bool
            Whether anything is wrong.
        """
        if not self._has_record(job):
            return False
        located = zip(job.output, self._outputs(job), strict=True)
        missing = [file for file, path in located if not os.path.lexists(path)]
        reason.missing_output.update(missing)
        if missing:
            return True
        problem = next(self._problems(job), None)
        if problem is not None:
            was, now = problem
            reason.params_changed = ParamsChange({was}, {now}, set(job.output))
        return problem is not None

    def are_as_recorded(self, job: Any) -> bool:
        """Return whether the outputs of a job were made with the parameters that it has now."""
        if not self._has_record(job):
            return False
        if job.rule.name in self._simulate:
            records = [read_simulated(folder) for folder in self._folders(job)]
        else:
            records = [OutputRecord.read(record_path(self._outputs(job)[0]))]
        depends_on = dependencies_digest(self._depends_on(job))
        return all(record is not None and record.depends_on == depends_on for record in records)

    def _has_record(self, job: Any) -> bool:
        """Return whether a job is one of this project and leaves a record beside its outputs."""
        return job.rule.name in self._rules and not any(map(_is_elsewhere, job.output))

    def finish(self, jobs: Mapping[Any, Any]) -> None:
        """Store the index, tell users what they must know, and prepare what they force or accept.

        Parameters
        ----------
        jobs
            All jobs that Snakemake will run, with the reasons.
        """
        self._announce(jobs)
        self._plan.index.write()
        if self._edited:
            edited = list(map(self.project.path, self._edited))
            logger.warning(
                "These files have changed since they were simulated, and are used as they are: "
                f"{list_some(edited)}. To simulate a universe again, name its folder: "
                "`paraverse run -R FOLDER`."
            )
            self._edited.clear()
        self._determine_origins(jobs)
        for job, reason in jobs.items():
            name = job.rule.name
            if self._workflow.touch:
                if name in self._rules and all(map(os.path.exists, self._outputs(job))):
                    self._accept(job)
            elif name in self._universe_plots and reason.forced and not self._workflow.dryrun:
                forget_figures(self._universe_plots[name])

    def _determine_origins(self, jobs: Iterable[Any]) -> None:
        """Determine the origins of results of a module as long as its folder is entered."""
        if self.project.module and not self._workflow.dryrun:
            for job in jobs:
                if job.rule.name in self._rules:
                    facts_of(getattr(job.params, "origin", None))

    def _outputs(self, job: Any) -> list[str]:
        return list(map(self.project.path_in_project, job.output))

    def _announce(self, jobs: Iterable[Any]) -> None:
        batches = {job.wildcards.batch for job in jobs if job.rule.name == self._convert}
        batches -= self._announced
        self._announced |= batches
        planned = [name for name in self._plan.conversion.batches if name in batches]
        if not planned or self._workflow.touch:
            return
        announcement = announce_stores(self._plan, planned)
        if announcement:
            log = logger.warning if announcement.is_warning else logger.info
            log(announcement.message)

    def _problems(self, job: Any) -> Iterator[tuple[str, str]]:
        """Iterate over problems: what the state of an output was, and what it is."""
        if job.rule.name in self._simulate:
            for folder, output in self._folders(job).items():
                record, damaged = self._compare_universe(folder)
                if record and record.failure and not self._skips_failures:
                    yield f"{folder} left out: {record.failure}", "on_error = fail"
                yield from self._compare(job, output, record, damaged)
        else:
            yield from self._compare(job, self._outputs(job)[0], *self._compare_outputs(job))

    def _compare(
        self, job: Any, output: str, record: OutputRecord | None, changed: list[str]
    ) -> Iterator[tuple[str, str]]:
        yield from (("output = as written", f"output = {path} has changed") for path in changed)
        if record is not None:
            index, files = self._plan.index, record.files_read.items()
            others = (path for path, content in files if index.content(path) != content)
            yield from (("file = as read", f"file = {path} has changed") for path in others)
        package = self._installed_since(job)
        if package is not None:
            yield "package = missing", f"package = {package} was installed"
        if RerunTrigger.PARAMS not in self._workflow.rerun_triggers:
            return
        depends_on = dependencies_digest(self._depends_on(job))
        if record is not None and record.depends_on != depends_on:
            name = "data, code or configuration"
            yield f"{name} = {record.depends_on}", f"{name} = {depends_on}"
        if record is None and not self._workflow.persistence.has_metadata(job):
            yield "record = written", f"record = missing for {output}"

    def _installed_since(self, job: Any) -> str | None:
        """Return what a figure of a job needs, and was missing when it failed."""
        name = job.rule.name
        record = job.output[0] if name in self._universe_plots else self._records.get(name)
        if record is None or self._workflow.deployment_settings.deployment_method:
            return None  # jobs have environments of their own, whose changes Snakemake notices
        try:
            return installed_since(FigureRecord.read(record).failed.values())
        except (OSError, ValueError):
            return None

    def _compare_universe(self, folder: Path) -> tuple[OutputRecord | None, list[str]]:
        """Return the record of a simulated universe, and its damaged files."""
        record = read_simulated(folder)
        edited = record.changed_outputs(self._plan.index, folder) if record else []
        # Edited data are used as they are, but what cannot be read was hardly edited
        damaged = [path for path in edited if is_unreadable(path)]
        self._edited += [path for path in edited if path not in damaged]
        return record, damaged

    def _compare_outputs(self, job: Any) -> tuple[OutputRecord | None, list[str]]:
        """Return the record of a job, and the outputs that are not as it has written them."""
        index = self._plan.index
        record = OutputRecord.read(record_path(self._outputs(job)[0]))
        changed = record.changed_outputs(index) if record else []
        pictures = self._pictures_record(job)
        if pictures is not None:
            changed += _changed_figures(pictures, index)
        return record, changed

    def _pictures_record(self, job: Any) -> str | None:
        """Return the output that lists pictures that Snakemake does not know as outputs."""
        if job.rule.name in self._universe_plots:
            return self._outputs(job)[0]
        return self._outputs(job)[1] if job.rule.name == self._gallery else None

    def _depends_on(self, job: Any) -> Set[str]:
        depends_on = stated_dependencies(job.params)
        if job.rule.name == self._convert and self._plan.simulation is not None:
            conversion, batch = self._plan.conversion, job.wildcards.batch
            planned = {conversion.files_digest(batch)}
            return depends_on - planned | {conversion.simulated_files_digest(batch)}
        return depends_on

    def _folders(self, job: Any) -> dict[Path, str]:
        """Return the first file of each universe that a job simulates, by the universe's folder."""
        assert self._plan.simulation is not None
        names = self._plan.simulation.settings.outputs
        files = self._outputs(job)[:: len(names)]
        return {Path(file.removesuffix(f"/{names[0]}")): file for file in files}

    def _accept(self, job: Any) -> None:
        depends_on = self._depends_on(job)
        if job.rule.name in self._simulate:
            assert self._plan.simulation is not None
            outputs = self._plan.simulation.settings.outputs
            for folder in self._folders(job):
                record = OutputRecord.of(outputs, depends_on, folder)
                failure = simulation_failure(folder)
                mark_as_simulated(folder, replace(record, failure=failure))
            return
        pictures = self._pictures_record(job)
        if pictures is not None:
            figures = FigureRecord.read(pictures)
            present = FigureRecord.of(figures.files)
            replace(figures, files=present.files).write(pictures)
        record_outputs(self._outputs(job), depends_on)


def _is_elsewhere(file: Any) -> bool:
    """Return whether a file is removed after use, or is not on this machine."""
    return is_flagged(file, "temp") or bool(getattr(file, "is_storage", False))


def _changed_figures(record: str, index: FileIndex) -> list[str]:
    try:
        figures = FigureRecord.read(record).files
    except (OSError, ValueError):
        return [record]
    return [path for path, digest in figures.items() if index.digest(path) != digest]
