"""Batches of universes that one job simulates, if the configuration sets `simulate.batch_size`.

Which universes have to be simulated is known before Snakemake builds its graph of jobs, from the
records in their folders. Only these are divided into batches; each batch becomes a rule whose
outputs are the files of its universes. For Snakemake, the files are therefore the same as those of
single jobs: with another batch size, the next run finds them up to date, and a universe that failed
is in a batch with others that failed.

Jobs on a cluster read the Snakefile when some of the universes have been simulated, so they read
the batches from files.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from snakemake.cli import get_argument_parser

from paraverse.base.atomic import atomic_path
from paraverse.base.output_record import dependencies_digest
from paraverse.plan.building.simulation import Simulation, SimulationBatch
from paraverse.plan.plan import Plan
from paraverse.sweep.folders import is_unreadable, read_simulated
from paraverse.workflow.snakemake_internals import IS_PRODUCER, Method, wrap

FOLDER = Path(".paraverse", "simulation_batches")
"""Folder with a file for each batch, by the name of its rule."""

_MAX_AGE = 30 * 24 * 3600
"""Seconds after which no job can be waiting for a batch anymore."""


def batches_to_simulate(
    workflow: Any, plan: Plan, simulate: str = "simulate"
) -> tuple[SimulationBatch, ...]:
    """Return the batches of universes that have to be simulated.

    Parameters
    ----------
    workflow
        Snakemake's workflow object. In the main process of a run, universes are divided into
        batches; in its jobs, the batches are read.
    plan
        The plan of the project.
    simulate
        The name of the rule that simulates universes.

    Returns
    -------
    tuple of SimulationBatch
        The batches; empty if each universe has a job of its own.
    """
    simulation = plan.simulation
    if simulation is None or simulation.settings.batch_size == 1:
        return ()
    if not workflow.is_main_process:
        return tuple(_stored_batches(simulation))
    if is_forced(simulate, sys.argv):
        universes = {"forced": list(plan.universes)}
    else:
        universes = _by_reason(plan.universes, simulation)
    # Snakemake decides whether parameters count, but not for some universes of a batch only
    size = simulation.settings.batch_size
    batches = (batch for ids in universes.values() for batch in divide_evenly(ids, size))
    return tuple(batch for batch in batches if len(batch.universes) > 1)


def is_forced(rule: str, arguments: Sequence[str]) -> bool:
    """Return whether Snakemake is told to run all jobs of a rule.

    Parameters
    ----------
    rule
        The name of the rule.
    arguments
        The command line of Snakemake, which is read here because its settings are set later.

    Returns
    -------
    bool
        True for ``--forceall``, and for ``--forcerun`` with the rule.

    Examples
    --------
    >>> is_forced("simulate", ["snakemake", "--cores", "2", "-R", "convert", "simulate"])
    True
    >>> is_forced("simulate", ["snakemake", "--cores", "2", "--forcerun", "convert"])
    False
    """
    if not any(argument.startswith(("-F", "-R", "--force")) for argument in arguments):
        return False
    options, _ = get_argument_parser().parse_known_args(arguments[1:])
    return bool(options.forceall or rule in (options.forcerun or ()))


def _by_reason(universes: Iterable[str], simulation: Simulation) -> dict[str, list[str]]:
    by_reason: dict[str, list[str]] = {}
    for universe in universes:
        reason = _reason_to_simulate(universe, simulation)
        if reason is not None:
            by_reason.setdefault(reason, []).append(universe)
    return by_reason


def divide_evenly(universes: Sequence[str], size: int) -> Iterator[SimulationBatch]:
    """Divide universes into as few batches as possible, of about the same number.

    Parameters
    ----------
    universes
        The ids of the universes.
    size
        Largest number of universes in a batch.

    Yields
    ------
    SimulationBatch
        Consecutive universes.

    Examples
    --------
    >>> [batch.universes for batch in divide_evenly("abcdefg", 3)]
    [('a', 'b', 'c'), ('d', 'e'), ('f', 'g')]
    """
    count = -(-len(universes) // size)
    start = 0
    for index in range(count):
        end = start + -(-(len(universes) - start) // (count - index))
        yield SimulationBatch(tuple(universes[start:end]))
        start = end


def _reason_to_simulate(universe: str, simulation: Simulation) -> str | None:
    folder = Path(simulation.data_dir, universe)
    record = read_simulated(folder)
    if not all((folder / name).exists() for name in simulation.settings.outputs):
        return "missing"
    if record is None:
        return "without a record"
    if any(map(is_unreadable, record.changed_outputs(simulation.index, folder))):
        return "damaged"
    if record.failure and not simulation.skips_failures:
        return "failed"
    # Files that somebody has edited are used as they are
    is_outdated = record.depends_on != dependencies_digest(simulation.stated_dependencies)
    return "outdated" if is_outdated else None


def find_batches_at_once(workflow: Any, simulate: str, batches: Sequence[str]) -> None:
    """Let Snakemake look up the batch that writes a file.

    By itself, it matches the file with the outputs of a batch one by one, and prepares a job of the
    rule `simulate`, too, which it then discards in favor of the batch.

    Parameters
    ----------
    workflow
        Snakemake's workflow object in the main process, after the graph of jobs was prepared.
    simulate, batches
        The names of the rule for one universe, and of those for the batches of the run.
    """
    if workflow.dag_settings.allowed_rules:  # perhaps not all batches
        return
    of_batches: set[str] = set()

    def in_batch(files: set[str], _: Method) -> Method:
        return lambda file: file in files

    def not_in_batches(matches: Method) -> Method:
        return lambda file: file not in of_batches and matches(file)

    for batch in filter(workflow.is_rule, batches):
        rule = workflow.get_rule(batch)
        files = set(map(str, rule.products()))
        wrap(rule, IS_PRODUCER, partial(in_batch, files))
        of_batches |= files
    if of_batches and workflow.is_rule(simulate):
        wrap(workflow.get_rule(simulate), IS_PRODUCER, not_in_batches)


def store_batches(batches: Iterable[SimulationBatch]) -> None:
    """Store batches for jobs that read the Snakefile, and remove those of earlier runs."""
    for batch in batches:
        with atomic_path(FOLDER / f"{batch.rule}.json") as partial:
            Path(partial).write_text(json.dumps(batch.universes), encoding="utf-8")
    for file in FOLDER.glob("*.json"):
        with contextlib.suppress(OSError):  # another run removes it, too
            if file.stat().st_mtime < time.time() - _MAX_AGE:
                file.unlink()


def _stored_batches(simulation: Simulation) -> Iterator[SimulationBatch]:
    for file in sorted(FOLDER.glob("*.json")):
        with contextlib.suppress(OSError, ValueError):
            batch = SimulationBatch(tuple(json.loads(file.read_bytes())))
            # A batch of an earlier run may contain points that are no longer in the space
            if simulation.universes.keys() >= set(batch.universes):
                yield batch
