"""A process that has imported Snakemake and starts a run of it, in a fork, at each request.

Starting Python, importing Snakemake and what makes the plan, and starting the fork server take
longer than drawing a figure anew. This process does all of this once. A run in a fork is otherwise
like any other: it reads the Snakefile and the project from the beginning, and leaves nothing.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from paraverse.pipeline.forkserver import client as fork_server
from paraverse.pipeline.forkserver.forked_program import start_program
from paraverse.watch.messages import Ended, encode_message

_MODULES = (
    "snakemake.cli",
    "snakemake.executors.local",
    "snakemake.script",
    "snakemake.storage",
    "paraverse.workflow.hooks",
    "paraverse.workflow.report",
    "paraverse.plan.gallery",
    "paraverse.load.formats.text",
    "paraverse.watch.reported_run",
    # Imported by Snakemake when it reads the Snakefile, and before the first script
    "smart_open",
    "packaging.version",
    "tomllib",
    "nbformat",
)
"""Modules that each run would import."""


def main() -> None:
    """Read requests from the standard input, and write messages to the standard output."""
    requests, messages = os.dup(0), os.dup(1)
    with open(os.devnull, "r+b", buffering=0) as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)  # all that jobs print
    fork_server.start()
    _prepare()
    for request in _read_requests(requests):
        fork_server.start()  # if it has ended
        status = _run(request, requests, messages)
        with contextlib.suppress(BrokenPipeError):  # the program has ended, and so will this one
            os.write(messages, encode_message(Ended(status=status)))
    fork_server.stop()


def _prepare() -> None:
    """Import and set up what each run would."""
    environment = dict(os.environ)
    os.environ.update(dict.fromkeys(fork_server.THREADS, "1"))  # threads cannot be forked
    for name in _MODULES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    importlib.import_module("snakemake.cli").get_argument_parser()  # it imports all plugins
    os.environ.clear()
    os.environ.update(environment)
    gc.freeze()  # otherwise the garbage collector copies all of it in each fork


def _read_requests(requests: int) -> Iterator[dict[str, Any]]:
    with open(requests, "rb", closefd=False) as lines:
        yield from map(json.loads, lines)


def _run(request: dict[str, Any], requests: int, messages: int) -> int:
    """Run Snakemake in a fork, and return its exit status; interrupt it if the program ends."""
    ended, alive = os.pipe()
    process = start_program(partial(_run_in_fork, request, messages, unused=(requests, ended)))
    os.close(alive)
    ready, _, _ = select.select([requests, ended], [], [])
    if ended not in ready:
        os.kill(process, signal.SIGINT)
    os.close(ended)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _run_in_fork(request: dict[str, Any], messages: int, *, unused: Sequence[int]) -> None:
    from paraverse.watch.reported_run import run_and_report

    for file in unused:
        os.close(file)
    run_and_report(request["arguments"], request["plots"], messages)


if __name__ == "__main__":
    main()
