"""The fields of existing universes, from which the first plots are made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from paraverse.base.field_filter import FieldFilter
from paraverse.base.file_index import FileIndex
from paraverse.config.models import Config
from paraverse.jobs import LoadSettings, UniverseFiles
from paraverse.load.isolated import apply_to_loaded
from paraverse.load.members import Array
from paraverse.load.universe import LoadResult
from paraverse.sweep.load_entries import LoadEntries
from paraverse.sweep.parameter_space import ParameterSpace
from paraverse.sweep.universes import find_existing_universes

_TIME = re.compile(r"(?i)t|times?|steps?|iterations?|generations?|x")

MAX_NDIM = 4
"""Largest number of dimensions of a field that is a candidate for a plot."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of numbers in a universe.

    Attributes
    ----------
    path
        The path of the field in the universe.
    dims
        The names of its dimensions.
    shape
        The length of each dimension.
    is_coordinate
        Whether it only rises or falls in equal steps, as times do.
    is_constant
        Whether all its values are the same.
    has_labels
        Whether its first dimension has coordinates.
    """

    path: str
    dims: tuple[str, ...]
    shape: tuple[int, ...]
    is_coordinate: bool
    is_constant: bool
    has_labels: bool


@dataclass(frozen=True, kw_only=True)
class Contents:
    """The universes that a `load` section reads, and their fields.

    Attributes
    ----------
    universes
        All universes, in order.
    space
        The parameter space; None if universes do not differ in any parameter.
    fields
        The fields of numbers that the first universe with data has.
    problems
        What cannot be read in this universe.
    """

    universes: Sequence[UniverseFiles]
    space: ParameterSpace | None
    fields: Sequence[Field]
    problems: Sequence[str]

    @property
    def without_point(self) -> list[UniverseFiles]:
        """The universes that cannot be combined with others."""
        return [] if self.space is None else [u for u in self.universes if u.values is None]


def read_sweep_of(config: Config) -> tuple[list[UniverseFiles], ParameterSpace | None]:
    """Find the universes of a configuration.

    Parameters
    ----------
    config
        The configuration.

    Returns
    -------
    universes : list of UniverseFiles
        The universes.
    space : ParameterSpace or None
        Their parameter space.
    """
    entries = LoadEntries.from_config(config.load)
    return find_existing_universes(config.data_dir, entries, FileIndex())


def read_contents(
    config: Config, universes: Sequence[UniverseFiles], space: ParameterSpace | None
) -> Contents:
    """Read the fields of the first universe that has data.

    Parameters
    ----------
    config
        The configuration.
    universes
        The universes.
    space
        Their parameter space.

    Returns
    -------
    Contents
        The universes with these fields.
    """
    count = max((len(universe.files) for universe in universes), default=0)
    complete = [u for u in universes if len(u.files) == count and u.values is not None]
    fields: list[Field] = []
    problems: tuple[str, ...] = ()
    for universe in (complete or universes)[:3]:
        settings = LoadSettings(base=config.data_dir)
        ((fields, problems),) = apply_to_loaded(_describe, [universe], FieldFilter(), settings)
        if fields:
            break
    return Contents(universes=universes, space=space, fields=fields, problems=problems)


def find_labels(main: Field, fields: Sequence[Field]) -> tuple[str, list[Field]]:
    """Find times or other coordinates for the first dimension of fields without labels.

    Parameters
    ----------
    main
        The field to draw.
    fields
        All fields of numbers.

    Returns
    -------
    path : str
        The path of the coordinates, which are in the same group; "" if there are none.
    labeled : list of Field
        The fields in this group that they fit, with the name of the coordinates as that of their
        first dimension.
    """
    group = main.path.rpartition("/")[0]
    beside = [field for field in fields if field.path.rpartition("/")[0] == group]
    names = {field.path: field.path.rpartition("/")[2] for field in beside}
    times = [
        field.path
        for field in beside
        if field.shape == main.shape[:1] and _TIME.fullmatch(names[field.path])
    ]
    if not times or not main.dims or main.dims[0] != "dim_0":
        return "", []
    fitting = [field for field in beside if field.dims[:1] == ("dim_0",)]
    fitting = [field for field in fitting if field.shape[:1] == main.shape[:1]]
    name = names[times[0]]
    return times[0], [replace(field, dims=(name, *field.dims[1:])) for field in fitting]


def _describe(results: Sequence[LoadResult]) -> list[tuple[list[Field], tuple[str, ...]]]:
    return [
        (list(_fields_of(result.tree)), (*result.errors, *result.warnings)) for result in results
    ]


def _fields_of(tree: Mapping[str, Any]) -> list[Field]:
    fields = []
    for path, member in tree.items():
        if not isinstance(member, Array):
            continue
        values = member.values
        if values.dtype.kind not in "iuf" or values.ndim > MAX_NDIM or values.size == 0:
            continue
        dims = tuple(member.dims or (f"dim_{axis}" for axis in range(values.ndim)))
        fields.append(
            Field(
                path=path,
                dims=dims,
                shape=values.shape,
                is_coordinate=_rises_evenly(values),
                is_constant=bool(np.all(values == values.flat[0])),
                has_labels=bool(values.ndim) and dims[0] in (member.coords or {}),
            )
        )
    return fields


def _rises_evenly(values: np.ndarray) -> bool:
    if values.ndim != 1 or values.size < 2:
        return False
    steps = np.diff(values.astype(float))
    return bool(steps[0] != 0 and np.allclose(steps, steps[0], rtol=1e-6))
