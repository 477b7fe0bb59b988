"""``paraverse graph`` draws the transformation of a plot."""

from __future__ import annotations

import argparse

from paraverse.commands.command import Command
from paraverse.errors import ConfigError
from paraverse.plan.project import plan_project


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plot", help="the name of the plot")
    parser.add_argument(
        "-o", "--output", help="the file to write (default: results/graphs/PLOT.svg)"
    )


def _run(options: argparse.Namespace) -> int:
    from paraverse.explore.graphs import draw_transformation

    try:
        plan = plan_project()
    except ConfigError:  # perhaps of other plots
        parts = options.plot.split("/")  # of the name of the plot, then of a point of its sweep
        plan = plan_project(needed=["/".join(parts[:end]) for end in range(1, len(parts) + 1)])
    print(draw_transformation(plan, options.plot, options.output))
    return 0


GRAPH = Command(
    name="graph",
    summary="draw the transformation of a plot as SVG",
    examples={"paraverse graph mean_energy": "write results/graphs/mean_energy.svg"},
    run=_run,
    add_arguments=_add_arguments,
)
