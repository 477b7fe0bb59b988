"""The records of figures at the start and at the end of a run."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from paraverse.base.figure_record import FigureRecord, universe_record
from paraverse.plan.plan import Plan


def remove_false_records(plan: Plan) -> None:
    """Remove the records of batches that lack a figure, so that Snakemake plans these again.

    Snakemake does not know figures of universes as outputs, so it cannot notice missing ones.
    """
    for plot in plan.universe_plots:
        # Records first: a job that ends meanwhile writes its record after its figures
        records = _names_in(plot.record)
        batches = [batch for batch in plot.universes if f"{batch}.json" in records]
        names = _names_in(f"{plot.folder}/")
        for batch in batches:
            if not all(os.path.basename(path) in names for path in plot.paths(batch)):
                with contextlib.suppress(OSError):  # in the folder of somebody else
                    os.unlink(universe_record(plot.name, batch))


def _names_in(path: str) -> set[str]:
    """Return the names in the folder of a path, without looking at each file."""
    try:
        with os.scandir(os.path.dirname(path)) as entries:
            return {entry.name for entry in entries}
    except OSError:
        return set()


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


def _records(plan: Plan) -> Iterator[FigureRecord]:
    paths = [plot.record for plot in plan.multiverse_plots]
    paths += [record for plot in plan.universe_plots for record in plot.records]
    for path in filter(os.path.exists, paths):
        with contextlib.suppress(OSError, ValueError):  # of another version
            yield FigureRecord.read(Path(path))
