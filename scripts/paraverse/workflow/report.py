"""Figures in the report of Snakemake."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

from snakemake.io import directory, report

from paraverse.plan.plan import Plan
from paraverse.plan.rules import MultiversePlot, UniversePlot


def reported_figures(plot: MultiversePlot) -> list[Any]:
    """Return the figures of a multiverse plot as outputs that the report shows.

    Parameters
    ----------
    plot
        The plot whose figures are reported.

    Returns
    -------
    list
        The paths, flagged by Snakemake's `report`.
    """
    labels = {"plot": plot.name}
    if not plot.drawing.formats:
        return [report(figure, category="multiverse", labels=labels) for figure in plot.figures]
    (folder,) = plot.figures
    patterns = [f"{{figure}}.{kind}" for kind in plot.drawing.formats]
    labels["figure"] = "{figure}"
    return [report(directory(folder), patterns=patterns, category="multiverse", labels=labels)]


def reported_folders(plan: Plan) -> list[Any]:
    """Return the folders with figures of universes, for the report to show their contents.

    Snakemake does not know figures of universes as outputs, but the report shows inputs, too. These
    folders are therefore inputs of the rule `all`, if they exist when the Snakefile is read.

    Parameters
    ----------
    plan
        The plan of the project.

    Returns
    -------
    list
        The paths of the folders that exist, flagged by Snakemake's `report`.
    """
    return [
        report(
            plot.folder,
            patterns=_patterns(plot),
            category="universes",
            subcategory=plot.name,
            labels=_labels(plan),
        )
        for plot in plan.universe_plots
        if plot.is_target and os.path.isdir(plot.folder)
    ]


def _patterns(plot: UniversePlot) -> Sequence[str]:
    if plot.settings.drawing.formats:
        return [f"{{universe,[^/]+}}/{{figure,[^/]+}}.{k}" for k in plot.settings.drawing.formats]
    return [f"{{universe,[^/]+}}.{kind}" for kind in plot.settings.file_ext]


def _labels(plan: Plan) -> Callable[[Any], dict[str, str]]:
    def labels_of(wildcards: Any) -> dict[str, str]:
        """Return labels: the parameters of a universe, and the name of one of several figures."""
        labels = plan.labels(wildcards.universe)
        if hasattr(wildcards, "figure"):
            labels["figure"] = wildcards.figure
        return labels

    return labels_of
