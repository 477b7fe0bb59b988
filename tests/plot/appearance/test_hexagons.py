from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from paraverse.errors import PlotError
from paraverse.plot.appearance.hexagons import aspect_ratio, draw_hexagons
from support.drawn import own_style

WIDTH = np.sqrt(3)


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


def centers(**properties: Any) -> tuple[np.ndarray, tuple[float, ...]]:
    """Return the centers of 3 columns and 2 rows of cells, shape (3, 2, 2), and the limits."""
    _, ax = plt.subplots()
    collection = draw_hexagons(
        ax, np.zeros((3, 2)), {"pointy_top": True, "offset_mode": "odd", **properties}
    )
    at = np.array([np.asarray(path.vertices)[:6].mean(axis=0) for path in collection.get_paths()])
    return at.reshape(3, 2, 2), (*ax.get_xlim(), *ax.get_ylim())


def test_draw_hexagons__rows_are_shifted() -> None:
    at, limits = centers()
    np.testing.assert_allclose(at[0], [[WIDTH / 2, 1], [WIDTH, 2.5]])
    np.testing.assert_allclose(at[1] - at[0], [[WIDTH, 0], [WIDTH, 0]], atol=1e-12)
    np.testing.assert_allclose(limits, [0, 3.5 * WIDTH, 0, 3.5])
    at, _ = centers(offset_mode="even")
    np.testing.assert_allclose(at[0], [[WIDTH, 1], [WIDTH / 2, 2.5]])


def test_draw_hexagons__columns_are_shifted() -> None:
    at, limits = centers(pointy_top=False)
    np.testing.assert_allclose(at[:2, 0], [[1, WIDTH / 2], [2.5, WIDTH]])
    np.testing.assert_allclose(limits, [0, 5, 0, 2.5 * WIDTH])


def test_draw_hexagons__space() -> None:
    space = {"space_size": [7, 4], "space_offset": [-1, 2]}
    _, limits = centers(**space)
    assert list(limits) == [-1, 6, 2, 6]
    at, _ = centers(space_boundary="inner", **space)
    np.testing.assert_allclose([at[0, 0, 0], at[-1, 1, 0]], [-1, 6])


@pytest.mark.parametrize(
    ("properties", "message"),
    [
        ({}, "needs the property `pointy_top`"),
        ({"pointy_top": True}, "offset_mode of a hexagonal grid: found None"),
        ({"pointy_top": True, "offset_mode": "evn"}, "found 'evn'. Did you mean 'even'"),
    ],
)
def test_aspect_ratio__wrong_properties(properties: dict[str, Any], message: str) -> None:
    with pytest.raises(PlotError, match=message):
        aspect_ratio((3, 2), properties)
