"""Files of universes that change during a run."""

from __future__ import annotations

from pathlib import Path

from paraverse.workflow.end_of_run.changed_data import format_changed_data
from paraverse.workflow.end_of_run.outcome import EndedJob, Outcome
from support.plans import SIMULATED, MakePlan


def test_format_changed_data__names_files_that_were_converted(plan: MakePlan) -> None:
    made = plan()
    (batch,) = made.conversion.batches
    converted = Outcome(finished=[EndedJob(rule="convert", batch=batch)])
    made.conversion.versions(batch)
    assert format_changed_data(made, converted) is None
    with Path("data/sim_5/params.yml").open("a") as file:
        file.write("more: 1\n")
    message = format_changed_data(made, converted)
    assert message is not None
    assert message.startswith("1 file of universes has changed since this run began")
    assert "data/sim_5/params.yml" in message
    assert format_changed_data(made, Outcome(finished=[EndedJob(rule="walk", batch=batch)])) is None


def test_format_changed_data__not_of_simulations(plan: MakePlan) -> None:
    made = plan(config=SIMULATED)
    (batch,) = made.conversion.batches
    assert (
        format_changed_data(made, Outcome(finished=[EndedJob(rule="convert", batch=batch)])) is None
    )
