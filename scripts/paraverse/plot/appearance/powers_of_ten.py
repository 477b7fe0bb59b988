"""Powers of ten at the end of an axis, such as ``×10⁶``, without mathematical text.

matplotlib writes ``1e6`` or, if asked for mathematical text, parses each tick label as a formula,
which doubles the time for a figure.
"""

from __future__ import annotations

import re

from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import ScalarFormatter

_SUPERSCRIPTS = str.maketrans("0123456789-\N{MINUS SIGN}", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")


class PowersOfTen(ScalarFormatter):
    """A formatter of numbers that writes their common power of ten with superscript digits."""

    def get_offset(self) -> str:
        """Return the number to add and the power of ten to multiply by, such as ``×10⁶``."""
        text = super().get_offset()
        return re.sub(r"(?:^1)?e([-\N{MINUS SIGN}]?)\+?(\d+)", _power, text)


def _power(match: re.Match[str]) -> str:
    return f"×10{(match[1] + match[2]).translate(_SUPERSCRIPTS)}"


def write_powers_of_ten(figure: Figure) -> None:
    """Let the axes of a figure show powers of ten with superscript digits.

    Parameters
    ----------
    figure
        The figure. Axes keep formatters that are not matplotlib's own, and mathematical text if
        the style asks for it.
    """
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis, getattr(ax, "zaxis", None)):
            if isinstance(axis, Axis):
                _replace_formatter(axis)


def _replace_formatter(axis: Axis) -> None:
    formatter = axis.get_major_formatter()
    if type(formatter) is not ScalarFormatter:
        return
    if formatter.get_useMathText() or formatter.get_usetex():
        return
    replacement = PowersOfTen()
    vars(replacement).update(vars(formatter))
    axis.set_major_formatter(replacement)
