"""List the universes of a sweep: those to simulate, or those in a folder."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from paraverse.base.file_index import FileIndex
from paraverse.base.point_names import format_point_name, wildcard_value
from paraverse.base.printable import printable_line
from paraverse.config.models import SweepSettings
from paraverse.jobs.universe_files import SourceFile, UniverseFiles
from paraverse.sweep.all_parameters import ParameterReader
from paraverse.sweep.inferred_space import infer_space
from paraverse.sweep.load_entries import LoadEntries
from paraverse.sweep.own_values import OwnValueFinder, OwnValues
from paraverse.sweep.parameter_files import Reader, read_parameters
from paraverse.sweep.parameter_sources import (
    absent_parameter_files,
    parameter_sources,
    why_without_parameters,
)
from paraverse.sweep.parameter_space import ParameterSpace
from paraverse.sweep.points import assign_inferred, assign_points, sort_by_name, with_coordinates
from paraverse.sweep.source_files import EntryError, MatchedFile, find_files, match_paths
from paraverse.sweep.space_file import read_space

log = logging.getLogger(__name__)


def list_simulated_universes(
    space: ParameterSpace, entries: LoadEntries, *, data_dir: str, outputs: Sequence[str]
) -> list[UniverseFiles]:
    """List the universes that the workflow simulates, one for each point of the space.

    Parameters
    ----------
    space
        The parameter space.
    entries
        The entries of the load configuration.
    data_dir
        The folder that holds the universes' folders, which need not exist yet.
    outputs
        The files that the simulation writes, relative to the folder of a universe.

    Returns
    -------
    list of UniverseFiles
        The universes, in the order of the space. Points with files that no entry loads are left
        out.

    Raises
    ------
    EntryError
        If the target of a file cannot be determined, or if two files have the same target.
    """
    names = list(space.dimensions)
    values = {format_point_name(names, point.values): point.values for point in space.points()}
    paths = (f"{name}/{output}" for name in values for output in outputs)
    by_key = _group_by_key(match_paths(paths, data_dir, entries))
    by_folder = {files[0].relative.split("/")[0]: (key, files) for key, files in by_key.items()}
    universes = []
    for name in values:
        if name in by_folder:
            key, files = by_folder[name]
            sources = _source_files(files, entries)
            universes.append(UniverseFiles(id=name, key=key, values=values[name], files=sources))
    return with_coordinates(universes, space)


def find_existing_universes(
    data_dir: str,
    entries: LoadEntries,
    index: FileIndex,
    *,
    settings: SweepSettings | None = None,
    read: Reader = read_parameters,
) -> tuple[list[UniverseFiles], ParameterSpace | None]:
    """Find the universes in a folder.

    Parameters
    ----------
    data_dir
        The folder.
    entries
        The entries of the load configuration.
    index
        The index of files by content, which holds the values that were read before.
    settings
        How to infer the parameter space if no file describes it; None for the defaults.
    read
        Reads the parameters in a file of a universe.

    Returns
    -------
    universes : list of UniverseFiles
        The universes, in the order of the parameter space, or of their names if there is none.
    space : ParameterSpace or None
        The space that a file of the sweep describes; without such a file, the space that is
        inferred from the parameters of the universes, or None if these do not differ.

    Raises
    ------
    ConfigError
        If the parameter space cannot be read.
    UnknownDimensionError
        If the settings name a dimension that is not a parameter.
    EntryError
        If the target of a file cannot be determined, if two files have the same target, or if no
        file at all matches a required entry.
    """
    files = list(find_files(data_dir, entries))
    _check_required(files, data_dir, entries)
    space = _read_space_among(files, entries)
    by_key = _group_by_key(files)
    names = _name_universes(by_key)
    universes = []
    for key, matched in by_key.items():
        failures, reasons = _report_missing(matched, entries)
        universes.append(
            UniverseFiles(
                id=names[key],
                key=key,
                values=None,
                files=_source_files(matched, entries),
                warnings=reasons,
                errors=failures,
            )
        )
    if space is not None:
        finder = OwnValueFinder(space, index, read)
        own = {u.id: _own_values(by_key[u.key], entries, finder) for u in universes}
        universes = assign_points(universes, own, space)
        return with_coordinates(universes, space), space
    sources = {u.id: parameter_sources(by_key[u.key], entries) for u in universes}
    parameters = ParameterReader(index, read).read_varying(sources)
    settings = settings or SweepSettings()
    inferred = infer_space(parameters, dimensions=settings.dimensions, ignore=settings.ignore)
    if inferred is None:
        return sort_by_name(universes), None
    without = {
        u.id: why_without_parameters(by_key[u.key], entries)
        for u in universes
        if u.id not in parameters
    }
    return assign_inferred(universes, inferred, without), inferred.space


def find_sweep_files(data_dir: str, entries: LoadEntries) -> tuple[SourceFile, ...]:
    """Find the files that belong to the whole sweep, except its parameter space.

    Parameters
    ----------
    data_dir
        The folder of the data.
    entries
        The entries of the load configuration.

    Returns
    -------
    tuple of SourceFile
        The files, in the order of the entries, one for each target.

    Raises
    ------
    EntryError
        If the target of a file cannot be determined, if two files have the same target, or if a
        file must not be read and its entry does not skip errors.
    """
    files = find_files(data_dir, entries, of_sweep=True)
    others = [file for file in files if file.entry != entries.space]
    for file in others:
        if file.problem and entries.enabled[file.entry].fails:
            raise EntryError(f"{file.path} {file.problem}.", file.entry, "glob_str")
        if file.problem:
            log.warning("%s %s; it is left out", file.path, file.problem)
    return _source_files(others, entries)


def _check_required(files: Sequence[MatchedFile], data_dir: str, entries: LoadEntries) -> None:
    with_files = {file.entry for file in files}
    for name, entry in entries.enabled.items():
        if files and entry.required and name not in with_files:
            message = f"No file below {data_dir!r} matches, and the entry is `required`."
            raise EntryError(message, name, "glob_str")


def _group_by_key(files: Iterable[MatchedFile]) -> dict[str, list[MatchedFile]]:
    by_key: dict[str, list[MatchedFile]] = {}
    for file in files:
        if file.key is not None:
            by_key.setdefault(file.key, []).append(file)
    return by_key


def _name_universes(by_key: Mapping[str, Sequence[MatchedFile]]) -> dict[str, str]:
    """Name universes after their folders, or by key where the folder is missing or not unique."""
    folders = {}
    for key, files in by_key.items():
        of_key = {file.folder for file in files}
        folders[key] = (of_key.pop() if len(of_key) == 1 else None) or key
    count = Counter(folders.values())
    return {
        key: wildcard_value(folder if count[folder] == 1 else key)
        for key, folder in folders.items()
    }


def _report_missing(
    files: Sequence[MatchedFile], entries: LoadEntries
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return messages about files that a universe lacks or that must not be read.

    The first are failures, the second ones are tolerated.
    """
    existing = {file.entry for file in files}
    failures: list[str] = []
    reasons: list[str] = []
    for name, entry in entries.of_universes.items():
        if name not in existing and (entry.required or entry.on_error):
            message = f"{entry.glob_str[0].rpartition('/')[2]} is missing"
            (failures if entry.fails else reasons).append(message)
    for file in files:
        if file.problem:
            fails = entries.enabled[file.entry].fails
            (failures if fails else reasons).append(f"{file.path} {file.problem}")
    return tuple(map(printable_line, failures)), tuple(map(printable_line, reasons))


