"""Names and paths as targets of Snakemake that stand for several files.

The rule of a universe plot has the wildcard `batch`, and its output is the record of a batch.
Snakemake by itself therefore accepts neither the name of such a plot as a target
(`snakemake random_walk`) nor one of its figures
(`snakemake results/figures/random_walk/seed~0.pdf`). Both are replaced by the records that stand
for them, right before Snakemake builds the graph of jobs. The same is done for the steps `simulate`
and `convert`, whose rules have wildcards, too, for the folders of universes that the workflow
simulates (`snakemake --forcerun data/seed~0`), and for the name `failed`, which stands for those
that were left out, as their simulation failed. Names of plots with a slash are replaced by those of
their rules.
"""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from snakemake.logging import logger

from paraverse.base.figure_record import universe_record
from paraverse.base.printable import printable
from paraverse.errors import suggest
from paraverse.plan.building.rules import rule_name
from paraverse.plan.plan import Plan
from paraverse.sweep.folders import simulation_failure
from paraverse.workflow.project_in_workflow import ProjectInWorkflow

FAILED = "failed"
"""Stands for the universes that were left out, unless there is a plot of this name."""

_ADD_TARGETS = ("targets", "forcerun", "until")
"""Settings with names of rules that Snakemake adds to the targets, if they have no wildcards."""

_TAKE_FILES = (*_ADD_TARGETS, "omit_from")
"""Settings that take files too."""


def replace_targets(workflow: Any, targets: UniversePlotTargets) -> None:
    """Replace plots and figures among the targets, and after -R, -U and -O.

    Parameters
    ----------
    workflow
        Snakemake's workflow object, before the graph of jobs is prepared.
    targets
        The targets of the plan.
    """
    settings = workflow.dag_settings
    replaced: dict[str, set[str]] = {}
    for key in _TAKE_FILES:
        items = list(getattr(settings, key))
        if key == "targets":
            items = list(targets.without_steps(items))
        replaced[key] = set(targets.replaced(items, workflow.is_rule, key in _ADD_TARGETS))
    if not targets.are_of_module:  # others may be in the workflow around it
        named = [name for name in settings.targets if name in replaced["targets"]]
        _check_targets(workflow, named, targets.plots)
    workflow.dag_settings = dataclasses.replace(settings, **replaced)


def _check_targets(workflow: Any, targets: Iterable[str], plots: Iterable[str]) -> None:
    """If a target is unknown, exit with a message that suggests what was probably meant."""
    for target in targets:
        if not (
            workflow.is_rule(target)
            or os.path.lexists(target)
            or any(rule.is_producer(target) for rule in workflow.rules)
        ):
            hint = suggest(target, plots)
            # Not WorkflowError: it shows the lines of this library, which is not at fault
            logger.error(printable(f"There is no plot or result {target!r}. {hint}"))
            sys.exit(1)


class UniversePlotTargets:
    """The records that stand for universe plots and for their figures.

    Parameters
    ----------
    plan
        The plan of the project.
    project
        The project in the workflow. In a module (``use rule * from … as p_*``), plots, rules and
        steps have other names, and files may be in another folder.

    Attributes
    ----------
    plots
        The names of all plots, and of the points of those with a sweep.
    are_of_module
        Whether the project is only a part of the workflow.
    """

    def __init__(self, plan: Plan, project: ProjectInWorkflow) -> None:
        rename = project.rename
        self.are_of_module = bool(project.module)
        batches = [rename(batch.rule) for batch in plan.simulation_batches]
        self._simulation = plan.simulation
        self._path, self._failed = project.path, rename(FAILED)
        self._enter = project.entered
        self._steps = {rename("convert"): [batch.store for batch in plan.batches]}
        self._steps[rename("convert")] += plan.conversion.sweep.stores
        if plan.simulation:
            files = map(plan.simulation.first_file, plan.simulation.universes)
            self._steps[rename("simulate")] = [*files, plan.simulation.parameter_space_copy]
        self._batches = {rename("simulate"): batches}
        names = {name for plot in plan.plots for name in (plot.name, plot.swept) if name}
        self.plots = sorted(map(rename, {*names, *plan.skipped}))
        self._rules = {rename(name): rename(rule_name(name)) for name in {*names, *plan.skipped}}
        self._plots = {rename(plot.rule): plot for plot in plan.universe_plots}

    def without_steps(self, targets: Iterable[str]) -> Iterator[str]:
        """Iterate over targets, with all files of a step in place of its name.

        Parameters
        ----------
        targets
            Names of rules and paths of files.

        Yields
        ------
        str
            The name of a rule, or a path.
        """
        for target in targets:
            if target in self._steps:
                yield from map(self._path, self._steps[target])
            else:
                yield target

    def replaced(self, items: Iterable[str], is_rule: Any, replace_names: bool) -> Iterator[str]:
        """Iterate over targets, with records in place of plots and figures.

        Parameters
        ----------
        items
            Names of rules and paths of files.
        is_rule
            A function that returns whether there is a rule with a given name.
        replace_names
            Whether names of plots are replaced, besides figures.

        Yields
        ------
        str
            The name of a rule, or a path.
        """
        for item in items:
            item = item if is_rule(item) else self._rules.get(item, item)
            if is_rule(item):
                records = self._records_of_plot(item) if replace_names else []
            elif item == self._failed and self._simulation:
                with self._enter():
                    failed = list(self._failed_universes())
                yield from map(self._path, failed)
                continue
            else:
                path = os.path.normpath(item)
                records = self._records_of_figure(path) or self._files_of_universe(path)
            yield from records or [item]
            yield from self._batches.get(item, ())

    def _records_of_plot(self, rule: str) -> list[str]:
        plot = self._plots.get(rule)
        return [self._path(record) for record in plot.records] if plot else []

    def _records_of_figure(self, path: str) -> list[str]:
        for plot in self._plots.values():
            folder = f"{self._path(plot.folder)}/"
            if not path.startswith(folder):
                continue
            figure = f"{plot.folder}/{path.removeprefix(folder)}"
            for batch, universes in plot.universes.items():
                if any(figure in plot.figures(universe) for universe in universes):
                    return [self._path(universe_record(plot.name, batch))]
        return []

    def _files_of_universe(self, path: str) -> list[str]:
        if self._simulation is None:
            return []
        folder, _, name = path.rpartition("/")
        is_universe = folder == self._path(self._simulation.data_dir)
        if not is_universe or name not in self._simulation.universes:
            return []
        return [self._path(self._simulation.first_file(name))]

    def _failed_universes(self) -> Iterator[str]:
        assert self._simulation is not None
        for universe in self._simulation.universes:
            if simulation_failure(Path(self._simulation.data_dir, universe)):
                yield self._simulation.first_file(universe)
