"""Jobs that simulate universes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


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
