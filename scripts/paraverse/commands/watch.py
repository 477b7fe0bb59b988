"""``paraverse watch`` draws what has changed after each save, and shows it in the browser."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import webbrowser
from typing import NoReturn

from paraverse.base.printable import printable
from paraverse.commands.command import Command
from paraverse.errors import ParaverseError


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plots", nargs="*", metavar="PLOT", help="draw these plots only")
    parser.add_argument(
        "-c",
        "--cores",
        type=_number_of_cores,
        metavar="N",
        help="the number of jobs that run at the same time (default: as many as there are cores)",
    )
    parser.add_argument(
        "--port",
        type=int,
        default=0,
        help="the port of the page, such as for a tunnel by ssh (default: any that is free)",
    )
    parser.add_argument(
        "--no-browser",
        action="store_true",
        help="only print the paths of figures, and the address of the page",
    )


def _number_of_cores(text: str) -> str:
    if text != "all" and not (text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is neither a positive number nor 'all'")
    return text


def _run(options: argparse.Namespace) -> int:
    from paraverse.watch.board import Board
    from paraverse.watch.loop import ProjectWatch
    from paraverse.watch.runs import Runs
    from paraverse.watch.server import PageServer

    board = Board()
    try:
        server = PageServer(board, options.port)
    except OSError as error:
        raise ParaverseError(
            f"Port {options.port} cannot be used: {error.strerror}. Leave out `--port` for any "
            "that is free."
        ) from error
    cores = ["--cores", options.cores] if options.cores else []
    runs = Runs([*cores, "--quiet", "all"])
    watch = ProjectWatch(options.plots, board, runs, say=_say)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _exit)
    try:
        runs.start()
        server.start()
        _say(f"The figures are at {server.url} until you press Ctrl-C.")
        if not options.no_browser and _has_browser():
            webbrowser.open(server.url)
        watch.draw_for_ever()
    except KeyboardInterrupt:
        print(file=sys.stderr)
    finally:
        board.close()
        watch.stop()
        server.stop()
    return 0


def _say(text: str) -> None:
    if text:
        print(printable(text), flush=True)


def _exit(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)


def _has_browser() -> bool:
    """Return whether there is a browser with a window; one in this terminal would hide messages."""
    names = ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform in ("darwin", "win32") or any(map(os.environ.get, names))


WATCH = Command(
    name="watch",
    summary="draw what has changed after each save, and show it in the browser",
    examples={
        "paraverse watch": "all plots",
        "paraverse watch mean_energy": "one plot",
        "paraverse watch --no-browser": "print the paths of figures, for a viewer of your own",
    },
    run=_run,
    add_arguments=_add_arguments,
)
