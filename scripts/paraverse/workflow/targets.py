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
from paraverse.plan.plan import Plan
from paraverse.plan.rules import rule_name
from paraverse.sweep.folders import simulation_failure

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
    modifier
        Snakemake's modifier of names and paths: in a module (``use rule * from … as p_*``), rules
        have other names, and files may have a prefix.

    Attributes
    ----------
    plots
        The names of all plots, and of the points of those with a sweep.
    """

    def __init__(self, plan: Plan, modifier: Any) -> None:
        rename = modifier.modify_rulename
        batches = [rename(batch.rule) for batch in plan.simulation_batches]
        self._simulation = plan.simulation
        self._steps = {rename("convert"): [batch.store for batch in plan.batches]}
        self._steps[rename("convert")] += plan.conversion.sweep_store
        if plan.simulation:
            files = map(plan.simulation.first_file, plan.simulation.universes)
            self._steps[rename("simulate")] = [*files, plan.simulation.parameter_space_copy]
        self._batches = {rename("simulate"): batches}
        names = {name for plot in plan.plots for name in (plot.name, plot.swept) if name}
        self.plots = sorted({*names, *plan.skipped})
        self._rules = {name: rename(rule_name(name)) for name in self.plots}
        self._plots = {modifier.modify_rulename(plot.rule): plot for plot in plan.universe_plots}
        self._modified_path = modifier.path_modifier.replace_prefix

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
                yield from map(self._modified_path, self._steps[target])
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
            elif item == FAILED and self._simulation:
                yield from map(self._modified_path, self._failed_universes())
                continue
            else:
                path = os.path.normpath(item)
                records = self._records_of_figure(path) or self._files_of_universe(path)
            yield from records or [item]
            yield from self._batches.get(item, ())

    def _records_of_plot(self, rule: str) -> list[str]:
        plot = self._plots.get(rule)
        return [self._modified_path(record) for record in plot.records] if plot else []

    def _records_of_figure(self, path: str) -> list[str]:
        for plot in self._plots.values():
            folder = self._modified_path(f"{plot.folder}/")
            if not path.startswith(folder):
                continue
            figure = f"{plot.folder}/{path.removeprefix(folder)}"
            for batch, universes in plot.universes.items():
                if any(figure in plot.figures(universe) for universe in universes):
                    return [self._modified_path(universe_record(plot.name, batch))]
        return []

    def _files_of_universe(self, path: str) -> list[str]:
        if self._simulation is None:
            return []
        folder, _, name = path.rpartition("/")
        is_universe = folder == self._modified_path(self._simulation.data_dir)
        if not is_universe or name not in self._simulation.universes:
            return []
        return [self._modified_path(self._simulation.first_file(name))]

    def _failed_universes(self) -> Iterator[str]:
        assert self._simulation is not None
        for universe in self._simulation.universes:
            if simulation_failure(Path(self._simulation.data_dir, universe)):
                yield self._simulation.first_file(universe)
