"""Figures that were skipped or that failed, from the records of figures."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from paraverse.base.figure_record import FAILED, FigureRecord
from paraverse.plan.plan import Plan


def figure_warnings(plan: Plan) -> Iterator[tuple[str, str]]:
    """Iterate over warnings about the data that figures show.

    Yields
    ------
    str, str
        A plot and a message.
    """
    for record in _records(plan):
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
    for record in _records(plan):
        yield from record.skipped.items()


def failed_figures(plan: Plan) -> Iterator[tuple[str, str]]:
    """Iterate over the figures that failed without stopping their jobs, with the reasons.

    Yields
    ------
    str, str
        A plot, or a plot and a universe; and the error. Figures of universes that are incomplete
        are left out.
    """
    for record in _records(plan):
        for title, message in record.failed.items():
            if message.startswith(FAILED):
                yield title, message.removeprefix(FAILED)


def _records(plan: Plan) -> Iterator[FigureRecord]:
    paths = [plot.record for plot in plan.multiverse_plots]
    paths += [record for plot in plan.universe_plots for record in plot.records]
    for path in filter(os.path.exists, paths):
        with contextlib.suppress(OSError, ValueError):  # of another version
            yield FigureRecord.read(Path(path))
