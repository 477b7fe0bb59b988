"""The parameter space of universes that exist, inferred from their own parameters."""

from __future__ import annotations

import fnmatch
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from paramspace import ParamDim, ParamSpace

from paraverse.base.natural import natural_key
from paraverse.errors import ParaverseError, suggest
from paraverse.jobs.transform import ParameterCoordinate
from paraverse.sweep.all_parameters import Keys
from paraverse.sweep.coordinates import make_coordinate
from paraverse.sweep.dimensions import (
    POINT,
    Dimension,
    find_dimensions,
    find_dims,
    use_dimensions,
)
from paraverse.sweep.parameter_columns import MISSING, Column, make_columns
from paraverse.sweep.parameter_space import ParameterSpace


class UnknownDimensionError(ParaverseError):
    """A parameter that is to be a dimension and that not all universes have."""


@dataclass(frozen=True, kw_only=True)
class InferredSpace:
    """A parameter space with the point of each universe.

    Attributes
    ----------
    space
        The parameter space, with the parameters that depend on its dimensions.
    points
        The value of each universe along each dimension, by the id of the universe.
    coordinates
        The values of parameters that depend on the dimensions, by the id of the universe.
    """

    space: ParameterSpace
    points: Mapping[str, tuple[Any, ...]]
    coordinates: Mapping[str, Mapping[str, Any]]


def infer_space(
    parameters: Mapping[str, Mapping[Keys, Any]],
    *,
    dimensions: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> InferredSpace | None:
    """Infer the parameter space in which universes differ.

    Parameters
    ----------
    parameters
        The parameters of each universe, by its id.
    dimensions
        The names of the parameters that are dimensions, in their order. By default, they are
        inferred, too.
    ignore
        Patterns of the names of parameters that are not swept, such as ``output_*``.

    Returns
    -------
    InferredSpace or None
        None if no parameter varies.

    Raises
    ------
    UnknownDimensionError
        If one of `dimensions` is not a parameter that all universes have.
    """
    ids = sorted(parameters, key=natural_key)
    columns = make_columns([parameters[name] for name in ids])
    varying = [c for c in columns if c.varies and not _is_ignored(c, ignore)]
    if dimensions:
        used = [_find_column(name, columns) for name in dimensions]
        swept = use_dimensions(varying, used, len(ids))
    else:
        swept = find_dimensions(varying, len(ids))
    if not swept:
        return None
    names = _Names(varying, swept)
    coordinates = _coordinates(varying, swept, names)
    return InferredSpace(
        space=_make_space(swept, coordinates, names),
        points=dict(zip(ids, _points(swept), strict=True)),
        coordinates={
            name: {
                names.of_column(column): column.values[column.codes[row]]
                for column in varying
                if names.of_column(column) in coordinates and column.codes[row] != MISSING
            }
            for row, name in enumerate(ids)
        },
    )


def _is_ignored(column: Column, patterns: Sequence[str]) -> bool:
    names = (column.path, column.keys[-1])
    return any(fnmatch.fnmatchcase(name, pattern) for name in names for pattern in patterns)


def _find_column(name: str, columns: Sequence[Column]) -> Column | None:
    if name == POINT and not any(column.path == POINT for column in columns):
        return None
    matches = [c for c in columns if name in (c.path, c.keys[-1])]
    exact = [column for column in matches if column.path == name] or matches
    if not exact:
        varying = [column.path for column in columns if column.varies]
        hint = suggest(name, varying)
        raise UnknownDimensionError(f"No universe has a parameter {name!r}. {hint}")
    if len(exact) > 1:
        paths = ", ".join(column.path for column in exact)
        raise UnknownDimensionError(f"{name!r} can be any of {paths}: write one of these.")
    if not exact[0].is_complete:
        lacking = exact[0].codes.count(MISSING)
        raise UnknownDimensionError(f"{name!r} is missing in {lacking} of the universes.")
    return exact[0]


class _Names:
    """Names of dimensions and coordinates: the last key of a parameter where this is unique."""

    def __init__(self, columns: Sequence[Column], dimensions: Sequence[Dimension]) -> None:
        swept = [d.column for d in dimensions if d.column]
        all_columns = list({c.path: c for c in [*swept, *columns]}.values())
        count = Counter(column.keys[-1] for column in all_columns)
        self._by_path = {
            c.path: c.keys[-1] if count[c.keys[-1]] == 1 else c.path for c in all_columns
        }
        used = set(self._by_path.values())
        self._of_dimensions: dict[int, str] = {}
        for dimension in dimensions:
            if dimension.column:
                name = self._by_path[dimension.column.path]
            else:
                name = dimension.name
                while name in used:
                    name += "_"
                used.add(name)
            self._of_dimensions[id(dimension)] = name

    def of_column(self, column: Column) -> str:
        return self._by_path[column.path]

    def of_dimension(self, dimension: Dimension) -> str:
        return self._of_dimensions[id(dimension)]


def _points(dimensions: Sequence[Dimension]) -> list[tuple[Any, ...]]:
    labels = [_labels(dimension) for dimension in dimensions]
    codes = zip(*(dimension.codes for dimension in dimensions), strict=True)
    return [tuple(own[code] for own, code in zip(labels, row, strict=True)) for row in codes]


def _labels(dimension: Dimension) -> tuple[Any, ...]:
    return dimension.column.values if dimension.column else tuple(range(dimension.size))


def _make_space(
    dimensions: Sequence[Dimension], coordinates: Mapping[str, ParameterCoordinate], names: _Names
) -> ParameterSpace:
    by_name = {names.of_dimension(dimension): dimension for dimension in dimensions}
    pspace = ParamSpace(
        {
            name: ParamDim(default=_labels(d)[0], values=list(_labels(d)), order=order)
            for order, (name, d) in enumerate(by_name.items())
        }
    )
    return ParameterSpace(
        dimensions={name: _labels(dimension) for name, dimension in by_name.items()},
        locations={name: d.column.keys if d.column else (name,) for name, d in by_name.items()},
        coordinates=coordinates,
        is_inferred=True,
        _pspace=pspace,
    )


def _coordinates(
    columns: Sequence[Column], dimensions: Sequence[Dimension], names: _Names
) -> dict[str, ParameterCoordinate]:
    swept = {dimension.column.path for dimension in dimensions if dimension.column}
    coordinates = {}
    for column in columns:
        if column.path in swept:
            continue
        dims = find_dims(column, dimensions)
        # Text for each point of a grid, such as the path of a folder, is of no use in a figure
        if dims is None or (len(dims) > 1 and column.is_text):
            continue
        indices = zip(*(dimension.codes for dimension in dims), strict=True)
        coordinates[names.of_column(column)] = make_coordinate(
            {names.of_dimension(dimension): dimension.size for dimension in dims},
            {
                index: column.values[code]
                for index, code in zip(indices, column.codes, strict=True)
                if code != MISSING
            },
        )
    return coordinates
