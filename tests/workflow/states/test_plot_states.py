"""States of plots by the records of their figures; others are in `tests/commands/test_plots.py`."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from paraverse.base.figure_record import FigureRecord
from paraverse.workflow.end_of_run.records import figure_records
from paraverse.workflow.states.plot_states import find_state, plots_by_name
from support.plans import MakePlan

PLOTS = """\
each: {creator: universe, universes: all, plot_func: facet_grid, select: {data: params/seed}}
swept: !pspace
  creator: multiverse
  plot_func: facet_grid
  select_and_combine: {fields: {data: params}}
  bins: !sweep {default: 10, values: [10, 20]}
"""
UP_TO_DATE: Any = SimpleNamespace(outdated_count=0)


def test_plots_by_name__have_all_points_of_a_sweep(plan: MakePlan) -> None:
    plots = plots_by_name(plan(PLOTS))
    names = {name: [plot.name for plot in points] for name, points in plots.items()}
    assert names == {"swept": ["swept/bins~10", "swept/bins~20"], "each": ["each"]}


@pytest.mark.parametrize(
    ("record", "state"),
    [
        (FigureRecord(), ("up to date", "")),
        (FigureRecord(failed={"a": "no data\nat all"}), ("failed", "1 of 6 figures, no data")),
        (FigureRecord(skipped={"a": "too few"}), ("up to date", "skipped 1 of 6 figures, too few")),
        (FigureRecord(skipped=dict.fromkeys("abcdef", "too few")), ("skipped", "too few")),
    ],
)
def test_find_state__of_figures_that_state_why_they_show_nothing(
    plan: MakePlan, record: FigureRecord, state: tuple[str, str]
) -> None:
    plots = plots_by_name(plan(PLOTS))["each"]
    record.write(plan(PLOTS).universe_plots[0].records[0])
    assert list(figure_records(plots)) == [record]
    assert find_state(UP_TO_DATE, plots) == state
