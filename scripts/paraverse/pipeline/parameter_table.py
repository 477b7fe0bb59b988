"""A table with a row for each universe: parameters, status and scalars."""

from __future__ import annotations

import csv
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from paraverse.base.atomic import atomic_path
from paraverse.errors import LoadError, list_some
from paraverse.jobs.parameter_table import ParameterTableJob
from paraverse.store.read.batch import BatchFile

log = logging.getLogger(__name__)


def write_parameter_table(job: ParameterTableJob, stores: Sequence[str], table: str | Path) -> None:
    """Write the table.

    Parameters
    ----------
    job
        The parameters and the scalars, which become columns.
    stores
        Files of the store with all universes.
    table
        The CSV file: the id of each universe (``universe``), the parameters, the ``status``
        (``complete`` or ``incomplete``), the ``reason``, and the scalars by their paths. A cell is
        empty where a universe has no value.
    """
    columns = ["universe", *job.parameters, "status", "reason", *job.scalars]
    others: dict[str, list[str]] = {}
    with atomic_path(table) as partial, open(partial, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(columns)
        for store in stores:
            with BatchFile(store) as batch:
                for id_ in batch.ids:
                    rows.writerow([*_row(job, batch, id_), *_scalars(job, batch, id_, others)])
    for message, ids in others.items():
        log.warning("%s in %s; the table has no value", message, list_some(ids))


def _row(job: ParameterTableJob, batch: BatchFile, id_: str) -> list[Any]:
    entry = batch.entry(id_)
    dependent = {name: value for name, (_, value) in entry.coordinates.items()}
    parameters = entry.parameters | dependent
    values = [parameters.get(name, "") for name in job.parameters]
    status = "incomplete" if entry.warnings else "complete"
    return [id_, *values, status, "; ".join(entry.warnings)]


def _scalars(
    job: ParameterTableJob, batch: BatchFile, id_: str, others: dict[str, list[str]]
) -> list[Any]:
    """Return the scalars of a universe; add those that are something else to `others`."""
    universe, scalars = batch.universe(id_), []
    for path in job.scalars:
        try:
            scalars.append(_scalar(universe[path]))
        except LoadError:  # there is no such field
            scalars.append("")
        except ValueError as error:
            scalars.append("")
            others.setdefault(f"{path} is not a scalar, but {error}", []).append(id_)
    return scalars


def _scalar(value: Any) -> Any:
    if hasattr(value, "values") and hasattr(value, "size"):  # an array
        if value.size != 1:
            raise ValueError(f"has the shape {tuple(value.shape)}")
        return value.values.item()
    if isinstance(value, bool | int | float | str | None):
        return value
    raise ValueError(f"a {type(value).__name__}")
