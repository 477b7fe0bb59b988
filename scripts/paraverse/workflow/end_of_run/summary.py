"""The state of a project after a run: incomplete universes, skipped plots, warnings about data."""

from __future__ import annotations

from pathlib import Path

from paraverse.base.file_index import FileIndex
from paraverse.base.output_record import OutputRecord, record_path
from paraverse.base.printable import printable_line
from paraverse.errors import DamagedFileError, LoadError, list_some, pluralize
from paraverse.plan.plan import Plan
from paraverse.sweep.axis import format_point, hashable
from paraverse.sweep.batches import Batch
from paraverse.sweep.folders import describe_simulation_failure, simulation_failure
from paraverse.workflow.end_of_run.listing import MAX_LINES, format_list
from paraverse.workflow.end_of_run.records import failed_figures, figure_warnings, skipped_figures


def format_summary(plan: Plan) -> str | None:
    """Return the summary of a run.

    Returns
    -------
    str or None
        A line such as ``28 of 30 universes are complete.``, followed by a line for each incomplete
        universe; a line for each note about universes; a line for each figure that was skipped or
        that failed without stopping its job; and a line for each warning about the data that a
        figure shows. Also, that there is no plots file. None if there is nothing to say.
    """
    paragraphs = [_incomplete(plan), _notes(plan), _skipped(plan), _failed(plan), _warnings(plan)]
    return "\n".join(filter(None, [*paragraphs, _no_plots_file(plan)])) or None


def _no_plots_file(plan: Plan) -> str | None:
    file = plan.config.plots
    return None if Path(file).exists() else f"There are no plots yet: describe them in {file}."


def _skipped(plan: Plan) -> str | None:
    skipped = [f"{figure}: {reason}" for figure, reason in skipped_figures(plan)]
    if not skipped:
        return None
    heading = "These are skipped:" if len(skipped) > 1 else "This is skipped:"
    return format_list(heading, skipped, "; see logs/plot/")


def _failed(plan: Plan) -> str | None:
    failed = [f"{figure}: {reason}" for figure, reason in failed_figures(plan)]
    heading = "These failed, and their figures only state it (`raise_exc: false`):"
    return format_list(heading, failed, "; see logs/plot/") if failed else None


def _warnings(plan: Plan) -> str | None:
    warnings = [f"{plot}: {message}" for plot, message in figure_warnings(plan)]
    heading = "WARNING: figures show data that may mislead:"
    return format_list(heading, warnings, "; see logs/transform/") if warnings else None


def _incomplete(plan: Plan) -> str | None:
    reasons, unconverted = _reasons(plan)
    empty = _empty_points(plan)
    if not reasons and not empty:
        return None
    count = len(plan.universes)
    others = f", {unconverted} others were not converted" if unconverted else ""
    heading = f"{count - len(reasons) - unconverted} of {count} universes are complete{others}."
    incomplete = [f"{name}: {'; '.join(why)}" for name, why in reasons.items()]
    text = format_list(heading, incomplete, "; see logs/convert/")
    if empty:
        points = "; ".join(empty[:5]) + ("; …" if len(empty) > 5 else "")
        number = pluralize(len(empty), "point")
        line = printable_line(f"No universe is at {number} of the parameter space: {points}")
        text = f"{text}\n{line}"
    return text


def _reasons(plan: Plan) -> tuple[dict[str, tuple[str, ...]], int]:
    """Return what universes lack, by name, and how many others were not converted."""
    reasons: dict[str, tuple[str, ...]] = {}
    unconverted = 0
    for batch in plan.batches:
        stored = _stored_warnings(batch, plan.index)
        for universe in batch.universes:
            lacks = (stored or {}).get(universe.id, (*universe.errors, *universe.warnings))
            if stored is None and plan.simulation and plan.simulation.skips_failures:
                failure = simulation_failure(Path(plan.data_dir, universe.id))
                lacks = (describe_simulation_failure(universe.id, failure),) if failure else lacks
            if lacks:
                reasons[universe.id] = lacks
            elif stored is None:
                unconverted += 1
    return reasons, unconverted


def _stored_warnings(batch: Batch, index: FileIndex) -> dict[str, tuple[str, ...]] | None:
    """Return what the universes in the store of a batch lack; None if there is no such store."""
    record = OutputRecord.read(record_path(batch.store))
    if record is not None and not record.changed_outputs(index):
        return {name: tuple(record.lacks.get(name, ())) for name in record.sources}
    try:
        from paraverse.store.read.batch import BatchFile
    except ModuleNotFoundError:
        # With conda, packages of the rules need not be in Snakemake's own environment
        return {} if Path(batch.store).exists() else None
    try:
        with BatchFile(batch.store) as file:
            return {name: file.entry(name).warnings for name in file.ids}
    except DamagedFileError as error:
        return {universe.id: (str(error),) for universe in batch.universes}
    except (LoadError, OSError):
        return None  # missing, or of another version: the next run writes it again


def _notes(plan: Plan) -> str | None:
    universes: dict[str, list[str]] = {}
    for universe in plan.universes.values():
        for note in universe.notes:
            universes.setdefault(note, []).append(universe.id)
    notes = [f"{list_some(names)}: {note}" for note, names in universes.items()]
    if len(notes) > MAX_LINES:
        notes[MAX_LINES:] = [
            f"and {len(notes) - MAX_LINES} more; see `status` in results/universes"
        ]
    return "\n".join(map(printable_line, notes)) or None


def _empty_points(plan: Plan) -> list[str]:
    if plan.space is None or plan.config.simulate is not None:
        return []
    taken = {
        tuple(map(hashable, universe.values))
        for universe in plan.universes.values()
        if universe.values is not None
    }
    return [
        format_point(plan.space.dimensions, point.values)
        for point in plan.space.points()
        if tuple(map(hashable, point.values)) not in taken
    ]
