"""``paraverse tree`` prints the data tree of a project."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from paraverse.base.field_filter import FieldFilter
from paraverse.commands.command import Command
from paraverse.errors import ConfigError, pluralize
from paraverse.plan.plan import Plan
from paraverse.plan.project import plan_project


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "universes", nargs="*", help="universes to print instead of the first ones and the last"
    )
    parser.add_argument("--full", action="store_true", help="print all members of long groups")


def _run(options: argparse.Namespace) -> int:
    from paraverse.explore.data_tree import describe_project
    from paraverse.explore.tree_view import render_tree

    tree = describe_project(_plan_data(), options.universes)
    for line in render_tree(tree, condensed=not options.full):
        print(line)
    return 0


def _plan_data() -> Plan:
    """Return the plan; if the plots have mistakes, one that is not about them."""
    try:
        return plan_project()
    except ConfigError as error:
        plan = plan_project(needed=())
        count = pluralize(len(error.problems), "problem")
        print(
            f"The plots have {count} (see paraverse check), so fields that no plot uses are not "
            "marked.",
            file=sys.stderr,
        )
        return replace(plan, conversion=replace(plan.conversion, fields=FieldFilter()))


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
