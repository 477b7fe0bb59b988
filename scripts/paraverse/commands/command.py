"""A command of the program, as data from which the parser of the command line is made."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass


def no_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: the command has no arguments of its own."""


def add_directory(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Add the option that names the project.

    Parameters
    ----------
    parser
        The parser of the program or of a command.
    default
        The value without the option.
    """
    parser.add_argument(
        "-d",
        "--directory",
        metavar="FOLDER",
        default=default,
        help="the project, a folder with config/config.yaml in it (default: the working directory "
        "or the nearest folder above that is a project)",
    )


@dataclass(frozen=True, kw_only=True)
class Command:
    """A command: ``paraverse NAME …``.

    Attributes
    ----------
    name
        The name, as it is typed.
    summary
        A phrase for the list of commands.
    examples
        Command lines that ``--help`` shows, each with a phrase that says what it does.
    run
        Carries out the command, in the folder of the project. It returns the exit status.
    add_arguments
        Adds the arguments to the parser of the command.
    in_project
        Whether the command needs a project. Its folder becomes the working directory.
    usage
        The first lines of ``--help``; by default, argparse writes them.
    passes_on
        Whether all arguments that it does not have itself are passed on to Snakemake. They are
        `options.passed_on`.
    """

    name: str
    summary: str
    examples: dict[str, str]
    run: Callable[[argparse.Namespace], int]
    add_arguments: Callable[[argparse.ArgumentParser], None] = no_arguments
    in_project: bool = True
    usage: str | None = None
    passes_on: bool = False

    def add_to(self, commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        """Add the parser of the command to those of the others."""
        width = max(map(len, self.examples))
        lines = [f"  {line:<{width}}  {text}" for line, text in self.examples.items()]
        parser = commands.add_parser(
            self.name,
            help=self.summary,
            usage=self.usage,
            description=self.summary[:1].upper() + self.summary[1:] + ".",
            epilog="\n".join(["examples:", *lines]),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=not self.passes_on,
        )
        add_directory(parser, default=argparse.SUPPRESS)
        self.add_arguments(parser)
        parser.set_defaults(command=self)
