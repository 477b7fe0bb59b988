"""Strings in attributes, which files store in more than one form."""

from __future__ import annotations

from typing import Any

import numpy as np


def attribute_string(value: Any) -> str | None:
    """Return the value of an attribute as a string.

    Parameters
    ----------
    value
        The value: a string, UTF-8 encoded bytes, or an array that contains one of these.

    Returns
    -------
    str or None
        The string; None if the value is anything else.

    Examples
    --------
    >>> attribute_string(np.array([b"time"]))
    'time'
    """
    if isinstance(value, np.ndarray) and value.size == 1:
        value = value.item()
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return str(value) if isinstance(value, str) else None
