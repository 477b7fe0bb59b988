"""Jobs that simulate universes."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from paraverse.errors import ParaverseError


@dataclass(frozen=True, kw_only=True)
class SimulateJob:
    """Simulate one universe.

    Attributes
    ----------
    universe
        The name of the universe.
    parameters
        All its parameters, nested as in the parameter space.
    script
        The Python script to run; None if there is a command.
    command
        The command to run, with the fields ``{params}``, ``{folder}`` and ``{universe}``; None if
        there is a script.
    outputs
        The files to expect, relative to the universe's folder.
    skip_failure
        Whether a universe is left out if the program fails for it, so that all other jobs go on.
    """

    universe: str
    parameters: Mapping[str, Any]
    script: str | None
    command: str | None
    outputs: tuple[str, ...]
    skip_failure: bool = False


@dataclass(frozen=True, kw_only=True)
class SimulateBatchJob:
    """Simulate several universes, one after the other.

    Attributes
    ----------
    universes
        A job for each universe; all have the same program and the same outputs.
    """

    universes: tuple[SimulateJob, ...]


def command_line(command: str, params: str, folder: str, universe: str) -> str:
    """Fill in the fields of a command, quoted for the shell.

    Parameters
    ----------
    command
        The command of the configuration, with fields in braces.
    params, folder, universe
        The values of the fields.

    Returns
    -------
    str
        The command, for a shell.

    Raises
    ------
    ParaverseError
        If there are other fields or single braces.
    """
    fields = {"params": params, "folder": folder, "universe": universe}
    try:
        return command.format(**{name: shlex.quote(value) for name, value in fields.items()})
    except (LookupError, ValueError, AttributeError) as error:
        raise ParaverseError(
            f"The command cannot be filled in ({type(error).__name__}: {error}): {command}\n"
            "Its fields are {params}, {folder} and {universe}; other braces are doubled: {{ }}."
        ) from None
