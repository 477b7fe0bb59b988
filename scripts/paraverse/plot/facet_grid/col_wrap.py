"""The number of columns after which axes wrap to the next row."""

from __future__ import annotations

import math


def ideal_col_wrap(count: int, *, fill_last_row: bool = True) -> int | None:
    """Return the number of columns that makes a grid of axes nearly square.

    Parameters
    ----------
    count
        The number of axes.
    fill_last_row
        Whether to allow a less square grid in order to avoid a nearly empty last row.

    Returns
    -------
    int or None
        The number of columns; None for fewer than 4 axes, which stay in one row.

    Examples
    --------
    >>> ideal_col_wrap(10), ideal_col_wrap(10, fill_last_row=False)
    (5, 4)
    """
    if count < 4:
        return None
    square = math.ceil(math.sqrt(count))

    def fraction_filled(columns: int) -> float:
        return (count % columns or columns) / columns

    if not fill_last_row or fraction_filled(square) >= 3 / 4:
        return square
    reach = max(2, square // 3)
    candidates = range(max(3, square - reach), min(square + reach, count // 2 + 1) + 1)
    return min(
        candidates, key=lambda columns: (-fraction_filled(columns), abs(columns - square), -columns)
    )
