"""``paraverse explain`` says what a figure is made of, and what has changed since it was drawn."""

from __future__ import annotations

import argparse
import difflib
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from paraverse.base.printable import printable
from paraverse.commands.command import Command
from paraverse.errors import PlotError, list_some, pluralize, suggest
from paraverse.explore.ingredients import list_ingredients
from paraverse.jobs.plot import FigureSettings
from paraverse.plan.building.rules import MultiversePlot, UniversePlot
from paraverse.plan.code_sources import code_sources, function_of_line
from paraverse.plan.plan import Plan
from paraverse.plan.reading.project_code import is_builtin
from paraverse.plan.used_universes import used_universes
from paraverse.workflow.states.changes import Change
from paraverse.workflow.states.earlier_code import read_earlier_code
from paraverse.workflow.states.plot_jobs import PlotJobs, read_failure
from paraverse.workflow.states.plot_states import find_state, plots_by_name
from paraverse.workflow.states.universe_changes import find_universe_changes

Plot = MultiversePlot | UniversePlot

MAX_FAILURES = 3
"""The number of failed jobs of which the error is printed."""


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("figure", help="the name of a plot, or the path of a figure")


def _run(options: argparse.Namespace) -> int:
    from paraverse.workflow.in_process import inspect_workflow  # imports Snakemake

    def explain(workflow: Any, plan: Plan) -> list[str]:
        return list(_explain(workflow, plan, options.figure))

    for line in inspect_workflow(explain):
        print(printable(line))
    return 0


def _explain(workflow: Any, plan: Plan, name: str) -> Iterator[str]:
    from paraverse.workflow.in_process import build_jobs  # imports Snakemake

    if name in plan.skipped:
        yield f"{name} is skipped: {plan.skipped[name]}"
        return
    plots, universe = _find_plots(plots_by_name(plan), name)
    targets: Sequence[str] = [plot.rule for plot in plots]
    if universe is not None:
        targets = _figures(plots[0], universe)[:1]
    build_jobs(workflow, targets)
    jobs = PlotJobs.of(workflow, plots)
    state, detail = find_state(jobs, plots)
    yield f"{name}: {state}" + (f", {detail}" if detail else "")
    yield f"{_drawing(plots[0]).where()}"
    yield ""
    if len(plots) > 1:
        yield f"one of {len(plots)} figures, {plots[0].name}:"
    for ingredient in list_ingredients(plan, plots[0], universe):
        for index, line in enumerate(ingredient.lines):
            yield f"{'' if index else ingredient.label:<12}{line}"
    if state == "outdated" or (state == "failed" and jobs.needed):
        yield ""
        yield from _explain_failures(jobs)
        if jobs.have_drawn or jobs.have_failed:
            universes = {universe} if universe else used_universes(plan, plots[0])
            if isinstance(plots[0], MultiversePlot):  # which may have used them
                universes |= {name for name, u in plan.universes.items() if u.warnings or u.errors}
            yield f"changed since it {'failed' if jobs.have_failed else 'was drawn'}:"
            yield from (f"    {line}" for line in _explain_changes(jobs, plan, universes))


def _explain_failures(jobs: PlotJobs) -> Iterator[str]:
    logs = jobs.failed_logs
    for log in logs[:MAX_FAILURES]:
        yield f"failed, see {log}"
        yield from (f"    {line}" for line in (read_failure(log) or "").splitlines())
    if len(logs) > MAX_FAILURES:
        yield f"and {len(logs) - MAX_FAILURES} more"


def _explain_changes(jobs: PlotJobs, plan: Plan, universes: Collection[str]) -> Iterator[str]:
    for verb, names in asdict(find_universe_changes(jobs, plan, universes)).items():
        if names:
            yield f"{pluralize(len(names), 'universe')} {verb}: {list_some(names)}"
    earlier, current = read_earlier_code(), code_sources(plan)
    for change in jobs.changes:
        if change.is_code:
            yield from _explain_code(change, plan, earlier, current)
        else:
            yield str(change)
    yield from jobs.reasons


def _explain_code(
    change: Change, plan: Plan, earlier: Mapping[str, str], current: Mapping[str, str]
) -> Iterator[str]:
    """Yield what has changed in a function or another definition."""
    _, function = function_of_line(change.line_now or change.line_before, plan.code)
    if function is not None and is_builtin(function):
        yield f"{change} by another version of paraverse"
        return
    yield f"{change}{f' ({function.file}:{function.line})' if function else ''}"
    if change.line_before and change.line_before not in earlier:
        yield "    its earlier code is not stored"
    else:
        before, now = earlier.get(change.line_before, ""), current.get(change.line_now, "")
        yield from (f"    {line}" for line in _diff(before, now))


def _diff(before: str, now: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), now.splitlines(), n=3, lineterm="")
    return list(lines)[2:]  # without the names of files


def _drawing(plot: Plot) -> FigureSettings:
    return plot.drawing if isinstance(plot, MultiversePlot) else plot.settings.drawing


def _find_plots(plots: dict[str, list[Plot]], name: str) -> tuple[list[Plot], str | None]:
    """Return the plot, or its points, and the universe of a figure."""
    if name in plots:
        return plots[name], None
    path = os.path.relpath(name)
    for plot in (plot for points in plots.values() for plot in points):
        if name in (plot.name, plot.rule):
            return [plot], None
        if isinstance(plot, MultiversePlot):
            if path == plot.data or any(_is_in(path, figure) for figure in plot.figures):
                return [plot], None
            continue
        for universes in plot.universes.values():
            for universe in universes:
                if any(_is_in(path, figure) for figure in plot.figures(universe)):
                    return [plot], universe
    raise PlotError(f"There is no plot or figure {name!r}. {suggest(name, plots)}")


def _figures(plot: Plot, universe: str) -> Sequence[str]:
    return plot.figures if isinstance(plot, MultiversePlot) else plot.figures(universe)


def _is_in(path: str, figure: str) -> bool:
    return path == figure or path.startswith(f"{figure}/")


EXPLAIN = Command(
    name="explain",
    summary="say what a figure is made of, whether it is up to date, and if not what has changed",
    examples={
        "paraverse explain mean_energy": "a plot",
        "paraverse explain results/figures/random_walk/seed~3.pdf": "the figure of a universe",
    },
    run=_run,
    add_arguments=_add_arguments,
)
