"""Which universes there are: those to simulate, or those that a folder holds."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from paramspace import ParamSpace

from paraverse.base.digest import digest
from paraverse.base.point_names import point_name
from paraverse.config.models import Config, LoadEntry
from paraverse.errors import ConfigError, LoadError, Location, Problem
from paraverse.jobs import SourceFile, UniverseFiles
from paraverse.sweep.load_entries import Entries
from paraverse.sweep.parameter_space import ParameterSpace, hashable
from paraverse.sweep.source_files import EntryError, FoundFile, assign_files, find_files
from paraverse.yaml_io.configuration import read_yaml
from paraverse.yaml_io.data import parse_yaml_data

SMALL = 32_768
"""Files up to this size, in bytes, are looked after by their content, but for HDF5 files."""

BATCH_BYTES = 2**31
"""Bytes of the files that one job reads, about, before batches get smaller."""


@dataclass(frozen=True)
class Batch:
    """Universes that one job handles."""

    name: str
    universes: tuple[UniverseFiles, ...]

    @property
    def store(self) -> str:
        """The file that holds them."""
        return f"results/universes/{self.name}.nc"


def read_space(path: str, *, trusted: bool = True) -> ParameterSpace:
    """Read a parameter space: a `!pspace`, or one under the key `parameter_space`.

    Parameters
    ----------
    path
        A YAML file.
    trusted
        Whether it is part of the configuration; if not, only paramspace's tags are read.

    Raises
    ------
    ConfigError
        If the file holds none.
    """
    file = read_yaml(path, trusted=trusted)
    found = file.data
    if isinstance(found, Mapping) and "parameter_space" in found:
        found = found["parameter_space"]
    if not isinstance(found, ParamSpace):
        message = "Holds no parameter space. Write `!pspace` before the parameters."
        raise ConfigError([Problem(Location(path, 1), message)])
    return ParameterSpace.of(found)


def simulated_universes(config: Config, space: ParameterSpace) -> list[UniverseFiles]:
    """List the universes of a space that the workflow simulates."""
    assert config.simulate is not None
    names = list(space.dimensions)
    values = {point_name(names, point.values): point.values for point in space.points()}
    paths = (f"{name}/{output}" for name in values for output in config.simulate.outputs)
    found = _by_key(assign_files(paths, config.data_dir, config.load))
    by_folder = {files[0].relative.split("/")[0]: (key, files) for key, files in found.items()}
    universes = []
    for name in values:
        if name in by_folder:
            key, files = by_folder[name]
            # All files of a universe come together: one of them is input enough
            made = _sources(config, files, made=True)
            hdf5 = (file for file in made if file.loader.startswith("hdf5"))
            declared = next(hdf5, made[0])
            sources = (f if f is declared else replace(f, content="simulated") for f in made)
            universes.append(UniverseFiles(name, key, values[name], tuple(sources)))
    return universes


def sweep_files(config: Config) -> list[SourceFile]:
    """Find the files that belong to the whole sweep, apart from its parameter space."""
    found = find_files(config.data_dir, config.load, of_sweep=True)
    return list(_sources(config, (f for f in found if not _holds_space(config.load[f.entry]))))


def existing_universes(config: Config) -> tuple[list[UniverseFiles], ParameterSpace | None]:
    """Find the universes that are in the data folder.

    Returns
    -------
    list of UniverseFiles
        In the order of the parameter space, or of their names where there is none.
    ParameterSpace or None
        The space that a file of the sweep describes.

    Raises
    ------
    ConfigError
        If the space cannot be read.
    EntryError
        If it cannot be told where a file goes, or if there is no file at all for an entry that
        requires one.
    """
    found = list(find_files(config.data_dir, config.load))
    with_files = {file.entry for file in found}
    for name, entry in config.load.items():
        if found and entry.enabled and entry.required and name not in with_files:
            message = f"No file below {config.data_dir!r} matches, and the entry is `required`."
            raise EntryError(message, name, "glob_str")
    space = _space_among(found, config)
    states = {str(p.state_no): p.values for p in space.points()} if space else {}
    by_key = _by_key(f for f in found if f.key is not None)
    names = _names(by_key)
    expected = Entries.of(config.load).of_universes
    universes = []
    for key, files in by_key.items():
        values = _place(files, config, space, states) if space else None
        sources = _sources(config, files)
        failures, reasons = _missing(expected, files)
        universes.append(UniverseFiles(names[key], key, values, sources, reasons, failures))
    universes.sort(key=lambda u: _rank(u, space))
    return (_placed_once(universes, space) if space else universes), space


def _names(by_key: Mapping[str, Sequence[FoundFile]]) -> dict[str, str]:
    """Names of universes: their folders', unless that is not one folder for each."""
    folders = {}
    for key, files in by_key.items():
        of_key = {file.folder for file in files}
        folders[key] = (of_key.pop() if len(of_key) == 1 else None) or key
    count = Counter(folders.values())
    return {key: folder if count[folder] == 1 else key for key, folder in folders.items()}


