"""The natural order of names: ``x_9`` comes before ``x_10``."""

from __future__ import annotations

import re

# natsort does the same, but importing it takes longer than making a small plan


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """Return the key that sorts names by the numbers in them.

    Parameters
    ----------
    name
        A name. Runs of decimal digits in it are compared as numbers, and everything else as text.

    Returns
    -------
    list of tuple
        The key; at the same position, numbers come before text.

    Examples
    --------
    >>> sorted(["x_10", "x_9", "10", "a"], key=natural_key)
    ['10', 'a', 'x_9', 'x_10']
    """
    return [
        (0, int(token), "") if token.isdigit() else (1, 0, token)
        for token in re.split(r"(\d+)", name)
    ]
