"""The files of a universe that may hold its parameters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from paraverse.sweep.load_entries import LoadEntries
from paraverse.sweep.own_values import ParameterSource
from paraverse.sweep.parameter_files import reading_cost
from paraverse.sweep.source_files import MatchedFile


def parameter_sources(files: Sequence[MatchedFile], entries: LoadEntries) -> list[ParameterSource]:
    """List the files of a universe that may hold its parameters.

    Parameters
    ----------
    files
        The files of the universe.
    entries
        The entries of the load configuration.

    Returns
    -------
    list of ParameterSource
        The files that may be read, with the parameters in their paths.
    """
    return [
        ParameterSource(
            path=file.path,
            loader=entries.enabled[file.entry].loader,
            options=entries.enabled[file.entry].options,
            path_groups=file.path_groups,
        )
        for file in files
        if not file.problem
    ]


def absent_parameter_files(files: Sequence[MatchedFile], entries: LoadEntries) -> tuple[str, ...]:
    """List the parameter files that a universe lacks.

    Parameters
    ----------
    files
        The files of the universe.
    entries
        The entries of the load configuration.

    Returns
    -------
    tuple of str
        A message for each entry with a format for parameters, such as ``params.json is missing``.
    """
    existing = {file.entry for file in files}
    return tuple(
        f"{entry.glob_str[0].rpartition('/')[2]} is missing"
        for name, entry in entries.of_universes.items()
        if name not in existing and reading_cost(entry.loader) == 0
    )


def why_without_parameters(files: Sequence[MatchedFile], entries: LoadEntries) -> str:
    """Say why a universe has no parameters, although others have some.

    Parameters
    ----------
    files
        The files of the universe.
    entries
        The entries of the load configuration.

    Returns
    -------
    str
        The files that are missing, or that hold no parameters.
    """
    absent = absent_parameter_files(files, entries)
    if absent:
        return "; ".join(absent)
    costs = [(file, reading_cost(entries.enabled[file.entry].loader)) for file in files]
    names = [PurePath(file.path).name for file, cost in costs if cost is not None]
    return f"none in {', '.join(names)}" if names else "no file with parameters is loaded"
