"""``paraverse plots`` lists the plots of a project and their states."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from paraverse.base.job_usage import BENCHMARKS, HEADINGS, read_usages
from paraverse.base.printable import printable_line
from paraverse.commands.command import Command
from paraverse.plan.benchmarks import benchmark_files
from paraverse.plan.plan import Plan

if TYPE_CHECKING:
    from paraverse.workflow.states.plot_states import PlotState


def _run(options: argparse.Namespace) -> int:
    # They import Snakemake
    from paraverse.workflow.in_process import inspect_workflow

    if options.times:
        return _print_times(inspect_workflow(lambda workflow, plan: plan))
    states = inspect_workflow(_find_states)
    _print_table([("PLOT", "FIGURES", "STATE", "COMMENT"), *map(_row, states)] if states else [])
    if not states:
        print("There are no plots yet: describe them in config/plots.yaml.")
    return 0


def _find_states(workflow: Any, plan: Plan) -> list[PlotState]:
    from paraverse.workflow.in_process import build_jobs
    from paraverse.workflow.states.plot_states import plot_states

    if plan.plots:
        build_jobs(workflow, [plot.rule for plot in plan.plots])
    return plot_states(workflow, plan)


def _row(state: PlotState) -> tuple[str, ...]:
    return state.name, str(state.figures), state.text, state.comment


def _print_times(plan: Plan) -> int:
    usages = read_usages(benchmark_files(plan))
    if not usages:
        print(f"No job has left its time in {BENCHMARKS}/ yet.")
        return 0
    headings = tuple(heading.upper() for heading in HEADINGS)
    _print_table([headings, *(tuple(usage.cells()) for usage in usages)])
    return 0


def _print_table(rows: Sequence[tuple[str, ...]]) -> None:
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in _format_table(rows):
        print(line[:width])


def _format_table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    columns = [[printable_line(text) for text in column] for column in zip(*rows, strict=True)]
    widths = [max(map(len, column)) for column in columns]
    for row in zip(*columns, strict=True):
        cells = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--times",
        action="store_true",
        help="list the time and the memory of the jobs of each step and plot instead",
    )


PLOTS = Command(
    name="plots",
    summary="list the plots: up to date, outdated and why, never drawn, failed or skipped",
    examples={
        "paraverse plots": "all plots, as the next run would find them",
        "paraverse plots --times": "how long the jobs took when they were last run",
    },
    run=_run,
    add_arguments=_add_arguments,
)
