"""``paraverse tree`` prints the data tree of a project."""

from __future__ import annotations

import argparse

from paraverse.commands.command import Command
from paraverse.plan.project import plan_project


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "universes", nargs="*", help="universes to print instead of the first ones and the last"
    )
    parser.add_argument("--full", action="store_true", help="print all members of long groups")


def _run(options: argparse.Namespace) -> int:
    from paraverse.explore.data_tree import describe_project
    from paraverse.explore.tree_view import render_tree

    tree = describe_project(plan_project(), options.universes)
    for line in render_tree(tree, condensed=not options.full):
        print(line)
    return 0


TREE = Command(
    name="tree",
    summary="print the data tree: groups, fields, types and sizes",
    examples={
        "paraverse tree": "the first universes and the last",
        "paraverse tree --full sim_12": "everything in one universe",
    },
    run=_run,
    add_arguments=_add_arguments,
)
