"""Load a batch of universes and store it."""

from __future__ import annotations

import logging
from pathlib import Path

from paraverse.errors import LoadError
from paraverse.jobs import ConvertJob
from paraverse.load.load import load_universe
from paraverse.store.write import LoadedUniverse, write_batch
from paraverse.transform.registry import load_modules

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
    load_modules(job.settings.modules)
    universes = []
    failures = []
    for universe in job.universes:
        loaded = load_universe(universe.files, job.wanted, job.settings)
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
