"""All universes of a project as one labeled object, for notebooks and scripts."""

from __future__ import annotations

import html
import logging
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paraverse.errors import LoadError, pluralize, suggest
from paraverse.explore.raw_files import RawFiles, RawMembers, find_raw_files
from paraverse.jobs import CombinedField
from paraverse.load.members import Member
from paraverse.plan.conversion import SWEEP_STORE
from paraverse.store.read.batch import BatchFile, open_batch
from paraverse.store.universe import Universe
from paraverse.sweep.axis import Axis, hashable
from paraverse.sweep.grid_indices import grid_indices

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

log = logging.getLogger(__name__)

LOG_FIELD = "log"
"""The field with the log of a universe, as the presets name it."""

_MAX_FIELDS = 20
"""Number of fields that a printed multiverse lists."""


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


class Multiverse(Mapping[str, "xr.DataArray"]):
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
        self._batch_by_universe = _open_batches(folder, self._raw_files)
        if not self._batch_by_universe:
            raise LoadError(
                f"{folder} has no stored universes: run snakemake there, or name another folder."
            )

    def __getitem__(self, path: str) -> xr.DataArray:
        """Combine a field of all universes.

        Parameters
        ----------
        path
            The path of the field in a universe, such as ``data/abm/mean_energy``.

        Returns
        -------
        xarray.DataArray
            The dimensions are the swept parameters, or ``universe`` if there are none, followed by
            those of the field. The values of missing universes are NaN.

        Raises
        ------
        LoadError
            If no universe has the field.
        """
        from paraverse.transform.combine.dense import combine_dense  # imports xarray

        if any(path in batch.fields for batch in self._batches):
            return combine_dense(self._combined_field(path), [b.path for b in self._batches])
        universes = [name for name in self._batch_by_universe if name in self._raw_universes]
        if self._raw_files is None or not universes:
            raise LoadError(f"There is no {path!r}. {suggest(path, self)}")
        log.warning("%s is not stored: it is read from the raw files", path)
        with self._raw_files.convert(universes, path) as store:
            field = self._combined_field(path)
            batch = open_batch(store)
            if not any(path in batch.universe(name) for name in batch.ids):
                raise LoadError(f"There is no {path!r}. {suggest(path, self)}")
            return combine_dense(field, [store])

    def __iter__(self) -> Iterator[str]:
        """Iterate over the paths of the stored fields."""
        return iter(dict.fromkeys(field for batch in self._batches for field in batch.fields))

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
            Values of swept parameters that only one universe has.

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
        id_ = self._find_by_name(str(name)) if name is not None else self._find_at(parameters)
        batch = self._batch_by_universe[id_]
        raw: Mapping[str, Member] = {}
        if self._raw_files is not None and id_ in self._raw_universes:
            raw = RawMembers(self._raw_files, id_)
        members = _StoredOrRawMembers(batch.members(id_), raw, id_)
        return Universe(members, id_, batch.parameters(id_))

    @property
    def sweep(self) -> Universe:
        """Data that belong to the whole sweep, as a mapping from paths to members."""
        return open_batch(str(self._folder / SWEEP_STORE)).universe("sweep")

    @cached_property
    def parameters(self) -> pd.DataFrame:
        """The swept parameters: a row for each universe, a column for each parameter."""
        import pandas as pd

        rows = {name: batch.parameters(name) for name, batch in self._batch_by_universe.items()}
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis(index="universe")

    @cached_property
    def status(self) -> pd.Series:
        """For each universe ``complete``, or a list of what it lacks; then notes in parentheses."""
        import pandas as pd

        status = {
            name: _format_status(batch, name) for name, batch in self._batch_by_universe.items()
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

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name}: {len(values)}" for name, values in self._dimensions.items())
        lines = [f"<Multiverse of {pluralize(len(self._batch_by_universe), 'universe')} ({sizes})>"]
        incomplete = int((~self.status.str.startswith("complete")).sum())
        if incomplete:
            lines.append(f"Not complete: {pluralize(incomplete, 'universe')}, see .status")
        fields = [f"    {field}" for field in self]
        if len(fields) > _MAX_FIELDS:
            omitted = len(fields) - _MAX_FIELDS + 2
            fields = [*fields[:-omitted], f"    … ({omitted} more)"]
        return "\n".join([*lines, "Stored fields:", *fields])

    def _repr_html_(self) -> str:
        parameters = self.parameters.assign(status=self.status).to_html(max_rows=10, escape=True)
        return f"<pre>{html.escape(repr(self))}</pre>{parameters}"

    @property
    def _batches(self) -> list[BatchFile]:
        return list(dict.fromkeys(self._batch_by_universe.values()))

    @property
    def _raw_universes(self) -> Mapping[str, Any]:
        return self._raw_files.universes if self._raw_files is not None else {}

    @cached_property
    def _dimensions(self) -> dict[str, tuple[Any, ...]]:
        """The values of each swept parameter; the ids of the universes if nothing is swept."""
        values: dict[str, dict[Any, Any]] = {}
        for name, batch in self._batch_by_universe.items():
            for parameter, value in batch.parameters(name).items():
                values.setdefault(parameter, {}).setdefault(hashable(value), value)
        if not values:
            return {"universe": tuple(self._batch_by_universe)}
        return {parameter: tuple(unique.values()) for parameter, unique in values.items()}

    def _combined_field(self, path: str) -> CombinedField:
        points: list[tuple[str, Sequence[Any]]] = []
        for name, batch in self._batch_by_universe.items():
            parameters = batch.parameters(name)
            if parameters:
                points.append((name, [parameters[dimension] for dimension in self._dimensions]))
            elif list(self._dimensions) == ["universe"]:
                points.append((name, [name]))
        return CombinedField(
            path=path,
            transform=[],
            dimensions=self._dimensions,
            grid_indices=grid_indices(self._dimensions, points),
        )

    def _find_by_name(self, name: str) -> str:
        if name in self._batch_by_universe:
            return name
        ids = {batch.key(id_): id_ for id_, batch in self._batch_by_universe.items()}
        if name in ids:
            return ids[name]
        hint = suggest(name, [*self._batch_by_universe, *ids])
        raise LoadError(f"There is no universe {name!r}. {hint}")

    def _find_at(self, parameters: Mapping[str, Any]) -> str:
        selected = {}
        for name, value in parameters.items():
            if name not in self._dimensions:
                hint = suggest(name, self._dimensions)
                raise LoadError(f"There is no swept parameter {name!r}. {hint}")
            values = self._dimensions[name]
            index = Axis(values).find(value)
            if index is None:
                listed = ", ".join(map(repr, values[:12]))
                raise LoadError(f"{value!r} is not a value of {name!r}. Its values: {listed}.")
            selected[name] = hashable(values[index])
        matches = [
            name
            for name, batch in self._batch_by_universe.items()
            if selected.items()
            <= {key: hashable(v) for key, v in batch.parameters(name).items()}.items()
        ]
        if len(matches) != 1:
            names = ", ".join(matches[:5]) + (", …" if len(matches) > 5 else "")
            count = f"{len(matches)} universes fit ({names})" if matches else "No universe fits"
            swept = ", ".join(self._dimensions)
            raise LoadError(f"{count}: {parameters}. The swept parameters are: {swept}.")
        return matches[0]


