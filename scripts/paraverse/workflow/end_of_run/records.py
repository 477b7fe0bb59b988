"""Figures that were skipped or that failed, from the records of figures."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from paraverse.base.figure_record import FAILED, FigureRecord
from paraverse.plan.building.rules import MultiversePlot, UniversePlot
from paraverse.plan.plan import Plan


def figure_records(plots: Sequence[MultiversePlot | UniversePlot]) -> Iterator[FigureRecord]:
    """Iterate over the records of the figures of some plots, as far as they were drawn.

    Parameters
    ----------
    plots
        The plots.

    Yields
    ------
    FigureRecord
        The record of a multiverse plot, or of a batch of a universe plot.
    """
    for plot in plots:
        for path in [plot.record] if isinstance(plot, MultiversePlot) else plot.records:
            with contextlib.suppress(OSError, ValueError):  # missing, or of another version
                yield FigureRecord.read(path)


def figure_warnings(plan: Plan) -> Iterator[tuple[str, str]]:
    """Iterate over warnings about the data that figures show.

    Yields
    ------
    str, str
        A plot and a message.
    """
    for record in figure_records(plan.plots):
        for plot, messages in record.warnings.items():
            for message in messages:
                yield plot, message


def skipped_figures(plan: Plan) -> Iterator[tuple[str, str]]:
    """Iterate over the figures that were skipped on purpose, with the reasons.

    Yields
    ------
    str, str
        A plot, or a plot and a universe; and the reason. The plan has the reason for plots that are
        not for this parameter space; the records of figures have it for those that a plot function
        or an operation skipped.
    """
    yield from plan.skipped.items()
    for record in figure_records(plan.plots):
        yield from record.skipped.items()


def failed_figures(plan: Plan) -> Iterator[tuple[str, str]]:
    """Iterate over the figures that failed without stopping their jobs, with the reasons.

    Yields
    ------
    str, str
        A plot, or a plot and a universe; and the error. Figures of universes that are incomplete
        are left out.
    """
    for record in figure_records(plan.plots):
        for title, message in record.failed.items():
            if message.startswith(FAILED):
                yield title, message.removeprefix(FAILED)
