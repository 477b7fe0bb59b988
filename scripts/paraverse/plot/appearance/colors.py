"""Single colors parsed from the configuration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.colors import to_rgba

from paraverse.errors import PlotError

RGBA = tuple[float, float, float, float]
"""Red, green, blue and opacity, each from 0 to 1."""


def parse_color(color: Any, placeholder: Any = None) -> RGBA:
    """Convert a color in the configuration to RGBA values.

    Parameters
    ----------
    color
        Any color that matplotlib accepts, with numbers from 0 to 1 for shades of gray; a mapping
        with `color` and `alpha`; or None.
    placeholder
        The color that None represents. By default, white.

    Returns
    -------
    tuple of float
        Red, green, blue and opacity.

    Raises
    ------
    PlotError
        If matplotlib does not recognize the color.
    """
    options = color if isinstance(color, Mapping) else {"color": color}
    try:
        value = (placeholder or "white") if options["color"] is None else options["color"]
        value = str(value) if isinstance(value, int | float) else value
        return to_rgba(value, options.get("alpha"))
    except (ValueError, KeyError, TypeError):
        raise PlotError(
            f"{color!r} is not a color. Colors are names such as 'tab:blue', '#1f77b4', and "
            "numbers from 0 to 1."
        ) from None
