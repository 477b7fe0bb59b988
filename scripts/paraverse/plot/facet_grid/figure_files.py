"""One figure for each value of some dimensions, in separate files."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from paraverse.base.point_names import point_name
from paraverse.errors import PlotError


class SeparateFiles(PlotError):  # noqa: N818 (a message; an error where nobody expects it)
    """The plot function is to be called again, once for each of several figures.

    Parameters
    ----------
    dims
        The dimensions that the figures stand for.
    figures
        For the name of each figure, what the plot's arguments are updated by.
    """

    def __init__(self, dims: Sequence[str], figures: Mapping[str, Mapping[str, Any]]) -> None:
        some = ", ".join(list(figures)[:3])
        super().__init__(f"There are {len(figures)} figures: {some}, ….")
        self.dims = dims
        self.figures = figures


def separate(
    values: Mapping[str, Iterable[Any]], sel: Mapping[str, Any], arguments: Mapping[str, Any]
) -> SeparateFiles:
    """Return what tells the caller of a plot function to draw each point of dimensions.

    Parameters
    ----------
    values
        The dimensions and their values.
    sel
        What is selected already.
    arguments
        What else each figure's arguments are updated by.
    """
    return SeparateFiles(
        list(values),
        {
            point_name(list(values), [_plain(value) for value in point]): {
                **arguments,
                "sel": {**sel, **dict(zip(values, point, strict=True))},
            }
            for point in itertools.product(*values.values())
        },
    )


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.number | np.bool_ | np.str_) else str(value)
