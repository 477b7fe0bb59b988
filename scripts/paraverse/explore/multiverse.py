"""All universes of a project as one labelled object, for notebooks and scripts."""

from __future__ import annotations

import contextlib
import html
import logging
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import ConfigError, LoadError, ParaverseError, pluralize, suggest
from paraverse.jobs import CombinedField, ConvertJob, SourceFile, UniverseFiles
from paraverse.load.members import Member
from paraverse.pipeline.convert import convert
from paraverse.plan.plan import SWEEP_STORE, Plan
from paraverse.store.read.batch import BatchFile, open_batch
from paraverse.store.universe import Universe
from paraverse.sweep.parameter_space import grid_indices, hashable

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

log = logging.getLogger(__name__)

LOG = "log"
"""The field that holds a universe's log, as the presets name it."""


def open_multiverse(path: str | Path = ".") -> Multiverse:
    """Open what a project has stored of its universes; data are read when they are asked for.

    Parameters
    ----------
    path
        The project's folder, or its folder ``results/universes``.

    Raises
    ------
    LoadError
        If nothing is stored there.

    Examples
    --------
    ::

        mv = paraverse.open_multiverse("my_project")
        mv["data/abm/mean_energy"].mean("seed")
        mv.universe(seed=3, max_step_size=0.1)["data/random_walk"]
    """
    folder = Path(path).resolve()
    if (folder.parent.name, folder.name) == ("results", "universes"):
        folder = folder.parents[1]
    return Multiverse(folder)


class Multiverse(Mapping[str, "xr.DataArray"]):
    """All universes of a project: fields by path, over the swept parameters.

    Fields that are not stored are read from the raw files, as far as the project's configuration
    is there to say where these are; a message in the log says so.

    Parameters
    ----------
    folder
        The project's folder.

    Raises
    ------
    LoadError
        If nothing is stored there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._batch_of = _batches(folder, self._plan)
        if not self._batch_of:
            raise LoadError(
                f"{folder} has no stored universes: run snakemake there, or name another folder."
            )

    def __getitem__(self, path: str) -> xr.DataArray:
        """Combine a field of all universes.

        Returns
        -------
        xarray.DataArray
            Dimensions: the swept parameters, or ``universe`` where there are none; then the
            field's. Where a universe is missing it is NaN.

        Raises
        ------
        LoadError
            If no universe has the field.
        """
        from paraverse.transform.combine.dense import combine_dense

        if any(path in batch.fields for batch in self._batches):
            return combine_dense(self._combined(path), [batch.path for batch in self._batches])
        universes = tuple(self._files.values())
        if not universes:
            raise LoadError(f"There is no {path!r}. {suggest(path, self)}")
        log.warning("%s is not stored: it is read from the raw files", path)
        with tempfile.TemporaryDirectory() as folder:
            store = f"{folder}/raw.nc"
            job = self._convert_job(universes, FieldFilter((path,)))
            with contextlib.chdir(self._folder):
                convert(job, store)
            try:
                return combine_dense(self._combined(path), [store])
            except ParaverseError:
                raise LoadError(f"There is no {path!r}. {suggest(path, self)}") from None

    def __iter__(self) -> Iterator[str]:
        """Iterate over the stored fields."""
        return iter(dict.fromkeys(field for batch in self._batches for field in batch.fields))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def universe(self, name: str | int | None = None, /, **parameters: Any) -> Universe:
        """Return one universe.

        Parameters
        ----------
        name
            Its name or number.
        parameters
            Or a value for each swept parameter.

        Raises
        ------
        LoadError
            If there is none, or more than one, that fits.
        """
        found = self._named(str(name)) if name is not None else self._at(parameters)
        batch = self._batch_of[found]
        stored = batch.members(found)
        raw = _RawMembers(self, found) if found in self._files else {}
        members = _Layered(stored, raw, found)
        return Universe(members, found, batch.parameters(found))

    @property
    def sweep(self) -> Universe:
        """What belongs to the whole sweep."""
        return open_batch(str(self._folder / SWEEP_STORE)).universe("sweep")

    @cached_property
    def parameters(self) -> pd.DataFrame:
        """Swept parameters: a row for each universe, a column for each parameter."""
        import pandas as pd

        rows = {name: batch.parameters(name) for name, batch in self._batch_of.items()}
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis(index="universe")

    @cached_property
    def status(self) -> pd.Series:
        """For each universe ``complete``, or what it lacks."""
        import pandas as pd

        texts = {
            name: "; ".join(batch.reasons(name)) or "complete"
            for name, batch in self._batch_of.items()
        }
        return pd.Series(texts, name="status").rename_axis("universe")

    def log(self, name: str | int) -> str:
        """Return a universe's log."""
        return str(self.universe(name)[LOG])

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name}: {len(values)}" for name, values in self._dimensions.items())
        fields = [f"    {field}" for field in self]
        shown = fields if len(fields) <= 20 else [*fields[:18], f"    … ({len(fields) - 18} more)"]
        lacking = int((self.status != "complete").sum())
        return "\n".join(
            [
                f"<Multiverse of {pluralize(len(self._batch_of), 'universe')} ({sizes})>",
                *(
                    [f"Not complete: {pluralize(lacking, 'universe')}, see .status"]
                    if lacking
                    else []
                ),
                "Stored fields:",
                *shown,
            ]
        )

    def _repr_html_(self) -> str:
        parameters = self.parameters.assign(status=self.status).to_html(max_rows=10, escape=True)
        return f"<pre>{html.escape(repr(self))}</pre>{parameters}"

    @property
    def _batches(self) -> list[BatchFile]:
        return list(dict.fromkeys(self._batch_of.values()))

    @cached_property
    def _plan(self) -> Plan | None:
        from paraverse.plan.project import CONFIG, plan_project

        if not (self._folder / CONFIG).exists():
            return None
        try:
            with contextlib.chdir(self._folder):
                return plan_project()
        except ConfigError as error:
            log.warning("Raw files cannot be found: %s", error)
            return None

    @cached_property
    def _files(self) -> dict[str, UniverseFiles]:
        """Where the raw files of universes are, as far as the configuration says it."""
        if self._plan is None:
            return {}
        return {name: u for name, u in self._plan.universes.items() if name in self._batch_of}

    def _convert_job(self, universes: Sequence[UniverseFiles], wanted: FieldFilter) -> ConvertJob:
        assert self._plan is not None
        job = self._plan.convert_job(self._plan.batches[0].name)
        optional = tuple(
            replace(u, files=tuple(replace(f, required=False) for f in u.files), failures=())
            for u in universes
        )
        return replace(job, universes=optional, wanted=wanted)

    @cached_property
    def _dimensions(self) -> dict[str, tuple[Any, ...]]:
        values: dict[str, dict[Any, Any]] = {}
        for name, batch in self._batch_of.items():
            for parameter, value in batch.parameters(name).items():
                values.setdefault(parameter, {}).setdefault(hashable(value), value)
        if not values:
            return {"universe": tuple(self._batch_of)}
        return {parameter: tuple(found.values()) for parameter, found in values.items()}

    def _combined(self, path: str) -> CombinedField:
        dimensions = self._dimensions
        places = []
        for name, batch in self._batch_of.items():
            parameters = batch.parameters(name)
            if parameters:
                places.append((name, [parameters[dimension] for dimension in dimensions]))
            elif list(dimensions) == ["universe"]:
                places.append((name, [name]))
        return CombinedField(path, [], dimensions, grid_indices(dimensions, places))

    def _named(self, name: str) -> str:
        if name in self._batch_of:
            return name
        keys = {key: found for found, batch in self._batch_of.items() for key in [batch.key(found)]}
        if name in keys:
            return keys[name]
        hint = suggest(name, [*self._batch_of, *keys])
        raise LoadError(f"There is no universe {name!r}. {hint}")

    def _at(self, parameters: Mapping[str, Any]) -> str:
        for name, value in parameters.items():
            if name not in self._dimensions:
                hint = suggest(name, self._dimensions)
                raise LoadError(f"There is no swept parameter {name!r}. {hint}")
            known = self._dimensions[name]
            if hashable(value) not in set(map(hashable, known)):
                shown = ", ".join(map(repr, known[:12]))
                raise LoadError(f"{value!r} is not a value of {name!r}. Its values: {shown}.")
        wanted = {name: hashable(value) for name, value in parameters.items()}
        found = [
            name
            for name, batch in self._batch_of.items()
            if wanted.items()
            <= {key: hashable(v) for key, v in batch.parameters(name).items()}.items()
        ]
        if len(found) != 1:
            names = ", ".join(found[:5]) + (", …" if len(found) > 5 else "")
            some = f"{len(found)} universes fit ({names})" if found else "No universe fits"
            raise LoadError(f"{some}: {parameters}. Swept are: {', '.join(self._dimensions)}.")
        return found[0]


