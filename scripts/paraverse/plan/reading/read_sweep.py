"""Read the universes of a sweep and their parameter space."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from paraverse.base.file_index import FileIndex
from paraverse.config.models import Config
from paraverse.errors import Location, Problem, value_or_problems
from paraverse.jobs.universe_files import SourceFile, UniverseFiles
from paraverse.sweep.inferred_space import UnknownDimensionError
from paraverse.sweep.load_entries import LoadEntries
from paraverse.sweep.parameter_space import ParameterSpace
from paraverse.sweep.source_files import EntryError
from paraverse.sweep.space_file import read_space
from paraverse.sweep.universes import (
    find_existing_universes,
    find_sweep_files,
    list_simulated_universes,
)


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """The universes of a project.

    Attributes
    ----------
    universes
        All universes, in the order of the parameter space, or of their names without one.
    space
        The parameter space, if there is one.
    files
        The files that belong to the whole sweep.
    is_readable
        Whether everything that determines the universes could be read.
    """

    universes: Sequence[UniverseFiles] = ()
    space: ParameterSpace | None = None
    files: tuple[SourceFile, ...] = ()
    is_readable: bool = False

    @property
    def ndim(self) -> int:
        """The number of dimensions of the parameter space; 0 without one."""
        return len(self.space.dimensions) if self.space else 0


def read_sweep(
    config: Config, entries: LoadEntries, where: Callable[..., Location], index: FileIndex
) -> tuple[Sweep, list[Problem]]:
    """Find the universes that exist, or list those that are simulated.

    Parameters
    ----------
    config
        The configuration.
    entries
        The entries of its `load` section.
    where
        Returns the location of a key of the configuration.
    index
        The index of files by content, which also holds the parameters of universes.

    Returns
    -------
    Sweep
        The universes. Empty if no entry loads files of universes, or if something is wrong.
    list of Problem
        Parameter spaces that cannot be read, entries that do not fit the files, dimensions that
        are no parameters.
    """
    if not entries.of_universes:
        return Sweep(), []
    universes: list[UniverseFiles] = []
    problems: list[Problem] = []
    try:
        if config.simulate is None:
            read = partial(
                find_existing_universes, config.data_dir, entries, index, settings=config.sweep
            )
            existing, problems = value_or_problems(read)
            universes, space = existing or ([], None)
        else:
            path = config.simulate.parameter_space
            location = where("simulate", "parameter_space")
            space, problems = value_or_problems(partial(read_space, path), location)
            if space is not None:
                outputs = config.simulate.outputs
                universes = list_simulated_universes(
                    space, entries, data_dir=config.data_dir, outputs=outputs
                )
        files = find_sweep_files(config.data_dir, entries)
    except EntryError as error:
        problem = Problem(where("load", error.entry, error.key), str(error))
        return Sweep(), [*problems, problem]
    except UnknownDimensionError as error:
        return Sweep(), [*problems, Problem(where("sweep", "dimensions"), str(error))]
    sweep = Sweep(universes=universes, space=space, files=files, is_readable=not problems)
    return sweep, problems
