"""Draw the figures of plots: from stored results, or for one universe after another."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from paraverse.errors import ParaverseError, PlotError, SkipPlot, TransformError, list_some
from paraverse.jobs import FigureSettings, UniversePlotJob
from paraverse.plot.figure.cache import FigureCache
from paraverse.plot.figure.draw import draw
from paraverse.plot.figure.outputs import Paths, figure_files
from paraverse.plot.figure.placeholder import draw_placeholder, draw_skipped
from paraverse.results.file import read_results
from paraverse.store.read.batch import BatchFile
from paraverse.transform.evaluation.evaluate import run
from paraverse.transform.language.graph import Graph
from paraverse.transform.language.job_graph import job_graph
from paraverse.user_code.importing import load_modules

log = logging.getLogger(__name__)

_OF_ONE_FIGURE: Mapping[str, Any] = {
    "axes.formatter.use_mathtext": True,
    "pdf.fonttype": 42,  # journals want fonts of this type
}
"""What is better to look at, and takes too long for each figure of many universes or each frame:
with formulas for ticks, a figure takes twice the time."""


def plot_multiverse(drawing: FigureSettings, data: str | Path, figures: Paths) -> None:
    """Draw a figure from stored results.

    Parameters
    ----------
    drawing
        How to draw it.
    data
        The results. If the transformation skipped the plot, the figure only says so.
    figures
        The file to draw, or one for each format. If drawing fails and the plot says
        ``raise_exc: false``, the figure only says so.
    """
    load_modules(drawing.plot_functions)
    better = {} if drawing.animation.get("enabled") else _OF_ONE_FIGURE
    style = {**better, **drawing.default_style}
    try:
        results = read_results(data, where=drawing.where)
        draw(dataclasses.replace(drawing, default_style=style), results, figures)
    except SkipPlot as skip:
        with figure_files(drawing, figures) as files:
            draw_skipped(files, drawing.plot, skip)
    except (PlotError, TransformError) as error:
        if drawing.raise_exc:
            raise
        _draw_failed(drawing, figures, drawing.plot, error)


def plot_universes(job: UniversePlotJob, store: str, figures: Sequence[str | Path]) -> None:
    """Draw the figures of a batch; one that fails does not keep the others from being drawn.

    The others are set aside in that case, and not drawn again in the next run. In the place of
    the figure of a universe that the store has no complete data of, there is one that says why;
    and in the place of any figure that fails, if the plot says ``raise_exc: false``.

    Parameters
    ----------
    job
        What to draw.
    store
        The batch.
    figures
        For each of the job's universes in turn a file, or one for each format, or a folder.

    Raises
    ------
    PlotError
        Naming each figure that could not be drawn, and why.
    """
    load_modules([*job.operations, *job.drawing.plot_functions])
    graph = job_graph(job)
    kept = FigureCache(job, store)
    formats = len(figures) // len(job.universes)
    drawn: list[str | Path] = []
    failed: dict[str, list[str]] = {}
    try:
        with BatchFile(store) as batch:
            for number, name in enumerate(job.universes):
                files = figures[number * formats : (number + 1) * formats]
                try:
                    if not kept.restore(files):
                        _plot_universe(job, graph, batch, name, files)
                    drawn += files
                except ParaverseError as error:
                    failed.setdefault(str(error), []).append(name)
        if failed:
            lines = [f"{job.drawing.plot}, {_named(u)}: {text}" for text, u in failed.items()]
            others = "The other figures are drawn; the next run draws only those that failed."
            raise PlotError("\n".join([*lines, *([others] if drawn else [])]))
    except BaseException:
        with contextlib.suppress(OSError):  # what went wrong first is what counts
            kept.set_aside(drawn)
        raise
    kept.remove()


def _named(universes: Sequence[str]) -> str:
    return f"universe{'s' if len(universes) > 1 else ''} {list_some(universes)}"


def _plot_universe(
    job: UniversePlotJob, graph: Graph, batch: BatchFile, name: str, files: Sequence[str | Path]
) -> None:
    title = f"{job.drawing.plot}, universe {name}"
    try:
        universe = batch.universe(name)
        given = {"dm": universe}
        where = job.drawing.where
        results = run(graph, given, job.tags, where, verbosity=job.verbosity)
        draw(job.drawing, results, files, universe, title)
    except SkipPlot as skip:
        with figure_files(job.drawing, files) as targets:
            draw_skipped(targets, title, skip)
    except ParaverseError as error:
        reasons = batch.reasons(name)
        if job.drawing.raise_exc and not reasons:
            raise
        _draw_failed(job.drawing, files, title, error, reasons)


def _draw_failed(
    drawing: FigureSettings,
    paths: Paths,
    title: str,
    error: ParaverseError,
    reasons: Sequence[str] = (),
) -> None:
    text = "\n".join(reasons) or f"failed: {error}"
    log.warning("%s: not drawn: %s\n%s", title, text, error)
    with figure_files(drawing, paths) as files:
        draw_placeholder(files, title, text)
