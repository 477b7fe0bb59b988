"""The summary at the end of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from paraverse.base.figure_record import FigureRecord
from paraverse.load.members import Array
from paraverse.plan.plan import Plan
from paraverse.store import FORMAT
from paraverse.store.write import new_file
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse
from paraverse.workflow.end_of_run.listing import MAX_LINES
from paraverse.workflow.end_of_run.summary import format_summary
from support.plans import EXISTING, UNIVERSES, MakePlan

PLOT = """\
mean:
  creator: multiverse
  plot_func: facet_grid
  kind: line
  select_and_combine: {fields: {data: params/seed}}
"""


def convert(plan: Plan, warnings: dict[str, tuple[str, ...]]) -> None:
    """Write the store of a plan, with warnings of some universes."""
    for batch in plan.batches:
        universes = [
            LoadedUniverse(
                id=universe.id,
                key=universe.key,
                parameters={},
                tree={"x": Array(np.zeros(1))},
                warnings=warnings.get(universe.id, ()),
            )
            for universe in batch.universes
        ]
        write_batch(batch.store, universes)


def test_format_summary__is_empty_if_all_is_complete(plan: MakePlan) -> None:
    project = plan(PLOT)
    assert format_summary(project) is None
    convert(project, {})
    assert format_summary(project) is None


def test_format_summary__without_a_plots_file(plan: MakePlan) -> None:
    project = plan(PLOT)
    Path(project.config.plots).unlink()
    message = f"There are no plots yet: describe them in {project.config.plots}."
    assert format_summary(project) == message


def test_format_summary__names_incomplete_universes_with_the_reason(plan: MakePlan) -> None:
    project = plan(PLOT)
    name, *others = project.universes
    convert(project, {name: ("data.h5 is missing", "sim.log is missing")})
    count = len(others) + 1
    assert format_summary(project) == (
        f"{count - 1} of {count} universes are complete.\n"
        f"  {name}: data.h5 is missing; sim.log is missing"
    )


def test_format_summary__counts_no_universe_that_was_not_converted(plan: MakePlan) -> None:
    folders = {**UNIVERSES, "sim_99": {"seed": 99}}
    project = plan(PLOT, f"{EXISTING}convert: {{batch_size: 4}}\n", universes=folders)
    count = len(folders)
    outside = "its point in the parameter space is not known: params.yml has no size"
    assert format_summary(project) == (
        f"0 of {count} universes are complete, {count - 1} others were not converted.\n"
        f"  sim_99: {outside}"
    )
    convert(project, {"sim_99": (outside,)})
    assert str(format_summary(project)).startswith(
        f"{count - 1} of {count} universes are complete."
    )


def test_format_summary__names_universes_that_are_placed_by_number(plan: MakePlan) -> None:
    config = EXISTING.replace("([^/]+)/params", r"sim_(\d+)/params")
    folders: dict[str, Any] = {**UNIVERSES, "sim_5": {}, "sim_9": {}}
    project = plan(PLOT, config, universes=folders)
    convert(project, {})
    assert format_summary(project) == (
        "sim_5, sim_9: placed by number, as params.yml has no size, seed"
    )


def test_format_summary__names_skipped_figures_with_the_reason(plan: MakePlan) -> None:
    project = plan(PLOT)
    (plot,) = project.multiverse_plots
    FigureRecord(skipped={"mean": "only one seed"}).write(plot.record)
    assert format_summary(project) == "This is skipped:\n  mean: only one seed"
    many = {f"mean {number}": "no data" for number in range(MAX_LINES + 3)}
    FigureRecord(skipped=many).write(plot.record)
    lines = str(format_summary(project)).splitlines()
    assert lines[0] == "These are skipped:"
    assert lines[-1] == "  and 3 more; see logs/plot/"
    assert len(lines) == MAX_LINES + 2


def test_format_summary__ignores_stores_of_other_versions(
    plan: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = plan(PLOT)
    with monkeypatch.context() as patch:
        patch.setattr(new_file, "FORMAT", FORMAT + 1)
        convert(project, dict.fromkeys(project.universes, ("no log",)))
    assert format_summary(project) is None


def test_format_summary__names_damaged_stores(plan: MakePlan) -> None:
    project = plan(PLOT)
    convert(project, {})
    Path(project.batches[0].store).write_bytes(b"")
    assert "is empty. Delete it" in str(format_summary(project))


def test_format_summary__repeats_warnings_about_data(plan: MakePlan) -> None:
    project = plan(PLOT)
    convert(project, {})
    (plot,) = project.multiverse_plots
    FigureRecord(warnings={"mean": ["units differ", "coordinates differ"]}).write(plot.record)
    assert format_summary(project) == (
        "WARNING: figures show data that may mislead:\n"
        "  mean: units differ\n"
        "  mean: coordinates differ"
    )
