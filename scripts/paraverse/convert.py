"""Load a batch of universes and store it."""

from __future__ import annotations

from pathlib import Path

from paraverse.jobs import ConvertJob
from paraverse.load.load import load_universe
from paraverse.store.write import LoadedUniverse, write_batch


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
        If a required file cannot be read or a value cannot be stored.
    """
    loaded = []
    for universe in job.universes:
        values = universe.values or ()
        parameters = dict(zip(job.dimensions, values, strict=False))
        tree = load_universe(universe.files, job.wanted)
        loaded.append(LoadedUniverse(universe.id, universe.key, parameters, tree))
    write_batch(store, loaded)
