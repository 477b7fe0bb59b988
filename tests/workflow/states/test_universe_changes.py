"""Universes that were changed; `tests/commands/test_explain.py` compares those of a real run."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from paraverse.base.atomic import atomic_path
from paraverse.base.output_record import record_outputs
from paraverse.workflow.states.universe_changes import UniverseChanges, find_universe_changes
from support.plans import MakePlan

STORE = "results/universes/sim_5.nc"


def jobs_that_read(stores: list[str]) -> Any:
    """Return jobs of which one has read some stores when it was last run, and none is needed."""
    return SimpleNamespace(
        all=[SimpleNamespace(output=["results/data/mean.nc"])],
        needed=[],
        persistence=SimpleNamespace(input=lambda output: stores),
    )


def test_find_universe_changes__compares_with_the_stores_that_were_read(plan: MakePlan) -> None:
    project = plan("")
    with atomic_path(STORE) as partial:
        open(partial, "w").close()
    record_outputs([STORE], [], sources={"sim_5": "a", "sim_6": "b", "gone": "c"})
    changes = find_universe_changes(jobs_that_read([STORE]), project, {"sim_5", "sim_7"})
    assert changes == UniverseChanges(added=("sim_7",), removed=("gone",), changed=())


def test_find_universe_changes__without_records_are_unknown(plan: MakePlan) -> None:
    changes = find_universe_changes(jobs_that_read([]), plan(""), {"sim_5"})
    assert changes == UniverseChanges(added=(), removed=(), changed=())
