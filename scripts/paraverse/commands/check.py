"""``paraverse check`` finds the mistakes in a project before anything runs."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from paraverse.base.printable import printable
from paraverse.commands.command import Command
from paraverse.commands.problem_report import format_problem
from paraverse.errors import pluralize

if TYPE_CHECKING:
    from paraverse.plan.full_check import Findings


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--conda",
        action="store_true",
        help="do not look for the packages that plots need: jobs run in conda environments",
    )


def _run(options: argparse.Namespace) -> int:
    from paraverse.plan.full_check import check_project

    findings = check_project(check_packages=not options.conda)
    for problem in findings.problems:
        print(format_problem(problem), end="\n\n")
    for remark in findings.remarks:
        print(printable(f"{remark.location}\n    Remark: {remark.message}"), end="\n\n")
    if findings.problems:
        print(_summarize(findings))
        return 1
    plots, universes = len(findings.plots), findings.universe_count
    print(f"No problems: {pluralize(plots, 'plot')}, {pluralize(universes, 'universe')}.")
    return 0


def _summarize(findings: Findings) -> str:
    """Return the number of problems and of the plots that have them, and the other files."""
    wrong = findings.wrong_plots
    of_plots = [pluralize(len(wrong), "plot")] if wrong else []
    subjects = [*of_plots, *findings.other_files]
    last = f" and {subjects.pop()}" if len(subjects) > 1 else ""
    return f"{pluralize(len(findings.problems), 'problem')} in {', '.join(subjects)}{last}"


CHECK = Command(
    name="check",
    summary="find all mistakes in the configuration, without running anything",
    examples={
        "paraverse check": "the project in this folder",
        "paraverse check --conda": "packages need not be installed in this environment",
    },
    run=_run,
    add_arguments=_add_arguments,
)
