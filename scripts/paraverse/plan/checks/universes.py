"""Remarks about universes that lack something, and about files of a few that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from paraverse.errors import LoadError, Location, Problem, pluralize
from paraverse.plan.reading.read import ProjectInputs
from paraverse.sweep.sample import sample_of

_MAX_REASONS = 3
"""Number of universes for which it is said what they lack."""


def universe_remarks(project: ProjectInputs) -> Iterator[Problem]:
    """Find incomplete universes, and HDF5 files that cannot be read among those of a few.

    Parameters
    ----------
    project
        The project.

    Yields
    ------
    Problem
        One with the incomplete universes, and one for each file.
    """
    from paraverse.load.hdf5 import describe_hdf5  # imports h5py, which is slow

    universes = project.sweep.universes
    incomplete = [universe for universe in universes if universe.errors or universe.warnings]
    if any(universe.values is not None for universe in universes) or project.sweep.space is None:
        reasons = [f"{u.id}: {'; '.join((*u.errors, *u.warnings))}" for u in incomplete]
        if reasons:
            count = f"{len(incomplete)} of {pluralize(len(universes), 'universe')}"
            more = len(reasons) - _MAX_REASONS
            lines = [*reasons[:_MAX_REASONS], *([f"and {more} more"] if more > 0 else [])]
            message = "\n      ".join([f"{count} will be incomplete:", *lines])
            yield Problem(Location(project.config.data_dir), message)
    for universe in sample_of(universes):
        for file in universe.files:
            if file.loader.startswith("hdf5") and Path(file.path).exists():
                try:
                    describe_hdf5(file.path, report=lambda _: None)
                except LoadError as error:
                    message = str(error).removeprefix(file.path).strip()
                    yield Problem(Location(file.path), f"{message[:1].upper()}{message[1:]}.")