class _RawMembers(Mapping[str, Member]):
    """Members of a universe from its raw files, each file read when something in it is needed."""

    def __init__(self, multiverse: Multiverse, name: str) -> None:
        self._multiverse = multiverse
        self._universe = multiverse._files[name]

    def __getitem__(self, path: str) -> Member:
        with tempfile.TemporaryDirectory() as folder:
            store = f"{folder}/raw.nc"
            job = self._multiverse._convert_job([self._universe], FieldFilter((path,)))
            with contextlib.chdir(self._multiverse._folder):
                convert(job, store)
            with BatchFile(store) as batch:
                return batch.members(self._universe.id)[path]

    def __contains__(self, path: object) -> bool:
        return path in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @cached_property
    def _names(self) -> list[str]:
        with contextlib.chdir(self._multiverse._folder):
            return [path for file in self._universe.files for path in _paths(file)]


class _Layered(Mapping[str, Member]):
    """Stored members, and those of the raw files that are not stored."""

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


def _batches(folder: Path, plan: Plan | None) -> dict[str, BatchFile]:
    """The store of each universe: those of the plan, or else the newest that has it."""
    if plan is not None:
        paths = [folder / batch.store for batch in plan.batches]
    else:
        files = (folder / "results" / "universes").glob("*.nc")
        paths = sorted(files, key=lambda path: path.stat().st_mtime)
    found: dict[str, BatchFile] = {}
    for path in paths:
        if path.exists():
            batch = open_batch(str(path))
            found.update(dict.fromkeys(batch.ids, batch))
    return found


def _paths(file: SourceFile) -> Iterator[str]:
    from paraverse.load.hdf5 import describe_hdf5

    yield file.target
    if file.loader.startswith("hdf5"):
        with contextlib.suppress(LoadError):
            for item in describe_hdf5(file.path, report=lambda _: None):
                if item.path:
                    yield f"{file.target}/{item.path}"
