"""The command `paraverse`: look at a project without running it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from paraverse.errors import ParaverseError
from paraverse.plan.project import plan_of_project


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments
        Those of the command line by default.

    Returns
    -------
    int
        The exit status: 0, or 1 after an error that the user can mend.
    """
    parser = argparse.ArgumentParser(prog="paraverse", description=__doc__)
    parser.add_argument(
        "-d", "--directory", default=".", help="the project, with config/config.yaml in it"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    tree = commands.add_parser("tree", help="print the data tree: groups, fields, types, sizes")
    tree.add_argument("universes", nargs="*", help="those to show in place of the first and last")
    tree.add_argument("--full", action="store_true", help="everything, however long")
    tree.set_defaults(run=_tree)
    graph = commands.add_parser("graph", help="draw the transformation of a plot, as SVG")
    graph.add_argument("plot")
    graph.add_argument("-o", "--output", help="the file; by default results/graphs/PLOT.svg")
    graph.set_defaults(run=_graph)
    options = parser.parse_args(arguments)
    os.chdir(options.directory)
    try:
        options.run(options)
    except ParaverseError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
    return 0


def _tree(options: argparse.Namespace) -> None:
    from paraverse.explore.data_tree import data_tree, render

    plan = plan_of_project()
    for line in render(data_tree(plan, options.universes), condensed=not options.full):
        print(line)


def _graph(options: argparse.Namespace) -> None:
    from paraverse.explore.graphs import draw_graph

    print(draw_graph(plan_of_project(), options.plot, options.output))
