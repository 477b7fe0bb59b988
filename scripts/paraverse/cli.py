"""Inspect a project without running it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from paraverse.base.printable import printable
from paraverse.errors import ParaverseError
from paraverse.plan.project import plan_project


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command ``paraverse``.

    Parameters
    ----------
    arguments
        The arguments after the name of the command; by default those of this process.

    Returns
    -------
    int
        The exit status: 0, or 1 after an error that the user can correct.
    """
    options = _parser().parse_args(arguments)
    os.chdir(options.directory)
    try:
        options.run(options)
    except ParaverseError as error:
        print(printable(str(error)), file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="paraverse", description=__doc__)
    parser.add_argument(
        "-d", "--directory", default=".", help="the project folder, with config/config.yaml in it"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    tree = commands.add_parser("tree", help="print the data tree: groups, fields, types, sizes")
    tree.add_argument(
        "universes", nargs="*", help="universes to print instead of the first ones and the last"
    )
    tree.add_argument("--full", action="store_true", help="print all members of long groups")
    tree.set_defaults(run=_print_tree)
    graph = commands.add_parser("graph", help="draw the transformation of a plot as SVG")
    graph.add_argument("plot")
    graph.add_argument(
        "-o", "--output", help="the file to write (default: results/graphs/PLOT.svg)"
    )
    graph.set_defaults(run=_draw_graph)
    return parser


def _print_tree(options: argparse.Namespace) -> None:
    from paraverse.explore.data_tree import describe_project
    from paraverse.explore.tree_view import render_tree

    tree = describe_project(plan_project(), options.universes)
    for line in render_tree(tree, condensed=not options.full):
        print(line)


def _draw_graph(options: argparse.Namespace) -> None:
    from paraverse.explore.graphs import draw_transformation

    print(draw_transformation(plan_project(), options.plot, options.output))
