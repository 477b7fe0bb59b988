"""``paraverse init`` writes a new project."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from paraverse.base.printable import printable_line
from paraverse.commands.command import Command
from paraverse.new_project.existing_data import PRESETS, recognize
from paraverse.new_project.write import check_folder, example_files, write_project


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", nargs="?", default=".", help="the folder of the project (default: this folder)"
    )
    parser.add_argument(
        "--from",
        dest="data",
        metavar="DATA",
        type=Path,
        help="existing output of simulations; by default, the project simulates an example",
    )
    parser.add_argument(
        "--preset",
        choices=sorted(PRESETS),
        help="the program that wrote DATA (default: recognized)",
    )


def _run(options: argparse.Namespace) -> int:
    folder = Path(options.folder)
    check_folder(folder)
    report: tuple[str, ...] = ()
    if options.data is None:
        files = example_files()
    else:
        recognized = recognize(options.data, folder, options.preset)
        files, report = recognized.files, recognized.report
    written = write_project(folder, files)
    for line in report:
        print(printable_line(line))
    print(f"Wrote {', '.join(written.new)}" + (f" in {folder}" if options.folder != "." else ""))
    if written.existing:
        print(f"Left as they are, because they exist: {', '.join(written.existing)}")
    print(f"Next: {_next_command(folder)}")
    return 0


def _next_command(folder: Path) -> str:
    """Return the command that runs the project, from this folder."""
    is_here = folder.resolve() == Path.cwd()
    return "paraverse run" if is_here else f"cd {shlex.quote(str(folder))} && paraverse run"


INIT = Command(
    name="init",
    summary="write a new project: an example, or one for existing data",
    examples={
        "paraverse init my_project": "a model, a sweep and two plots",
        "paraverse init my_project --from ../output": "for data that exist: looks at them first",
    },
    run=_run,
    add_arguments=_add_arguments,
    in_project=False,
)