def _missing(
    expected: Mapping[str, LoadEntry], files: Sequence[FoundFile]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a universe should have and has not: failures, and reasons to go without."""
    there = {file.entry for file in files}
    failures: list[str] = []
    reasons: list[str] = []
    for name, entry in expected.items():
        if name not in there and (entry.required or entry.on_error):
            text = f"{entry.glob_str[0].rpartition('/')[2]} is missing"
            (failures if entry.fails else reasons).append(text)
    return tuple(failures), tuple(reasons)


def _placed_once(universes: Sequence[UniverseFiles], space: ParameterSpace) -> list[UniverseFiles]:
    """Take universes that are not in the space, or where another one is, out of it."""
    allowed = [frozenset(map(hashable, values)) for values in space.dimensions.values()]
    taken: dict[tuple[Any, ...], str] = {}
    found = []
    for universe in universes:
        reason = None
        if universe.values is None:
            reason = "its place in the parameter space is not known"
        else:
            point = tuple(map(hashable, universe.values))
            at = ", ".join(
                f"{n}={v}" for n, v in zip(space.dimensions, universe.values, strict=True)
            )
            if not all(value in axis for value, axis in zip(point, allowed, strict=True)):
                reason = f"outside the parameter space: {at}"
            elif point in taken:
                reason = f"at the same point as {taken[point]}: {at}"
            else:
                taken[point] = universe.id
        if reason:
            universe = replace(universe, values=None, reasons=(*universe.reasons, reason))
        found.append(universe)
    return found


def batches(universes: Sequence[UniverseFiles], size: int) -> list[Batch]:
    """Divide universes into batches that stay the same as far as possible when some come or go.

    Of the places where a batch may end it ends at the universe whose name has the least digest,
    not at a count from the first: a universe that is added changes the batch it falls into and
    perhaps the next, not all behind it.

    Parameters
    ----------
    universes
        In order.
    size
        Universes in a batch at most; they have at least half of it, but for the last.
    """
    found: list[Batch] = []
    start = 0
    while start < len(universes):
        end = len(universes)
        if end - start > size:
            ends = range(start + size - size // 2, start + size + 1)
            end = min(ends, key=lambda place: digest(universes[place].id))
        found.append(Batch(universes[start].id, tuple(universes[start:end])))
        start = end
    return found


def batch_size(universes: Sequence[UniverseFiles], are_ours: bool) -> int:
    """Return a batch size: large sweeps, large batches, unless universes are large.

    Parameters
    ----------
    universes
        All of them, in order.
    are_ours
        Whether the workflow simulates them: batches shall not depend on what is there already.
    """
    nbytes = 0 if are_ours or not universes else sum(map(_nbytes, universes[0].files))
    return _batch_size(len(universes), nbytes)


def _batch_size(count: int, nbytes: int) -> int:
    """Return a batch size for a number of universes and the bytes of one of them.

    Starting a job costs as much as handling some twenty universes, and with each that starts
    Snakemake looks at the files of all that wait; but a batch is also what is made again when one
    of its universes changes, what runs beside others, and what is in memory.

    Examples
    --------
    >>> [_batch_size(n, 10_000) for n in (1, 30, 100, 300, 3000, 30000)]
    [20, 20, 40, 80, 256, 256]
    >>> _batch_size(30000, 10_000_000)
    80
    """
    # The power of two keeps the size when another universe comes first, some bytes larger
    most = BATCH_BYTES // 2 ** nbytes.bit_length()
    size = 20
    while size * 4 < count and size * 2 <= most:
        size *= 2
    return min(size, 256)


def _nbytes(file: SourceFile) -> int:
    path = Path(file.path)
    return path.stat().st_size if path.is_file() else 0


def _by_key(found: Iterable[FoundFile]) -> dict[str, list[FoundFile]]:
    by_key: dict[str, list[FoundFile]] = {}
    for file in found:
        if file.key is not None:
            by_key.setdefault(file.key, []).append(file)
    return by_key


def _sources(
    config: Config, files: Iterable[FoundFile], *, made: bool = False
) -> tuple[SourceFile, ...]:
    sources: dict[str, SourceFile] = {}
    for file in files:
        entry = config.load[file.entry]
        is_declared = made or entry.loader.startswith("hdf5")
        content = None if is_declared else _content(file.path)
        source = SourceFile(
            file.path, file.target, entry.loader, entry.options, entry.fails, content
        )
        other = sources.get(file.target)
        if other is not None and entry.exists_action == "raise":
            message = (
                f"{other.path} and {file.path} both go to {file.target!r}: choose another "
                "`target_path`, or an `exists_action`: skip or overwrite."
            )
            raise EntryError(message, file.entry, "target_path")
        if other is None or entry.exists_action.startswith("overwrite"):
            sources[file.target] = source
    return tuple(sources.values())


def _content(path: str) -> str | None:
    # Each input file costs Snakemake milliseconds: its size is asked for whenever a job starts
    try:
        if os.path.getsize(path) <= SMALL:
            return hashlib.blake2b(Path(path).read_bytes(), digest_size=8).hexdigest()
    except OSError:
        pass  # there is none yet, or it is a folder
    return None


def _holds_space(entry: LoadEntry) -> bool:
    return "to_object" in entry.loader


def _space_among(found: Sequence[FoundFile], config: Config) -> ParameterSpace | None:
    for file in found:
        if file.key is None and _holds_space(config.load[file.entry]):
            return read_space(file.path, trusted=False)
    return None


def _place(
    files: Sequence[FoundFile],
    config: Config,
    space: ParameterSpace,
    states: Mapping[str, tuple[Any, ...]],
) -> tuple[Any, ...] | None:
    """A universe's own parameters say where it is; failing that, its number does."""
    for file in files:
        if config.load[file.entry].loader in ("yaml", "yml"):
            try:
                with open(file.path, "rb") as stream:
                    parameters = parse_yaml_data(stream.read())
            except (LoadError, OSError):
                continue
            values = space.values_in(parameters)
            if values is not None:
                return values
    number = re.sub(r"^0+(?=\d)", "", files[0].key or "")
    return states.get(number)


def _rank(universe: UniverseFiles, space: ParameterSpace | None) -> tuple[Any, ...]:
    natural = [
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in re.split(r"(\d+)", universe.id)
    ]
    if space is None or universe.values is None:
        return (1, [], natural)
    places = []
    for value, allowed in zip(universe.values, space.dimensions.values(), strict=True):
        places.append(allowed.index(value) if value in allowed else len(allowed))
    return (0, places, natural)