def _source_files(files: Iterable[MatchedFile], entries: LoadEntries) -> tuple[SourceFile, ...]:
    sources: dict[str, SourceFile] = {}
    for file in files:
        if file.problem:
            continue
        entry = entries.enabled[file.entry]
        source = SourceFile(
            path=file.path,
            target=file.target,
            loader=entry.loader,
            options=entry.options,
            required=entry.fails,
        )
        other = sources.get(file.target)
        if other is not None and entry.load_as_attr:
            continue  # a mistake of its own, which the check of entries reports
        if other is not None and entry.exists_action == "raise":
            message = (
                f"{other.path} and {file.path} both go to {file.target!r}: choose another "
                "`target_path`, or an `exists_action`: skip or overwrite."
            )
            raise EntryError(message, file.entry, "target_path")
        if other is None or entry.exists_action.startswith("overwrite"):
            sources[file.target] = source
    return tuple(sources.values())


def _read_space_among(files: Sequence[MatchedFile], entries: LoadEntries) -> ParameterSpace | None:
    for file in files:
        if file.entry == entries.space:
            if file.problem:
                raise EntryError(f"{file.path} {file.problem}.", file.entry, "glob_str")
            return read_space(file.path, trusted=False)
    return None


def _own_values(
    files: Sequence[MatchedFile], entries: LoadEntries, finder: OwnValueFinder
) -> OwnValues:
    """Find the values of swept parameters in the files of a universe."""
    own = finder.find(parameter_sources(files, entries))
    absent = absent_parameter_files(files, entries)
    return replace(own, missing=(*absent, *own.missing)) if absent else own
