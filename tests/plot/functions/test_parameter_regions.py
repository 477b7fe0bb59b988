"""Cells that cover a parameter space."""

from __future__ import annotations

import numpy as np
import pytest

from paraverse.errors import PlotError
from paraverse.plot.functions.parameter_regions import cell_edges, values_to_positions
from paraverse.plot.helpers.plot_helper import PlotHelper


def test_cell_edges__are_in_the_middle_of_neighbors() -> None:
    positions = np.array([1.0, 2, 4])
    inner = np.array([[0.5, 1.5], [1.5, 3], [3, 5]])
    np.testing.assert_allclose(cell_edges(positions, None), inner)
    outer = np.array([[1, 1.5], [1.5, 3], [3, 4]])
    np.testing.assert_allclose(cell_edges(positions, None, extend=False), outer)
    np.testing.assert_allclose(cell_edges(positions, "lin", size_factor=0)[:, 0], positions)
    geometric = [[0.1**0.5, 10**0.5], [10**0.5, 1000**0.5]]
    np.testing.assert_allclose(cell_edges(np.array([1.0, 10]), "log"), geometric)
    single = cell_edges(np.array([3.0]), "log", default_distance=2)
    np.testing.assert_allclose(single, [[2, 4]])


def test_values_to_positions__of_text_are_categories() -> None:
    hlpr = PlotHelper()
    assert values_to_positions(hlpr, "x", np.array(["b", "a"]), None).tolist() == [0, 1]
    assert hlpr.ax.xaxis.get_major_formatter()(1) == "a"
    assert values_to_positions(hlpr, "y", np.array([5, 7]), "cat").tolist() == [0, 1]
    hlpr.close_figure()


def test_values_to_positions__that_a_scale_does_not_have() -> None:
    hlpr = PlotHelper()
    with pytest.raises(PlotError, match=r"x_scale: found 'lineer'. Did you mean 'linear'"):
        values_to_positions(hlpr, "x", np.array([1]), "lineer")
    with pytest.raises(PlotError, match="y_scale: 'log' is for positive values; found 0"):
        values_to_positions(hlpr, "y", np.array([0, 1]), "log")
    hlpr.close_figure()
