"""Powers of ten with superscript digits."""

from __future__ import annotations

import matplotlib
import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import LogNorm

from paraverse.plot.appearance.powers_of_ten import write_plain_logarithms, write_powers_of_ten


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
        ([-1000.1, -1000.2], "\N{MINUS SIGN}1000"),
        ([1e5, 1e5 + 1e-5], "×10⁻⁵+100000"),
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


@pytest.mark.parametrize(
    ("limits", "labels"),
    [((0.3, 2), ["0.3", "0.4", "0.6", "1", "2"]), ((0.1, 1000), [])],
)
def test_write_plain_logarithms__short_color_bars_have_plain_numbers(
    limits: tuple[float, float], labels: list[str]
) -> None:
    figure, ax = plt.subplots()
    image = ax.imshow([list(limits)], norm=LogNorm(*limits))
    bar = figure.colorbar(image)
    write_plain_logarithms(figure)
    figure.draw_without_rendering()
    low, high = limits
    ticks = [*bar.ax.yaxis.get_major_ticks(), *bar.ax.yaxis.get_minor_ticks()]
    texts = {tick.get_loc(): tick.label1.get_text() or tick.label2.get_text() for tick in ticks}
    plain = [text for x, text in sorted(texts.items()) if low <= x <= high and "10" not in text]
    assert [text for text in plain if text] == labels
    plt.close(figure)


@pytest.mark.parametrize("limits", [(0.3, 0.9), (0.14, 2.3)])
def test_write_plain_logarithms__short_axes_have_plain_numbers(
    limits: tuple[float, float],
) -> None:
    figure, ax = plt.subplots()
    ax.set(yscale="log", ylim=limits)
    write_plain_logarithms(figure)
    figure.draw_without_rendering()
    ticks = [tick.label1.get_text() for tick in ax.yaxis.get_minor_ticks()]
    assert "0.3" in ticks
    assert not any("10" in text for text in ticks)
    plt.close(figure)
