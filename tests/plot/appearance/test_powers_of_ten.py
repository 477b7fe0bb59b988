"""Powers of ten with superscript digits."""

from __future__ import annotations

import matplotlib
import matplotlib.pyplot as plt
import pytest

from paraverse.plot.appearance.powers_of_ten import write_powers_of_ten


def offset(values: list[float], **options: object) -> str:
    """Return the text at the end of the y-axis of a figure with values."""
    figure, ax = plt.subplots()
    ax.plot(values)
    if options:
        ax.ticklabel_format(axis="y", **options)  # type: ignore[arg-type]
    write_powers_of_ten(figure)
    figure.draw_without_rendering()
    text = ax.yaxis.get_offset_text().get_text()
    plt.close(figure)
    return text


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([1e6, 3e6], "×10⁶"),
        ([1e-12, 5e-12], "×10⁻¹²"),
        ([1, 2], ""),
        ([-1.5e8 - 1, -1.5e8 - 2], "\N{MINUS SIGN}1.5×10⁸"),
    ],
)
def test_write_powers_of_ten__offset_of_numbers(values: list[float], text: str) -> None:
    assert offset(values) == text


def test_write_powers_of_ten__options_of_the_axis_still_hold() -> None:
    assert offset([10, 20], style="sci", scilimits=(0, 0)) == "×10¹"
    assert offset([1e6, 3e6], style="plain") == ""


def test_write_powers_of_ten__mathematical_text_if_asked_for() -> None:
    with matplotlib.rc_context({"axes.formatter.use_mathtext": True}):
        assert offset([1e6, 3e6]) == r"$\times\mathdefault{10^{6}}\mathdefault{}$"
