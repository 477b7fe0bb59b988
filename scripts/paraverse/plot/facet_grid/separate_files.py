"""Plots that become several figures, one for each value of some dimensions."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from paraverse.base.point_names import format_point_name
from paraverse.errors import PlotError


class SeparateFiles(PlotError):  # noqa: N818 (a request; an error only if it is not handled)
    """Request by a plot function to be called again, once for each of several figures.

    Parameters
    ----------
    dims
        The dimensions that have one value in each figure.
    figures
        Updates of the arguments of the plot function, by name of the figure.
    """

    def __init__(self, dims: Sequence[str], figures: Mapping[str, Mapping[str, Any]]) -> None:
        first = ", ".join(list(figures)[:3])
        super().__init__(f"There are {len(figures)} figures: {first}, ….")
        self.dims = dims
        self.figures = figures


def request_separate_files(
    values: Mapping[str, Iterable[Any]], sel: Mapping[str, Any], arguments: Mapping[str, Any]
) -> SeparateFiles:
    """Return the exception that requests a figure for each combination of values.

    Parameters
    ----------
    values
        The values to draw figures for, by dimension.
    sel
        The argument `sel` of the plot. In addition, each figure selects its own values.
    arguments
        Updates of the other arguments, the same for all figures.

    Returns
    -------
    SeparateFiles
        The exception to raise. The figures are named after dimensions and values, such as
        ``model~linear_seed~0``.
    """
    dims = list(values)
    return SeparateFiles(
        dims,
        {
            format_point_name(dims, [_to_plain(value) for value in point]): {
                **arguments,
                "sel": {**sel, **dict(zip(dims, point, strict=True))},
            }
            for point in itertools.product(*values.values())
        },
    )


def _to_plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.number | np.bool_ | np.str_) else str(value)
