"""Figures in the report of Snakemake."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from snakemake.io import directory, report
from snakemake.iocontainers import Wildcards

from paraverse.plan.building.rules import MultiversePlot, UniversePlot
from paraverse.plan.plan import Plan
from paraverse.workflow.project_in_workflow import ProjectInWorkflow
from paraverse.workflow.snakemake_internals import CREATE_REPORT, Method, wrap

GetLabels = Callable[[Any], dict[str, str]]

_ORDER = "\t\n "
"""White space that browsers do not show at the beginning of a text, in the order in which they sort
it."""


def reported_figures(
    plan: Plan, plot: MultiversePlot, project: ProjectInWorkflow, caption: str
) -> list[Any]:
    """Return the figures of a multiverse plot as outputs that the report shows.

    Parameters
    ----------
    plan
        The plan of the project.
    plot
        The plot whose figures are reported.
    project
        The project in the workflow. Figures of a module are in a category of their own.
    caption
        The template of the caption, relative to the file of the rule.

    Returns
    -------
    list
        The paths, flagged by Snakemake's `report`.
    """
    options = {"caption": caption, "category": _category("multiverse", project)}
    formats = plot.drawing.formats
    if not formats:
        return [
            report(file, **options, labels=_multiverse_labels(plan, plot, file))
            for file in plot.figures
        ]
    (folder,) = plot.figures
    patterns = [f"{{figure,[^/]+}}.{{format,{kind}}}" for kind in formats]
    labels = _multiverse_labels(plan, plot, folder)
    return [report(directory(folder), patterns=patterns, **options, labels=labels)]


def tell_when_reporting(workflow: Any) -> Callable[[], bool]:
    """Return a function that returns whether Snakemake is making a report.

    Parameters
    ----------
    workflow
        Snakemake's workflow object, while the Snakefile (or a module) is read.

    Returns
    -------
    callable
        The function, to call when the graph of jobs is built. It takes no arguments.
    """
    is_reporting = False

    def make(create_report: Method) -> Method:
        def create(*args: Any, **kwargs: Any) -> Any:
            nonlocal is_reporting
            is_reporting = True
            return create_report(*args, **kwargs)

        return create

    wrap(workflow, CREATE_REPORT, make)
    return lambda: is_reporting


def reported_folder(plan: Plan, plot: UniversePlot, project: ProjectInWorkflow) -> list[Any]:
    """Return the folder with the figures of a universe plot, for the report to show its contents.

    Snakemake does not know figures of universes as outputs, but the report shows inputs, too. The
    folder is therefore an input of the jobs that draw the plot, while a report is made.

    Parameters
    ----------
    plan
        The plan of the project.
    plot
        The plot.
    project
        The project in the workflow.

    Returns
    -------
    list
        The path of the folder, flagged by Snakemake's `report`; nothing if it does not exist.
    """
    if not os.path.isdir(project.path(plot.folder)):
        return []
    return [
        report(
            project.file(plot.folder),
            patterns=_patterns(plot),
            category=_category("universes", project),
            subcategory=plot.name,
            labels=_universe_labels(plan, plot),
        )
    ]


def described_universe_plots(plan: Plan) -> dict[str, str]:
    """Return the captions of universe plots, for the first page of the report.

    Snakemake renders a caption for each file, which takes minutes for the figures of a thousand
    universes.

    Parameters
    ----------
    plan
        The plan of the project.

    Returns
    -------
    dict of str to str
        The caption of each plot that has one, as reStructuredText, by the plot's name.
    """
    captions = {
        plot.swept or plot.name: plot.settings.drawing.caption for plot in plan.universe_plots
    }
    return {name: caption for name, caption in captions.items() if caption}


def in_order(labels: Iterable[str]) -> dict[str, str]:
    r"""Return labels with an invisible beginning that gives the order in which the report has them.

    The report sorts labels as text, so that 10 would come before 9.

    Parameters
    ----------
    labels
        Labels in order.

    Returns
    -------
    dict of str to str
        The labels to show, by label.

    Examples
    --------
    >>> in_order(["9", "10"])
    {'9': '\t9', '10': '\n10'}
    """
    names = list(dict.fromkeys(labels))
    width = next(n for n in itertools.count() if len(_ORDER) ** n >= len(names))
    codes = itertools.product(_ORDER, repeat=width)
    return {name: f"{''.join(code)}{name}" for name, code in zip(names, codes, strict=False)}


def _category(of: str, project: ProjectInWorkflow) -> str:
    # A colon would end the name of the link that Snakemake makes for each category
    return f"{project.module}, {of}" if project.module else of


def _patterns(plot: UniversePlot) -> Sequence[str]:
    formats = plot.settings.drawing.formats
    name = "{universe,[^/]+}/{figure,[^/]+}" if formats else "{universe,[^/]+}"
    return [f"{name}.{{format,{kind}}}" for kind in formats or plot.settings.file_ext]


def _multiverse_labels(plan: Plan, plot: MultiversePlot, file: str) -> GetLabels:
    def labels_of(wildcards: Any) -> dict[str, str]:
        """Return labels: the plot, its point if it has a sweep in it, the figure, its format."""
        labels = {"plot": plot.swept or plot.name}
        if plot.swept:
            points = [other.name for other in plan.multiverse_plots if other.swept == plot.swept]
            labels["point"] = in_order(points)[plot.name]
            labels["point"] = labels["point"].replace(f"{plot.swept}/", "").replace("~", " = ")
        if hasattr(wildcards, "figure"):
            return _finish(labels, plot.drawing.formats, wildcards)
        ending = os.path.splitext(file)[1][1:]
        return _finish(labels, plot.figures, Wildcards(fromdict={"format": ending}))

    return labels_of


def _universe_labels(plan: Plan, plot: UniversePlot) -> GetLabels:
    dimensions = plan.space.dimensions if plan.space else {}
    values = {**dimensions, "universe": tuple(plan.universes)}
    orders = {name: in_order(map(str, of_name)) for name, of_name in values.items()}
    formats = plot.settings.drawing.formats or plot.settings.file_ext

    def labels_of(wildcards: Any) -> dict[str, str]:
        """Return labels: the parameters of a universe, and the name of one of several figures."""
        labels = plan.labels(wildcards.universe)
        ordered = {name: orders[name].get(label, label) for name, label in labels.items()}
        return _finish(ordered, formats, wildcards)

    return labels_of


def _finish(labels: dict[str, str], formats: Sequence[str], wildcards: Any) -> dict[str, str]:
    """Return labels with what distinguishes the files of a plot."""
    if hasattr(wildcards, "figure"):
        labels["figure"] = wildcards.figure
    if len(formats) > 1:
        labels["format"] = wildcards.format
    # Snakemake would take what is in braces for a wildcard
    return {name: label.replace("{", "{\u2060") for name, label in labels.items()}
