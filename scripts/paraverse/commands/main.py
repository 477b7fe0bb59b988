"""The program ``paraverse``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from paraverse.base.printable import printable
from paraverse.commands.check import CHECK
from paraverse.commands.command import Command
from paraverse.commands.graph import GRAPH
from paraverse.commands.schema import SCHEMA
from paraverse.commands.tree import TREE
from paraverse.errors import ParaverseError
from paraverse.plan.project import find_project

COMMANDS: Sequence[Command] = (CHECK, TREE, GRAPH, SCHEMA)


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
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        if command.in_project:
            os.chdir(options.directory or find_project(Path.cwd()))
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
    parser.add_argument(
        "-d",
        "--directory",
        metavar="FOLDER",
        help="the project, a folder with config/config.yaml in it (default: the working directory "
        "or the nearest folder above that is a project)",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for command in COMMANDS:
        command.add_to(commands)
    return parser
