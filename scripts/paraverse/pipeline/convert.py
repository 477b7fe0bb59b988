"""Load a batch of universes and store it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from paraverse.errors import LoadError
from paraverse.jobs import ConvertJob
from paraverse.load.isolated import apply_to_loaded
from paraverse.load.universe import LoadResult
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse

log = logging.getLogger(__name__)

Texts = tuple[str, ...]


def convert(job: ConvertJob, store: str | Path) -> None:
    """Load a batch of universes and store it as one file.

    Parameters
    ----------
    job
        The universes and the fields to store.
    store
        The netCDF file.

    Raises
    ------
    LoadError
        If universes lack required data, with the names of all of them, or if a value cannot be
        stored.
    """
    loaded = apply_to_loaded(partial(_write, job, store), job.universes, job.fields, job.settings)
    failures = []
    for universe, (more_reasons, more_failures) in zip(job.universes, loaded, strict=True):
        failures += [f"{universe.id}: {text}" for text in (*universe.errors, *more_failures)]
        for reason in (*universe.warnings, *more_reasons):
            log.warning("%s: %s", universe.id, reason)
    if failures:
        raise LoadError(
            "\n".join(failures) + "\nTo go on without, set `on_error: skip` at the entry of `load`."
        )


def _write(
    job: ConvertJob, store: str | Path, loaded: Sequence[LoadResult]
) -> list[tuple[Texts, Texts]]:
    """Store universes unless one has errors; return the warnings and errors of each."""
    pairs = list(zip(job.universes, loaded, strict=True))
    if not any(universe.errors or one.errors for universe, one in pairs):
        universes = [
            LoadedUniverse(
                id=universe.id,
                key=universe.key,
                parameters=dict(zip(job.dimensions, universe.values or (), strict=False)),
                tree=one.tree,
                warnings=(*universe.warnings, *one.warnings),
                notes=(*universe.notes, *one.notes),
            )
            for universe, one in pairs
        ]
        write_batch(store, universes, job.compression)
    return [(one.warnings, one.errors) for one in loaded]
