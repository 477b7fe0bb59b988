"""Load a batch of universes and store it."""

from __future__ import annotations

import logging
from pathlib import Path

from paraverse.errors import LoadError
from paraverse.jobs import ConvertJob
from paraverse.load.isolated import load_universes
from paraverse.store.write import LoadedUniverse, write_batch

log = logging.getLogger(__name__)


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
        If universes lack what they cannot go without, naming all of them; or if a value cannot
        be stored.
    """
    universes = []
    failures = []
    all_loaded = load_universes(job.universes, job.wanted, job.settings)
    for universe, loaded in zip(job.universes, all_loaded, strict=True):
        failures += [f"{universe.id}: {text}" for text in (*universe.failures, *loaded.failures)]
        reasons = (*universe.reasons, *loaded.reasons)
        for reason in reasons:
            log.warning("%s: %s", universe.id, reason)
        parameters = dict(zip(job.dimensions, universe.values or (), strict=False))
        universes.append(
            LoadedUniverse(universe.id, universe.key, parameters, loaded.tree, reasons)
        )
    if failures:
        raise LoadError(
            "\n".join(failures) + "\nTo go on without, set `on_error: skip` at the entry of `load`."
        )
    write_batch(store, universes, job.compression)
