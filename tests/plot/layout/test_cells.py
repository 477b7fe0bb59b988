"""Positions of cells in the file of a figure; `tests/plot/facet_grid` has those of real plots."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest
from matplotlib.transforms import Bbox

from paraverse.plot.layout.cells import (
    Areas,
    Cells,
    ParameterAxis,
    mark_cells,
    note_areas,
    noted_areas,
)

pytestmark = pytest.mark.usefixtures("strict_style")


def noted(region: object = None, *, is_marked: bool = True) -> Areas:
    """Return the areas in a figure of 4×2 inches, whose axes are its right half."""
    figure = plt.figure(figsize=(4, 2), layout="none")
    ax = figure.add_axes((0.5, 0, 0.5, 1), xlim=(0, 10), ylim=(0, 4))
    seeds = ParameterAxis(name="seed", indices=[2, 0], positions=[2, 8])
    if is_marked:
        mark_cells(ax, Cells(axes={"y": seeds} if region else {"x": seeds}, fixed={"beta": 1}))
    with noted_areas() as areas:
        note_areas(figure, "a", region)
    return areas.get("a", [])


def test_note_areas__are_fractions_from_the_upper_left_corner() -> None:
    (area,) = noted()
    assert area == {
        "box": [0.5, 0, 1, 1],
        "fixed": {"beta": 1},
        "x": {"name": "seed", "indices": [2, 0], "at": [0.6, 0.9]},
    }


def test_note_areas__of_the_region_that_the_file_shows() -> None:
    (area,) = noted(Bbox([[0, -2], [4, 2]]))
    assert area["box"] == [0.5, 0, 1, 0.5]
    assert area["y"]["at"] == [0.25, -0.5]


def test_note_areas__only_where_cells_are_marked() -> None:
    assert noted(is_marked=False) == []
