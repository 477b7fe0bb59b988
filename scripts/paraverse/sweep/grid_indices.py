"""Find the indices of universes in arrays over the dimensions of a parameter space."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from paraverse.sweep.axis import Axis


def grid_indices(
    dimensions: Mapping[str, Sequence[Any]], points: Iterable[tuple[str, Sequence[Any]]]
) -> dict[str, tuple[int, ...]]:
    """Find the indices of universes in an array over some dimensions.

    Parameters
    ----------
    dimensions
        The values of each dimension.
    points
        Names of universes with a value for each dimension.

    Returns
    -------
    dict of str to tuple of int
        One index for each dimension, by name of the universe. Universes with values that
        the dimensions do not have are left out.

    Examples
    --------
    >>> grid_indices({"size": (0.1, 0.3), "seed": (0, 1)}, [("a", (0.3, 0)), ("b", (0.5, 0))])
    {'a': (1, 0)}
    """
    axes = [Axis(values) for values in dimensions.values()]
    indices = {}
    for name, values in points:
        index = [axis.find(value) for axis, value in zip(axes, values, strict=True)]
        if None not in index:
            indices[name] = tuple(i for i in index if i is not None)
    return indices
