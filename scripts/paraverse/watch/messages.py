"""Messages of a run to the program that waits for it, as lines of JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, kw_only=True)
class Planned:
    """The plan of the project, as far as the program needs it.

    Attributes
    ----------
    plots
        The names of the plots that are drawn, in the order of the plots file. Each point of a plot
        with a sweep in it is a plot.
    data_dir
        The folder of the universes.
    files
        Files that the configuration names.
    is_simulated
        Whether the run writes the universes.
    """

    plots: list[str]
    data_dir: str
    files: list[str]
    is_simulated: bool


@dataclass(frozen=True, kw_only=True)
class RunProgress:
    """Jobs have ended.

    Attributes
    ----------
    done, total
        The number of jobs that have ended, and of all jobs of the run.
    """

    done: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Failed:
    """A job has failed. What it printed says why."""


@dataclass(frozen=True, kw_only=True)
class RunProblem:
    """A reason for which the run cannot start or go on."""

    text: str


@dataclass(frozen=True, kw_only=True)
class RunNote:
    """A warning at the end of the run, such as a list of incomplete universes."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Locked:
    """Another run of the project writes the same files."""


@dataclass(frozen=True, kw_only=True)
class Ended:
    """The run has ended.

    Attributes
    ----------
    status
        Its exit status, which is the negative number of a signal if one has ended it.
    """

    status: int


Message = Planned | RunProgress | Failed | RunProblem | RunNote | Locked | Ended

_KINDS = {
    kind.__name__: kind
    for kind in (Planned, RunProgress, Failed, RunProblem, RunNote, Locked, Ended)
}


def encode_message(message: Message) -> bytes:
    """Return a message as a line."""
    return json.dumps([type(message).__name__, asdict(message)]).encode() + b"\n"


def decode_message(line: bytes) -> Message:
    """Return the message of a line."""
    kind, values = json.loads(line)
    message: Message = _KINDS[kind](**values)
    return message
