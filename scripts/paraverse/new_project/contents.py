"""The fields of existing universes, from which the first plots are made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from paraverse.base.field_filter import FieldFilter
from paraverse.base.file_index import FileIndex
from paraverse.config.models import Config
from paraverse.jobs.convert import LoadSettings
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.load.isolated import apply_to_loaded
from paraverse.load.members import Array
from paraverse.load.universe import LoadResult
from paraverse.sweep.load_entries import LoadEntries
from paraverse.sweep.parameter_space import ParameterSpace
from paraverse.sweep.universes import find_existing_universes

MAX_NDIM = 4
"""Largest number of dimensions of a field that is a candidate for a plot."""

MAX_NAMES = 1000
"""Largest number of names along a dimension."""


@dataclass(frozen=True, kw_only=True)
class NameSource:
    """Source of a name for each value along a dimension.

    Attributes
    ----------
    name
        The name of the attribute or dataset, such as ``columns``.
    config
        The source of the coordinates, as in `labels` of the configuration.
    """

    name: str
    config: str | Mapping[str, str]


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
    is_combinable
        Whether universes can be combined: another one has it with the same shape, or it has
        coordinates by which it is aligned.
    names
        Sources of names along a dimension, by the number of this dimension.
    """

    path: str
    dims: tuple[str, ...]
    shape: tuple[int, ...]
    is_coordinate: bool
    is_constant: bool
    is_combinable: bool = True
    names: Mapping[int, NameSource] = field(default_factory=dict)


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
    candidates = complete or list(universes)
    fields: list[Field] = []
    problems: tuple[str, ...] = ()
    for universe in candidates[:3]:
        fields, problems = _read_fields(config, universe)
        if fields:
            break
    if fields and len(candidates) > 1:
        others = {field.path: field.shape for field in _read_fields(config, candidates[-1])[0]}
        fields = [
            replace(f, is_combinable=f.is_combinable or others.get(f.path) == f.shape)
            for f in fields
        ]
    return Contents(universes=universes, space=space, fields=fields, problems=problems)


def _read_fields(config: Config, universe: UniverseFiles) -> tuple[list[Field], tuple[str, ...]]:
    settings = LoadSettings(base=config.data_dir)
    ((fields, problems),) = apply_to_loaded(_describe, [universe], FieldFilter(), settings)
    return fields, problems


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
                is_combinable=bool(dims) and set(dims) <= member.coords.keys(),
                names=_find_names(path, member, tree),
            )
        )
    return fields


def _find_names(path: str, array: Array, tree: Mapping[str, Any]) -> dict[int, NameSource]:
    """Find lists of names as long as a dimension: attributes, and datasets of the same group."""
    lists = {key: NameSource(name=key, config={"attribute": key}) for key in array.attrs}
    candidates = [(source, array.attrs[key]) for key, source in lists.items()]
    group = path.rpartition("/")[0]
    for other, member in tree.items():
        above, _, name = other.rpartition("/")
        if above == group and isinstance(member, Array):
            candidates.append((NameSource(name=name, config=other), member.values))
    sources: dict[int, NameSource] = {}
    for source, values in candidates:
        if _are_names(values) and re.fullmatch(r"[A-Za-z]\w*", source.name):
            axes = [axis for axis, size in enumerate(array.values.shape) if size == len(values)]
            if axes:
                # Columns come last where a square has two dimensions of this length
                sources.setdefault(axes[-1], source)
    return sources


def _are_names(values: Any) -> bool:
    """Tell whether values are two or more different texts."""
    if np.ndim(values) != 1 or not 2 <= len(values) <= MAX_NAMES:
        return False
    texts = [v for v in values if isinstance(v, str | bytes | np.str_ | np.bytes_)]
    return len(texts) == len(values) == len(set(texts))


def _rises_evenly(values: np.ndarray) -> bool:
    if values.ndim != 1 or values.size < 2:
        return False
    steps = np.diff(values.astype(float))
    return bool(steps[0] != 0 and np.allclose(steps, steps[0], rtol=1e-6))
