"""``paraverse plots`` lists the plots of a project and their states."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from paraverse.base.printable import printable_line
from paraverse.commands.command import Command
from paraverse.plan.plan import Plan

if TYPE_CHECKING:
    from paraverse.workflow.plot_states import PlotState


def _run(options: argparse.Namespace) -> int:
    # They import Snakemake
    from paraverse.workflow.in_process import inspect_workflow

    states = inspect_workflow(_find_states)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in _format_table(states):
        print(line[:width])
    if not states:
        print("There are no plots yet: describe them in config/plots.yaml.")
    return 0


def _find_states(workflow: Any, plan: Plan) -> list[PlotState]:
    from paraverse.workflow.in_process import build_jobs
    from paraverse.workflow.plot_states import plot_states

    if plan.plots:
        build_jobs(workflow, [plot.rule for plot in plan.plots])
    return plot_states(workflow, plan)


def _format_table(states: Sequence[PlotState]) -> Iterator[str]:
    rows = [(s.name, str(s.figures), s.text, s.comment) for s in states]
    if not rows:
        return
    rows.insert(0, ("PLOT", "FIGURES", "STATE", "COMMENT"))
    columns = [[printable_line(text) for text in column] for column in zip(*rows, strict=True)]
    widths = [max(map(len, column)) for column in columns]
    for row in zip(*columns, strict=True):
        cells = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


PLOTS = Command(
    name="plots",
    summary="list the plots: up to date, outdated and why, never drawn, failed or skipped",
    examples={"paraverse plots": "all plots, as the next run would find them"},
    run=_run,
)
