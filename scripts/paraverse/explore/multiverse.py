"""All universes of a project as one labeled object, for notebooks and scripts."""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paraverse.errors import LoadError, TransformError, list_some, suggest
from paraverse.explore.combined_fields import (
    combine_arrays,
    combine_tables,
    list_members,
    member_kind,
    stored_field,
)
from paraverse.explore.multiverse_text import (
    format_status,
    multiverse_html,
    multiverse_text,
)
from paraverse.explore.raw_files import RawMembers, find_raw_files
from paraverse.explore.stored_members import StoredOrRawMembers, open_batches
from paraverse.explore.universe_points import UniversePoints
from paraverse.load.members import Member
from paraverse.plan.building.sweep_conversion import SWEEP_STORE
from paraverse.store.read.batch import BatchFile, open_batch
from paraverse.store.universe import Universe

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

log = logging.getLogger(__name__)

LOG_FIELD = "log"
"""The field with the log of a universe, as the presets name it."""


def open_multiverse(path: str | Path = ".") -> Multiverse:
    """Open the stored universes of a project.

    Data are read when they are accessed. The working directory does not change, and several
    threads may use the result at the same time.

    Parameters
    ----------
    path
        The project's folder, or its folder ``results/universes``.

    Returns
    -------
    Multiverse
        A mapping from the paths of fields to arrays over the parameter space.

    Raises
    ------
    LoadError
        If nothing is stored there.
    DamagedFileError
        If a file of the store is damaged. Everything that reads data raises the error if these are
        damaged.

    Examples
    --------
    >>> import paraverse
    >>> mv = paraverse.open_multiverse(project)
    >>> mv["data/random_walk"].sizes
    Frozen({'max_step_size': 3, 'seed': 2, 'dim_0': 11})
    >>> mv["data/random_walk"].mean("seed").dims
    ('max_step_size', 'dim_0')
    >>> mv.universe(seed=1, max_step_size=0.1).id
    'sim_05'
    """
    folder = Path(path).resolve()
    if (folder.parent.name, folder.name) == ("results", "universes"):
        folder = folder.parents[1]
    return Multiverse(folder)


