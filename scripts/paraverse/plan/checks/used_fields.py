"""Check that the universes and fields that plots read exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from paraverse.base.file_index import FileIndex
from paraverse.errors import Location, Problem, suggest
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.plan.reading.parsed_plot import ParsedPlot
from paraverse.plan.reading.used_fields import ALL_FIELDS, split_data_path
from paraverse.sweep.load_entries import LoadEntries, field_in_universe


def universe_path_problems(
    plot: ParsedPlot, universes: Sequence[UniverseFiles], group: str
) -> Iterator[Problem]:
    """Find paths in the data tree to universes that do not exist.

    Parameters
    ----------
    plot
        A multiverse plot.
    universes
        All universes.
    group
        The path of the group in the data tree that holds the universes.

    Yields
    ------
    Problem
        One for each path.
    """
    names = [universe.key for universe in universes]
    for path, keys in plot.selected_paths.items():
        universe, _ = split_data_path(path, group)
        if universe and universe not in names:
            message = f"There is no universe {universe!r}. {suggest(universe, names)}"
            yield Problem(plot.transformation.where(*keys), message)


def _is_below(path: str, group: str) -> bool:
    return path == group or not group or path.startswith(f"{group}/")


def _target_of(path: str, targets: Collection[str]) -> str | None:
    """Return the target whose files decide whether a field exists; None if there is none.

    It is the longest one that contains the field, or the field itself if there are targets in it.
    """
    if any(_is_below(target, path) for target in targets):
        return path
    return max((target for target in targets if _is_below(path, target)), key=len, default=None)


def _no_files(entries: LoadEntries, target: str) -> str:
    """Say which entries of the load configuration find no files."""
    of_target = {
        name: entry
        for name, entry in entries.of_universes.items()
        if _is_below(field_in_universe(entry), target)
    }
    names = " and ".join(f"`load.{name}`" for name in of_target)
    patterns = [repr(pattern) for entry in of_target.values() for pattern in entry.glob_str]
    return f"{names} finds no file that matches {' or '.join(patterns)}."


def missing_field_problems(
    used: Mapping[str, Location],
    entries: LoadEntries,
    universes: Sequence[UniverseFiles],
    index: FileIndex,
) -> Iterator[Problem]:
    """Find fields that plots read but no universe has.

    Parameters
    ----------
    used
        The fields that plots read, with their locations.
    entries
        The entries of the load configuration. A field that none of them loads does not exist.
    universes
        All universes. The names of fields are looked up in those of their HDF5 files that exist.
    index
        The index of files by content.

    Yields
    ------
    Problem
        One for each field.
    """
    loaders = {field_in_universe(entry): entry.loader for entry in entries.of_universes.values()}
    for path, location in used.items():
        if path == ALL_FIELDS:
            continue
        target = _target_of(path, loaders)
        if target is None:
            hint = suggest(path, loaders)
            message = f"No universe has {path!r}: `load` puts nothing there. {hint}"
            yield Problem(location, message)
        elif universes and not any(_is_below(f.target, target) for u in universes for f in u.files):
            yield Problem(location, f"No universe has {path!r}: {_no_files(entries, target)}")
        elif path != target and loaders[target].startswith("hdf5"):
            from paraverse.load.hdf5 import fields_if_absent  # imports h5py, which is slow

            files = [f.path for u in universes for f in u.files if f.target == target]
            names = fields_if_absent(files, path.removeprefix(f"{target}/"), index)
            if names:
                names_here = [f"{target}/{name}".strip("/") for name in names]
                hint = suggest(path, [*names_here, *(t for t in loaders if _is_below(t, target))])
                yield Problem(location, f"No universe has {path!r}. {hint}")
