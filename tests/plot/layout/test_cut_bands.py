from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from paraverse.plot.layout.cut_bands import cut_band_warnings, mark_band


def test_cut_band_warnings__bands_that_reach_zero_on_a_logarithmic_axis() -> None:
    figure, ax = plt.subplots()
    mark_band(ax.fill_between([1, 2, 3], [-1, 1, 1], [2, 2, 2]), "y")
    assert cut_band_warnings(figure) == []
    ax.set_yscale("log")
    (warning,) = cut_band_warnings(figure)
    assert warning.startswith("A band or an error bar extends to 0 or below")


@pytest.mark.parametrize("lower", [1, 1e-9])
def test_cut_band_warnings__positive_bands_are_complete(lower: float) -> None:
    figure, ax = plt.subplots()
    mark_band(ax.fill_between([0, 1, 2], lower, [2, 2, 2]), "y")
    ax.set_yscale("log")
    ax.set_xscale("log")
    assert cut_band_warnings(figure) == []


def test_cut_band_warnings__bands_along_x() -> None:
    figure, ax = plt.subplots()
    mark_band(ax.fill_betweenx([1, 2, 3], [-1, 1, 1], [2, 2, 2]), "x")
    ax.set_yscale("log")
    assert cut_band_warnings(figure) == []
    ax.set_xscale("log")
    assert len(cut_band_warnings(figure)) == 1
