"""Find the indices of universes in arrays over the dimensions of a parameter space."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def hashable(value: Any) -> Any:
    """Convert the value of a parameter so that it can be looked up in a dictionary.

    Parameters
    ----------
    value
        The value, of any type.

    Returns
    -------
    object
        A hashable value that is equal for equal values. Floating-point numbers are rounded to
        twelve digits, because programs may have rounded them when writing.

    Examples
    --------
    >>> hashable(0.1 + 0.2) == hashable(0.3)
    True
    """
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return float(f"{value:.12g}")
    return value if isinstance(value, int | str | None) else repr(value)


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
    axes = [
        {hashable(value): i for i, value in enumerate(values)} for values in dimensions.values()
    ]
    indices = {}
    for name, values in points:
        index = [axis.get(hashable(value)) for axis, value in zip(axes, values, strict=True)]
        if None not in index:
            indices[name] = tuple(i for i in index if i is not None)
    return indices
