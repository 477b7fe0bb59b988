"""Build coordinates from arguments, in the modes that dantro and Utopia use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from paraverse.errors import suggest
from paraverse.load.attribute_strings import attribute_string


def _start_and_step(argument: Any, size: int) -> Any:
    start, step = argument
    if int(start) == start and int(step) == step:
        return range(int(start), int(start + step * size), int(step))
    return start + step * np.arange(size)


_BUILDERS: dict[str, Callable[[Any, int], Any]] = {
    "values": lambda argument, size: argument,
    "range": lambda argument, size: range(*argument),
    "arange": lambda argument, size: np.arange(*argument),
    "linspace": lambda argument, size: np.linspace(*argument),
    "logspace": lambda argument, size: np.logspace(*argument),
    "start_and_step": _start_and_step,
    "trivial": lambda argument, size: range(size),
    "scalar": lambda argument, size: np.reshape(argument, 1),
}

MODES = (*_BUILDERS, "linked")
"""Ways in which an attribute can specify coordinates: by holding them, the arguments of a function
that returns them, or the path of a dataset that contains them."""


def build_coordinates(
    mode: str,
    argument: Any,
    size: int,
    *,
    read_linked: Callable[[str], np.ndarray] | None = None,
) -> np.ndarray:
    """Build the coordinates of a dimension from an attribute.

    Parameters
    ----------
    mode
        One of `MODES`.
    argument
        The value of the attribute; None if there is none, which only ``trivial`` allows.
    size
        Length of the dimension. Only some modes use it.
    read_linked
        Called in the mode ``linked`` with a path relative to the dataset's group; returns the
        values of the dataset at that path. Other modes do not need it.

    Returns
    -------
    numpy.ndarray
        One-dimensional; its length may differ from `size`.

    Raises
    ------
    ValueError
        If there is no such mode, or if the attribute does not specify coordinates.

    Examples
    --------
    >>> build_coordinates("start_and_step", [10, 5], 3)
    array([10, 15, 20])
    """
    if mode not in MODES:
        raise ValueError(f"there is no mode {mode!r}. {suggest(mode, MODES)}")
    if argument is None and mode != "trivial":
        raise ValueError(f"mode {mode!r} needs coordinates")
    try:
        if mode == "linked":
            assert read_linked is not None
            coordinates = read_linked(attribute_string(argument) or "")
        else:
            coordinates = np.asarray(_BUILDERS[mode](argument, size))
    except (TypeError, ArithmeticError, MemoryError) as error:
        raise ValueError(str(error)) from error
    dtype = coordinates.dtype
    if dtype.kind == "S":
        coordinates = np.char.decode(coordinates, "utf-8", "replace")
    if coordinates.ndim != 1:
        raise ValueError(f"coordinates have shape {coordinates.shape}, not one dimension")
    is_object = dtype.kind == "O" and not all(isinstance(item, str) for item in coordinates)
    if dtype.kind == "V" or is_object:
        raise ValueError(f"values of type {dtype} are not coordinates")
    return coordinates
