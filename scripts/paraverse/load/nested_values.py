"""Values in nested mappings and lists, such as the content of parameter files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from paraverse.errors import LoadError, suggest


def look_up(value: Any, keys: Sequence[str], full_path: str) -> Any:
    """Follow keys, and indices as strings, into nested mappings and lists.

    Parameters
    ----------
    value
        The mapping or list to begin with.
    keys
        The keys and indices as strings.
    full_path
        The path in the universe, for the message.

    Returns
    -------
    object
        The value to which they lead.

    Raises
    ------
    LoadError
        If there is no such value.

    Examples
    --------
    >>> look_up({"model": {"sizes": [3, 5]}}, ["model", "sizes", "1"], "params/model/sizes/1")
    5
    """
    for key in keys:
        if isinstance(value, Mapping):
            originals = {str(original): original for original in value}
        elif isinstance(value, list):
            originals = {str(index): index for index in range(len(value))}
        else:
            originals = {}
        if key not in originals:
            raise LoadError(f"There is no {full_path!r}. {suggest(key, originals)}".rstrip())
        value = value[originals[key]]
    return value
