"""Norms, which map values to the range of a color map, built from the configuration."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

import matplotlib.colors as mcolors
import numpy as np
from matplotlib.colors import Normalize

from paraverse.errors import PlotError, suggest

NormSpec = str | Mapping[str, Any] | Normalize | None

NORMS: dict[str, type[Normalize]] = {
    name: value
    for name, value in vars(mcolors).items()
    if isinstance(value, type) and issubclass(value, Normalize)
}
"""The norms of matplotlib by name."""


def build_norm(
    spec: NormSpec, *, vmin: float | None, vmax: float | None, color_count: int
) -> Normalize:
    """Build a norm from its description.

    Parameters
    ----------
    spec
        A norm, which is returned unchanged; the name of one of matplotlib's norms; a mapping with
        `name` and the arguments of the norm; or None for a linear norm. The functions of a
        ``FuncNorm`` may be names of NumPy functions.
    vmin, vmax
        Limits of the values, used where the norm accepts them and `spec` does not set them. If
        None, the limits are determined from the data.
    color_count
        The number of colors of the color map, which a ``BoundaryNorm`` needs.

    Returns
    -------
    matplotlib.colors.Normalize
        The norm.

    Raises
    ------
    PlotError
        If there is no such norm, or it rejects its arguments.
    """
    if isinstance(spec, Normalize):
        return spec
    options: dict[str, Any] = dict(spec) if isinstance(spec, Mapping) else {"name": spec}
    name = options.pop("name", None) or "Normalize"
    if name not in NORMS:
        raise PlotError(f"There is no norm {name!r}. {suggest(name, NORMS)}")
    allowed = inspect.signature(NORMS[name]).parameters
    for key in options:
        if key not in allowed:
            raise PlotError(f"norm: {name} takes no {key!r}. {suggest(key, allowed)}")
    limits = {"vmin": vmin, "vmax": vmax, "ncolors": color_count}
    defaults = {key: value for key, value in limits.items() if key in allowed and value is not None}
    if name == "FuncNorm":
        options["functions"] = [_find_function(f) for f in options.get("functions") or ()]
    try:
        return NORMS[name](**{**defaults, **options})
    except (TypeError, ValueError) as error:
        raise PlotError(f"norm {name} takes {', '.join(allowed)}: {error}.") from None


def cover_values(norm: Normalize, values: Any) -> None:
    """Let a norm start at the smallest and end at the largest value, where it has no limits yet.

    Parameters
    ----------
    norm
        The norm, which is changed.
    values
        Numbers of any shape; missing ones are left out.
    """
    # Logarithmic norms do not take arrays of three dimensions
    norm.autoscale_None(np.ma.masked_invalid(np.asarray(values).ravel()))


def _find_function(name: Any) -> Any:
    if callable(name):
        return name
    function = getattr(np, str(name).removeprefix("np."), None)
    if not callable(function):
        raise PlotError(f"FuncNorm takes two functions of NumPy, such as np.sqrt; found {name!r}.")
    return function
