"""The raw files of a project, for fields that are not stored."""

from __future__ import annotations

import contextlib
import logging
import tempfile
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from paraverse.base.field_filter import FieldFilter
from paraverse.base.file_index import FileIndex
from paraverse.base.project_folder import CONFIG
from paraverse.config.anchor import anchor_paths
from paraverse.config.presets import apply_preset
from paraverse.config.read import read_config
from paraverse.errors import ConfigError, LoadError
from paraverse.jobs.convert import ConvertJob, LoadSettings
from paraverse.jobs.universe_files import SourceFile, UniverseFiles
from paraverse.load.hdf5 import describe_hdf5
from paraverse.load.members import Member
from paraverse.pipeline.convert import convert
from paraverse.plan.reading.read_sweep import read_sweep
from paraverse.store.lock import READ_LOCK
from paraverse.store.read.batch import BatchFile
from paraverse.sweep.batches import make_batches
from paraverse.sweep.load_entries import LoadEntries
from paraverse.sweep.space_entry import find_space_entry
from paraverse.yaml_io.configuration import read_yaml

log = logging.getLogger(__name__)

_SINGLE = (
    "fspath", "json", "plain_text", "text", "toml", "yaml", "yaml_to_object", "yml",
    "yml_to_object",
)  # fmt: skip
"""Loaders whose files are one member each."""


@dataclass(frozen=True, kw_only=True)
class RawFiles:
    """The raw files of all universes of a project.

    Attributes
    ----------
    universes
        The universes by id, with absolute paths of their files.
    stores
        The files of the store that belong to the current configuration, relative to the project.
        There may be older ones beside them.
    dimensions
        The swept parameters.
    coordinates
        The dimensions of each parameter that depends on swept ones, by its name.
    settings
        Settings of the loaders.
    are_simulated
        Whether the workflow simulates the universes.
    """

    universes: Mapping[str, UniverseFiles]
    stores: Sequence[str]
    dimensions: tuple[str, ...]
    coordinates: Mapping[str, tuple[str, ...]]
    settings: LoadSettings
    are_simulated: bool = False

    @contextlib.contextmanager
    def convert(self, universes: Sequence[str], field: str) -> Iterator[str]:
        """Load a field from the raw files of universes and store it in a temporary file.

        Universes without the field, and files that cannot be read, are left out.

        Parameters
        ----------
        universes
            The ids of the universes.
        field
            The path of the field.

        Yields
        ------
        str
            The file of the store. It is removed at the end of the context.
        """
        optional = tuple(_without_requirements(self.universes[name]) for name in universes)
        job = ConvertJob(
            universes=optional,
            dimensions=self.dimensions,
            coordinates=self.coordinates,
            fields=FieldFilter((field,)),
            settings=self.settings,
            are_simulated=self.are_simulated,
        )
        with tempfile.TemporaryDirectory() as folder:
            store = f"{folder}/raw.nc"
            # Other threads must not use the netCDF library while the process forks
            with READ_LOCK:
                convert(job, store)
            yield store


def find_raw_files(folder: Path) -> RawFiles | None:
    """Find the raw files of a project as its configuration describes them.

    Parameters
    ----------
    folder
        The project's folder.

    Returns
    -------
    RawFiles or None
        None if there is no valid configuration, for example because only the results of the
        project were copied.
    """
    file = folder / CONFIG
    if not file.exists():
        return None
    try:
        values = apply_preset(read_yaml(file).data or {})
        config, config_files, problems = read_config(values, [str(file)])
        if config is None:
            raise ConfigError(problems)
        config = anchor_paths(config, folder)
        entries = find_space_entry(LoadEntries.from_config(config.load), config.data_dir)
        sweep, problems = read_sweep(config, entries, config_files.where, FileIndex())
        if problems:
            raise ConfigError(problems)
    except ConfigError as error:
        log.warning("The raw files cannot be found: %s", error)
        return None
    if not sweep.universes:
        log.warning("The raw files cannot be found: no universes in %s", config.data_dir)
        return None
    dimensions = tuple(sweep.space.dimensions) if sweep.space else ()
    return RawFiles(
        universes={universe.id: universe for universe in sweep.universes},
        stores=[batch.store for batch in make_batches(sweep.universes, config)],
        dimensions=dimensions,
        coordinates=sweep.space.coordinate_dims if sweep.space else {},
        settings=LoadSettings(
            base=config.data_dir,
            labels=config.labels.settings,
            dimensions=dimensions,
            modules=tuple(config.loaders),
        ),
        are_simulated=config.simulate is not None,
    )


class RawMembers(Mapping[str, Member]):
    """The members of a universe from its raw files, each read when it is accessed.

    Parameters
    ----------
    raw_files
        The raw files of the project.
    universe
        The id of the universe.
    stored
        Paths of files that need not be read, as their content is stored; by default none.
    """

    def __init__(
        self, raw_files: RawFiles, universe: str, stored: Container[str] = frozenset()
    ) -> None:
        self._raw_files = raw_files
        self._universe = universe
        self._stored = stored

    def __getitem__(self, path: str) -> Member:
        if path in self._of_groups:
            return self._of_groups[path]
        return self._read(path)[path]

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    @cached_property
    def _paths(self) -> list[str]:
        paths = [path for file in self._files for path in _find_paths(file)]
        return list(dict.fromkeys([*paths, *self._of_groups]))

    @cached_property
    def _of_groups(self) -> dict[str, Member]:
        """The members of files that may be groups, such as tables, which must be read to know."""
        members: dict[str, Member] = {}
        for file in self._files:
            is_single = file.loader.startswith("hdf5") or file.loader in _SINGLE
            if not is_single and file.target not in self._stored:
                members |= self._read(file.target)
        return members

    @property
    def _files(self) -> Sequence[SourceFile]:
        return self._raw_files.universes[self._universe].files

    def _read(self, path: str) -> dict[str, Member]:
        """Read a member, and all members below it."""
        with self._raw_files.convert([self._universe], path) as store, BatchFile(store) as batch:
            return dict(batch.members(self._universe))


def _without_requirements(universe: UniverseFiles) -> UniverseFiles:
    files = tuple(replace(file, required=False) for file in universe.files)
    return replace(universe, files=files, errors=())


def _find_paths(file: SourceFile) -> Iterator[str]:
    if file.target:
        yield file.target
    if file.loader.startswith("hdf5"):
        with contextlib.suppress(LoadError):
            for description in describe_hdf5(file.path, report=lambda _: None):
                if description.path:
                    yield file.path_in_tree(description.path)
