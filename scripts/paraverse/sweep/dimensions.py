"""Find out which parameters of universes are dimensions, and which depend on others.

A parameter that varies is a dimension, a coordinate along dimensions, or a coordinate of a list of
points. `docs/own_data.md` describes the rule for users.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from paraverse.sweep.parameter_columns import (
    Codes,
    Column,
    combine_codes,
    is_function,
    number_groups,
)

POINT = "point"
"""Name of the dimension of a sweep that is a list of points rather than a grid."""

REPETITION = "repetition"
"""Name of the dimension that numbers universes with the same parameters."""

_LEAST_DENSITY = 0.5
"""Smallest fraction of the points of a grid at which there must be universes."""

_SEED = re.compile(r"(?i)(^|[^a-z])(seed|seeds|random_?seed|rng|rng_?seed|s)$|seed$")
_REPEATED = re.compile(r"(?i)^(rep|reps|repeat|repetition|replicate|replica|trial|realization)$")
_NUMBER = re.compile(
    r"(?i)^(run|sim|simulation|uni|universe|job|task|index|number|no|nr|id|case|sample|member)$"
)
_METADATA = re.compile(
    r"(?i)(^|_)(run_?time|duration|elapsed|wall_?time|cpu_?time|time_?stamp|created|started|"
    r"finished|date|host|host_?name|pid|job_?id|run_?id|uuid|commit|git_?hash)(_|$)"
)


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """A dimension of the sweep.

    Attributes
    ----------
    codes
        The index of each row along the dimension.
    column
        The parameter whose values are the labels; None for the dimensions `POINT` and
        `REPETITION`, whose labels are numbers.
    name
        The name of a dimension without a column.
    """

    codes: Codes
    column: Column | None = None
    name: str = ""

    @property
    def size(self) -> int:
        """The number of labels."""
        return len(self.column.values) if self.column else max(self.codes) + 1


def names_repetition(name: str) -> bool:
    """Tell whether a parameter with this name only distinguishes repetitions.

    Parameters
    ----------
    name
        The name of a parameter.

    Returns
    -------
    bool
        True for names such as ``seed``, ``rng_seed``, ``rep`` and `REPETITION`.

    Examples
    --------
    >>> [name for name in ("seed", "s", "model_seed", "speed", "trial") if names_repetition(name)]
    ['seed', 's', 'model_seed', 'trial']
    """
    return bool(_SEED.search(name) or _REPEATED.search(name))


def find_dimensions(columns: Sequence[Column], count: int) -> list[Dimension]:
    """Find dimensions on which all other parameters depend.

    Parameters
    ----------
    columns
        The parameters that vary.
    count
        The number of universes.

    Returns
    -------
    list of Dimension
        The dimensions, in the order of the columns; those that distinguish repetitions last.
        Universes can share a point if few have the same parameters.
    """
    labels = [column for column in columns if _is_label(column)]
    factors = [column for column in columns if column not in labels]
    independent = _independent_columns(factors, count)
    together = combine_codes(independent, count)
    if all(is_function(column.codes, together) for column in factors):
        dimensions = [_dimension(column, factors) for column in independent]
    else:
        dimensions = _list_points(factors, count)
    if not dimensions and labels:
        best = min(labels, key=lambda column: not column.is_number)
        dimensions = [Dimension(column=best, codes=best.codes)] if best.is_complete else []
    return [*dimensions, *_repetitions(dimensions, count)]


def use_dimensions(
    columns: Sequence[Column], names: Sequence[Column | None], count: int
) -> list[Dimension]:
    """Use the dimensions that a user wants.

    Parameters
    ----------
    columns
        The parameters that vary.
    names
        The columns that are dimensions; None for a list of points, which all others depend on.
    count
        The number of universes.

    Returns
    -------
    list of Dimension
        These dimensions, and one for repetitions if most points have several universes.
    """
    labels = [column for column in columns if _is_label(column)]
    others = [column for column in columns if column not in names and column not in labels]
    dimensions = [
        Dimension(column=column, codes=column.codes)
        if column
        else Dimension(codes=combine_codes(others, count), name=POINT)
        for column in names
    ]
    return [*dimensions, *_repetitions(dimensions, count)]


def find_dims(column: Column, dimensions: Sequence[Dimension]) -> list[Dimension] | None:
    """Find the dimensions on which a parameter depends.

    Parameters
    ----------
    column
        A parameter that is not a dimension.
    dimensions
        All dimensions.

    Returns
    -------
    list of Dimension or None
        As few of the dimensions as possible; None if universes at the same point have other
        values.
    """
    for dimension in dimensions:
        if is_function(column.codes, dimension.codes):
            return [dimension]
    remaining = list(dimensions)
    if not is_function(column.codes, _codes(remaining, len(column.codes))):
        return None
    for dimension in dimensions:
        fewer = [other for other in remaining if other is not dimension]
        if is_function(column.codes, _codes(fewer, len(column.codes))):
            remaining = fewer
    return remaining


def _is_label(column: Column) -> bool:
    """Tell whether a parameter names a universe, or its repetition, rather than being swept."""
    name = column.keys[-1]
    is_name = column.is_text or names_repetition(name) or _NUMBER.search(name)
    return bool(_METADATA.search(name) or (is_name and column.is_unique))


def _independent_columns(factors: Sequence[Column], count: int) -> list[Column]:
    """Choose parameters that span a grid with universes at most of its points."""
    dimensions: list[Column] = []
    by_size = sorted(
        (column for column in factors if column.is_complete),
        key=lambda column: (len(column.values), not column.is_number),
    )
    for column in by_size:
        if is_function(column.codes, combine_codes(dimensions, count)):
            continue
        # A parameter that depends on this one may be a coordinate along it
        others = [d for d in dimensions if not is_function(d.codes, column.codes)]
        candidates = max(
            ([*dimensions, column], [*others, column]), key=lambda own: _density(own, count)
        )
        if _density(candidates, count) >= _LEAST_DENSITY:
            dimensions = candidates
    in_order = [column for column in factors if column in dimensions]
    return sorted(in_order, key=lambda column: names_repetition(column.keys[-1]))


def _list_points(factors: Sequence[Column], count: int) -> list[Dimension]:
    """Return a dimension for all parameters together, and one for a seed if that is possible."""
    seeds = [
        column for column in factors if names_repetition(column.keys[-1]) and column.is_complete
    ]
    for seed in seeds[:1]:
        codes = combine_codes([column for column in factors if column is not seed], count)
        pairs = len(set(zip(codes, seed.codes, strict=True)))
        if pairs >= _LEAST_DENSITY * (max(codes) + 1) * len(seed.values):
            by_seed = Dimension(column=seed, codes=seed.codes)
            return [Dimension(codes=codes, name=POINT), by_seed]
    return [Dimension(codes=combine_codes(factors, count), name=POINT)]


def _dimension(column: Column, factors: Iterable[Column]) -> Dimension:
    """Return the dimension of a column, and of those that differ exactly where it does."""
    equivalent = [other for other in factors if other.partition == column.partition]
    numbers = [other for other in equivalent if other.is_number]
    # Of numbers that neither rise nor fall together, such as random ones, none is the label
    if not all(_is_monotonic(one, other) for one, other in itertools.pairwise(numbers)):
        return Dimension(codes=column.partition, name=POINT)
    best = (numbers or equivalent)[0]
    return Dimension(column=best, codes=best.codes)


def _is_monotonic(one: Column, other: Column) -> bool:
    pairs = sorted(set(zip(one.codes, other.codes, strict=True)))
    rises = [a[1] < b[1] for a, b in itertools.pairwise(pairs)]
    return all(rises) or not any(rises)


def _density(columns: Sequence[Column], count: int) -> float:
    """Return the fraction of the points of a grid at which there are universes."""
    points = math.prod(len(column.values) for column in columns)
    return (max(combine_codes(columns, count)) + 1) / points


def _repetitions(dimensions: Sequence[Dimension], count: int) -> list[Dimension]:
    """Number the universes at each point if most points have several."""
    together = _codes(dimensions, count)
    sizes = Counter(together)
    if not dimensions or 2 * sum(size > 1 for size in sizes.values()) <= len(sizes):
        return []
    seen: Counter[int] = Counter()
    codes = []
    for point in together:
        codes.append(seen[point])
        seen[point] += 1
    return [Dimension(codes=tuple(codes), name=REPETITION)]


def _codes(dimensions: Sequence[Dimension], count: int) -> Codes:
    codes = [dimension.codes for dimension in dimensions]
    return number_groups(list(zip(*codes, strict=True))) if codes else (0,) * count
