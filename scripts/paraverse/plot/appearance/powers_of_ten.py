"""Powers of ten at the end of an axis, such as ``×10⁶``, without mathematical text.

matplotlib writes ``1e6`` or, if asked for mathematical text, parses each tick label as a formula,
which doubles the time for a figure.
"""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import (
    AutoLocator,
    LogFormatterSciNotation,
    ScalarFormatter,
    SymmetricalLogLocator,
)

_SUPERSCRIPTS = str.maketrans("0123456789-\N{MINUS SIGN}", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")


def with_powers_of_ten(number: str) -> str:
    """Write a number as in the rest of a figure: with a power of ten instead of an ``e``.

    Parameters
    ----------
    number
        The number as Python writes it.

    Returns
    -------
    str
        The number with superscript digits; `number` itself if it has no exponent.

    Examples
    --------
    >>> [with_powers_of_ten(number) for number in ("2.5e-12", "1e+20", "0.1")]
    ['2.5×10⁻¹²', '10²⁰', '0.1']
    """
    match = re.fullmatch(r"(-?)([\d.]+)e([-+]?)0*(\d+)", number)
    if match is None:
        return number
    sign, mantissa, exponent_sign, digits = match.groups()
    factor = "" if mantissa == "1" else f"{mantissa}×"
    exponent = (exponent_sign.replace("+", "") + digits).translate(_SUPERSCRIPTS)
    return f"{sign}{factor}10{exponent}"


_MAX_PLAIN = 1e6
"""Number below which integers that all tick labels lack are written without an exponent."""


class PowersOfTen(ScalarFormatter):
    """A formatter of numbers that writes their common power of ten with superscript digits."""

    def get_offset(self) -> str:
        """Return the number to add and the power of ten to multiply by, such as ``×10⁶``."""
        text = super().get_offset()
        added: Any = self.offset
        if text and 0 < abs(added) < _MAX_PLAIN and math.isclose(added, round(added)):
            number = self.fix_minus(f"{round(added):+d}")
            text = text.removesuffix(self.format_data(added)).rstrip("+") + number
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


class PlainLogarithms(LogFormatterSciNotation):
    """A formatter that writes plain numbers if the axis covers at most one power of ten.

    matplotlib then labels the ticks between powers of ten, too.
    """

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Return the label of a tick, such as ``0.6`` instead of ``6×10⁻¹``."""
        text = super().__call__(x, pos)
        axis: Any = self.axis
        low, high = sorted(axis.get_view_interval())
        is_plain = low > 0 and 1e-4 <= x < 1e5 and _is_short(low, high)
        return f"{x:g}" if text and is_plain else text


def _is_short(low: float, high: float) -> bool:
    powers = math.floor(math.log10(high)) - math.ceil(math.log10(low)) + 1
    return powers < 2 or high <= 10 * low


def write_plain_logarithms(figure: Figure) -> None:
    """Let logarithmic axes and color bars that cover few powers of ten show plain numbers.

    Parameters
    ----------
    figure
        The figure. Formatters that are not matplotlib's own are kept.
    """
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            if _is_linear(axis):
                axis.set_major_locator(AutoLocator())
                axis.set_major_formatter(PowersOfTen())
            for level in ("major", "minor"):
                formatter = getattr(axis, f"get_{level}_formatter")()
                if type(formatter) is LogFormatterSciNotation:
                    replacement = PlainLogarithms()
                    vars(replacement).update(vars(formatter))
                    getattr(axis, f"set_{level}_formatter")(replacement)


def _is_linear(axis: Any) -> bool:
    """Return whether all that an axis shows is in the linear part of a symmetric logarithm.

    matplotlib would then place ticks at the limits of the axis, such as ``5.01432×10⁻¹``.
    """
    scale = axis._scale  # has no public accessor
    if type(axis.get_major_locator()) is not SymmetricalLogLocator:
        return False
    return bool(np.abs(axis.get_view_interval()).max() <= getattr(scale, "linthresh", 0))
