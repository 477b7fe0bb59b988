"""The program ``paraverse``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from paraverse import __version__
from paraverse.base.printable import printable
from paraverse.commands.check import CHECK
from paraverse.commands.clean import CLEAN
from paraverse.commands.command import Command, add_directory
from paraverse.commands.explain import EXPLAIN
from paraverse.commands.graph import GRAPH
from paraverse.commands.init import INIT
from paraverse.commands.plots import PLOTS
from paraverse.commands.provenance import PROVENANCE
from paraverse.commands.run import RUN
from paraverse.commands.schema import SCHEMA
from paraverse.commands.tree import TREE
from paraverse.commands.watch import WATCH
from paraverse.errors import ParaverseError
from paraverse.plan.project import enter_project

COMMANDS: Sequence[Command] = (
    INIT, RUN, WATCH, PLOTS, EXPLAIN, PROVENANCE, CHECK, TREE, GRAPH, CLEAN, SCHEMA,
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program.

    Parameters
    ----------
    arguments
        The arguments after the name of the program; by default those of this process.

    Returns
    -------
    int
        The exit status: 0, or 1 after an error that the user can correct.
    """
    parser = _parser()
    options, passed_on = parser.parse_known_args(arguments)
    options.passed_on = passed_on
    command: Command = options.command
    if passed_on and not command.passes_on:
        parser.error(f"unrecognized arguments: {' '.join(passed_on)}")
    try:
        if command.in_project:
            enter_project(options.directory)
        return command.run(options)
    except ParaverseError as error:
        print(printable(str(error)), file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="paraverse", description="From a parameter sweep to figures."
    )
    parser.add_argument("--version", action="version", version=f"paraverse {__version__}")
    add_directory(parser)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for command in COMMANDS:
        command.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
