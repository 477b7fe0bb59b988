"""Functions of the rules that inspect a project and tidy it up, which print what they do."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from snakemake.io import IOFile

from paraverse.base.printable import printable_line
from paraverse.plan.plan import Plan
from paraverse.workflow.end_of_run.orphans import find_orphans, remove_results
from paraverse.workflow.project_in_workflow import ProjectInWorkflow


def orphans_of(workflow: Any, plan: Plan, project: ProjectInWorkflow) -> list[str]:
    """Return the files and folders of earlier runs that are no longer part of the project.

    Parameters
    ----------
    workflow
        Snakemake's workflow object.
    plan
        The plan of the project.
    project
        The project in the workflow.

    Returns
    -------
    list of str
        The paths, relative to the working directory.
    """
    is_recorded = is_recorded_by(workflow)
    with project.entered():
        orphans = find_orphans(plan, lambda path: is_recorded(project.path(path)))
    return list(map(project.path, orphans))


def is_recorded_by(workflow: Any) -> Callable[[str], bool]:
    """Return a function that returns whether Snakemake has a record of a file, by its path."""
    rule_of = workflow.persistence.rule
    return lambda path: rule_of(IOFile(path)) is not None


def remove_orphans(paths: Sequence[str], project: ProjectInWorkflow) -> None:
    """Remove files and folders that are no longer part of the project, and print their paths."""
    remove_results(paths, Path(project.path("results")))
    lines = [f"Removed {printable_line(path)}" for path in paths]
    with _until_nobody_reads():
        print(*(lines or ["There is nothing to remove."]), sep="\n")


def print_tree(plan: Plan, project: ProjectInWorkflow) -> None:
    """Print the data tree of the project."""
    from paraverse.explore.data_tree import describe_project
    from paraverse.explore.tree_view import render_tree

    with project.entered(), _until_nobody_reads():
        for line in render_tree(describe_project(plan)):
            print(line)


def draw_graphs(plan: Plan, project: ProjectInWorkflow) -> None:
    """Draw the transformation of each plot, and print the path of each drawing."""
    from paraverse.explore.graphs import draw_transformation, find_transforming_jobs

    for plot in find_transforming_jobs(plan):
        with project.entered():
            path = project.path(draw_transformation(plan, plot))
        with _until_nobody_reads():
            print(path, flush=True)


@contextlib.contextmanager
def _until_nobody_reads() -> Iterator[None]:
    """End quietly when whatever reads the standard output has ended, such as ``head``."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # What is printed later, and when Python ends, goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
