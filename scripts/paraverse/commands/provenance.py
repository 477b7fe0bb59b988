"""``paraverse provenance`` says how a figure was made, and writes its project again."""

from __future__ import annotations

import argparse
import json
import shlex
import sys

from paraverse.base.printable import printable
from paraverse.commands.command import Command
from paraverse.errors import ProvenanceError
from paraverse.provenance.read import read_provenance
from paraverse.provenance.show import command_of, show


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a figure, or a netCDF file of results")
    parser.add_argument("--json", action="store_true", help="print everything, as JSON")
    parser.add_argument(
        "--extract",
        metavar="FOLDER",
        help="write the project from which the figure can be made again, into an empty folder",
    )
    parser.add_argument(
        "--data",
        metavar="PATH",
        help="with --extract: the folder of the universes, unless the project simulates them",
    )


def _run(options: argparse.Namespace) -> int:
    if options.data is not None and options.extract is None:
        raise ProvenanceError("--data needs --extract FOLDER: it is for the project written there.")
    document = read_provenance(options.file)
    if options.json and options.extract is None:
        print(json.dumps(document, indent=1))
        return 0
    try:
        if options.extract is not None:
            _extract(document, options.extract, options.data)
        else:
            print("\n".join(map(printable, show(document))))
    except BrokenPipeError:
        raise
    except (LookupError, TypeError, AttributeError, ValueError, OSError) as error:
        # Whatever somebody has written into a file
        message = f"{type(error).__name__}: {error}"
        raise ProvenanceError(
            f"{options.file}: its provenance cannot be used: {message}"
        ) from error
    return 0


def _extract(document: dict[str, object], folder: str, data: str | None) -> None:
    from paraverse.provenance.extract import data_folder, extract_project

    for line in extract_project(document, folder, data):
        print(printable(line), file=sys.stderr)
    print(f"Wrote the project of the figure to {folder}.")
    expected = data_folder(document)
    if expected is not None and data is None:
        link = shlex.quote(f"{folder}/{expected}")
        print("It reads universes that exist: link their folder, or copy it, for example by")
        print(f"    ln -s /path/to/the/universes {link}")
    print("To make the figure again, which runs the code that it carries:")
    print(f"    cd {shlex.quote(folder)}")
    print(f"    {printable(command_of(document))}")


PROVENANCE = Command(
    name="provenance",
    summary="say how a figure was made, from the figure alone, and write its project again",
    examples={
        "paraverse provenance results/figures/mean_energy.pdf": "what the figure carries",
        "paraverse provenance figure.png --extract again": "a project that makes it again",
        "paraverse provenance figure.png --extract again --data sweep": "the same, from data",
    },
    run=_run,
    add_arguments=_add_arguments,
    in_project=False,
)