class Multiverse(Mapping[str, Any]):
    """All universes of a project: a mapping from the paths of fields to arrays.

    Fields that are not stored are read from the raw files if the project's configuration is there
    to locate them, which a warning in the log reports.

    Parameters
    ----------
    folder
        The project's folder, as an absolute path.

    Raises
    ------
    LoadError
        If nothing is stored there.
    DamagedFileError
        If a file of the store is damaged. Everything that reads data raises the error if these are
        damaged.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._raw_files = find_raw_files(folder)
        self._batch_by_universe = open_batches(folder, self._raw_files)
        self._single_values: tuple[str, ...] = ()
        if not self._batch_by_universe:
            raise LoadError(
                f"{folder} has no stored universes: run snakemake there, or name another folder."
            )

    def __getitem__(self, path: str) -> Any:
        """Combine a field of all universes.

        Parameters
        ----------
        path
            The path of the field in a universe, such as ``data/abm/mean_energy``.

        Returns
        -------
        xarray.DataArray or pandas.DataFrame
            The dimensions are the swept parameters, or ``universe`` if there are none, followed by
            those of the field. The values of missing universes are NaN. Tables, such as CSV files,
            become one data frame, whose index begins with the swept parameters.

        Raises
        ------
        LoadError
            If no universe has the field, or if it is a group or a mapping.
        TransformError
            If the arrays cannot be combined.
        """
        if not isinstance(path, str):
            raise LoadError(f"Takes the path of a field; found {path!r}. {suggest(path, self)}")
        path = path.strip("/")
        if stored_field(self._batches, path) is not None:
            return self._combine(path, self._batches)
        universes = [name for name in self._batch_by_universe if name in self._raw_universes]
        if self._raw_files is None or not universes:
            raise self._missing(path, was_searched=False)
        with self._raw_files.convert(universes, path) as store:
            batch = open_batch(store)
            if not any(path in batch.universe(name) for name in batch.ids):
                raise self._missing(path, was_searched=True)
            log.warning("%s is not stored: it was read from the raw files", path)
            return self._combine(path, [batch])

    def _missing(self, path: str, *, was_searched: bool) -> LoadError:
        """Say what is known of a path that no stored field has."""
        first, _, rest = path.partition("/")
        if first in self._batch_by_universe:
            inside = f"[{rest!r}]" if rest else ""
            return LoadError(
                f"{first!r} is a universe: read it by `universe({first!r}){inside}`. Here are "
                "fields of all universes."
            )
        if (self._folder / SWEEP_STORE).exists() and first in self.sweep:
            return LoadError(f"{path!r} belongs to the whole sweep: read it by `sweep[{path!r}]`.")
        if was_searched:
            return LoadError(f"There is no {path!r}. {suggest(path, self)}")
        return LoadError(
            f"{path!r} is not stored, and the raw files, which might have it, are not there. "
            f"{suggest(path, self)}"
        )

    def __iter__(self) -> Iterator[str]:
        """Iterate over the paths of the stored fields."""
        fields = (field for batch in self._batches for field in batch.fields)
        return iter(dict.fromkeys(field for field in fields if field))  # "" is the universe

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def universe(self, name: str | int | None = None, /, **parameters: Any) -> Universe:
        """Return one universe.

        Parameters
        ----------
        name
            The id of the universe, such as ``"sim_12"``, or its key in the data tree, such as
            ``12``. If None, `parameters` select it.
        parameters
            Values of parameters that only one universe has: swept ones, and those that depend on
            them.

        Returns
        -------
        Universe
            A mapping from paths to the members of the universe, which are read when they are
            accessed.

        Raises
        ------
        LoadError
            If no universe, or more than one, fits.
        """
        points = self._points
        id_ = points.find_by_name(str(name)) if name is not None else points.find_at(parameters)
        batch = self._batch_by_universe[id_]
        stored = batch.members(id_)
        raw: Mapping[str, Member] = {}
        if self._raw_files is not None and id_ in self._raw_universes:
            raw = RawMembers(self._raw_files, id_, stored)
        members = StoredOrRawMembers(stored, raw, id_)
        return Universe(members, id_, batch.entry(id_).parameters)

    def sel(self, **parameters: Any) -> Multiverse:
        """Return the universes with some values of parameters.

        Parameters
        ----------
        **parameters
            For each of some swept parameters, a value, a list of values, or a slice, which includes
            both of its ends. Fields do not have the dimension of a parameter with a single value.

        Returns
        -------
        Multiverse
            The universes as a mapping from the paths of fields to arrays.

        Raises
        ------
        LoadError
            If there is no such parameter or value, or no universe at such a point.

        Examples
        --------
        >>> mv = paraverse.open_multiverse(project)
        >>> few = mv.sel(seed=1, max_step_size=slice(0.1, 0.5))
        >>> few["data/random_walk"].sizes
        Frozen({'max_step_size': 2, 'dim_0': 11})
        """
        ids = self._points.select(parameters)
        if not ids:
            raise LoadError(f"No universe fits: {parameters}.")
        selected = copy.copy(self)
        for name in ("parameters", "status", "_points"):
            selected.__dict__.pop(name, None)
        selected._batch_by_universe = {id_: self._batch_by_universe[id_] for id_ in ids}
        single = (
            name
            for name, value in parameters.items()
            if name in self._points.dimensions and not isinstance(value, slice | list)
        )
        selected._single_values = (*self._single_values, *single)
        return selected

    def to_datatree(self) -> xr.DataTree:
        """Return all stored arrays as a tree.

        Returns
        -------
        xarray.DataTree
            A node for each group of fields. Tables and files of text are left out. A dimension that
            has another length than one of the same name in the same group, or above it, is renamed.
        """
        from paraverse.explore.datatree import to_datatree

        paths = [path for path in self if member_kind(self._batches, path) == "Array"]
        return to_datatree({path: self[path] for path in paths})

    @property
    def sweep(self) -> Universe:
        """Data that belong to the whole sweep, as a mapping from paths to members."""
        return open_batch(str(self._folder / SWEEP_STORE)).universe("sweep")

    @cached_property
    def parameters(self) -> pd.DataFrame:
        """The swept parameters, and those that depend on them: a row for each universe."""
        import pandas as pd

        rows = self._points.parameters
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis(index="universe")

    @cached_property
    def status(self) -> pd.Series:
        """For each universe ``complete``, or a list of what it lacks; then notes in parentheses."""
        import pandas as pd

        status = {
            name: format_status(batch, name) for name, batch in self._batch_by_universe.items()
        }
        return pd.Series(status, name="status").rename_axis("universe")

    def log(self, name: str | int) -> str:
        """Return the log of a universe.

        Parameters
        ----------
        name
            The id or the key of the universe.

        Returns
        -------
        str
            The contents of the log file that its simulation wrote.

        Raises
        ------
        LoadError
            If there is no such universe, or if it has no field ``log``.
        """
        return str(self.universe(name)[LOG_FIELD])

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    def __repr__(self) -> str:
        incomplete = int((~self.status.str.startswith("complete")).sum())
        return multiverse_text(
            self._points.dimensions, len(self.status), incomplete=incomplete, fields=list(self)
        )

    def _repr_html_(self) -> str:
        return multiverse_html(repr(self), self.parameters.assign(status=self.status))

    @property
    def _batches(self) -> list[BatchFile]:
        return list(dict.fromkeys(self._batch_by_universe.values()))

    @property
    def _raw_universes(self) -> Mapping[str, Any]:
        return self._raw_files.universes if self._raw_files is not None else {}

    @cached_property
    def _points(self) -> UniversePoints:
        return UniversePoints(self._batch_by_universe)

    def _combine(self, path: str, batches: Sequence[BatchFile]) -> Any:
        combine = combine_tables if member_kind(batches, path) == "Table" else combine_arrays
        try:
            return combine(path, batches, self._points, without=self._single_values)
        except TransformError:
            members = list_members(batches, path)
            if members is None:
                raise
        if not members:
            raise LoadError(f"There is no {path!r}. {suggest(path, self)}")
        raise LoadError(
            f"{path!r} is not an array, but has {list_some(members)}: read one of them, such as "
            f"{f'{path}/{members[0]}'!r}, or all of one universe."
        )
