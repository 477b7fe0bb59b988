"""Draw the figures of plots: from stored results, or for one universe after another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from paraverse.errors import ParaverseError, PlotError
from paraverse.jobs import Drawing, UniversePlotJob
from paraverse.plot.figure import draw
from paraverse.results import read_results
from paraverse.store.read import Batch
from paraverse.transform.evaluate import run
from paraverse.transform.graph import Graph
from paraverse.transform.registry import load_modules


def plot_multiverse(drawing: Drawing, data: str | Path, figure: str | Path) -> None:
    """Draw a figure from stored results.

    Parameters
    ----------
    drawing
        How to draw it.
    data
        The results.
    figure
        The file to draw.
    """
    load_modules(drawing.plot_functions)
    draw(drawing, read_results(data), figure)


def plot_universes(job: UniversePlotJob, store: str, figures: Sequence[str]) -> None:
    """Draw the figures of a batch; one that fails does not keep the others from being tried.

    Parameters
    ----------
    job
        What to draw.
    store
        The batch.
    figures
        A file for each of the job's universes.

    Raises
    ------
    PlotError
        Naming each figure that could not be drawn, and why.
    """
    drawing = job.drawing
    load_modules([*job.operations, *drawing.plot_functions])
    graph = Graph.of(**job.sections, where=drawing.where).checked()
    failed = []
    with Batch(store) as batch:
        for name, figure in zip(job.universes, figures, strict=True):
            try:
                results = run(graph, {"dm": batch.universe(name)}, job.tags, drawing.where)
                draw(drawing, results, figure)
            except ParaverseError as error:
                failed.append(f"{drawing.plot}, universe {name}: {error}")
    if failed:
        raise PlotError("\n".join(failed))