class _StoredOrRawMembers(Mapping[str, Member]):
    """The stored members of a universe, and those of its raw files that are not stored."""

    def __init__(
        self, stored: Mapping[str, Member], raw: Mapping[str, Member], universe: str
    ) -> None:
        self._stored = stored
        self._raw = raw
        self._universe = universe

    def __getitem__(self, path: str) -> Member:
        if path in self._stored:
            return self._stored[path]
        member = self._raw[path]
        log.warning("%s of %s is not stored: it is read from the raw files", path, self._universe)
        return member

    def __contains__(self, path: object) -> bool:
        return path in self._stored or path in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys([*self._stored, *self._raw]))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _format_status(batch: BatchFile, name: str) -> str:
    status = "; ".join(batch.warnings(name)) or "complete"
    notes = batch.notes(name)
    return f"{status} ({'; '.join(notes)})" if notes else status


def _open_batches(folder: Path, raw_files: RawFiles | None) -> dict[str, BatchFile]:
    """Open the store; return the file that holds each universe.

    Without a configuration, the newest file that holds a universe is used.
    """
    if raw_files is not None:
        paths = [folder / store for store in raw_files.stores]
    else:
        files = (folder / "results" / "universes").glob("*.nc")
        paths = sorted(files, key=lambda path: path.stat().st_mtime)
    batch_by_universe: dict[str, BatchFile] = {}
    for path in paths:
        if path.exists():
            batch = open_batch(str(path))
            batch_by_universe.update(dict.fromkeys(batch.ids, batch))
    return batch_by_universe
