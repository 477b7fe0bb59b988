"""A command of the program, as data from which the parser of the command line is made."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass


def no_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: the command has no arguments of its own."""


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
    """

    name: str
    summary: str
    examples: dict[str, str]
    run: Callable[[argparse.Namespace], int]
    add_arguments: Callable[[argparse.ArgumentParser], None] = no_arguments
    in_project: bool = True

    def add_to(self, commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        """Add the parser of the command to those of the others."""
        width = max(map(len, self.examples))
        lines = [f"  {line:<{width}}  {text}" for line, text in self.examples.items()]
        parser = commands.add_parser(
            self.name,
            help=self.summary,
            description=self.summary[:1].upper() + self.summary[1:] + ".",
            epilog="\n".join(["examples:", *lines]),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self.add_arguments(parser)
        parser.set_defaults(command=self)
