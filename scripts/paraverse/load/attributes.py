"""Values of attributes, which files hold in more than one form."""

from __future__ import annotations

from typing import Any

import numpy as np


def text_of(value: Any) -> str | None:
    """Return an attribute that is text, which may be stored as bytes or as an array of one.

    Returns
    -------
    str or None
        None if it is not text.

    Examples
    --------
    >>> text_of(np.array([b"time"]))
    'time'
    """
    if isinstance(value, np.ndarray) and value.size == 1:
        value = value.item()
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return str(value) if isinstance(value, str) else None
