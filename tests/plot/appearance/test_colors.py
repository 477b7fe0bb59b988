from __future__ import annotations

from typing import Any

import pytest
from matplotlib.colors import to_rgba

from paraverse.errors import PlotError
from paraverse.plot.appearance.colors import parse_color


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        ("tab:blue", to_rgba("tab:blue")),
        (0.2, (0.2, 0.2, 0.2, 1)),
        (1, (1, 1, 1, 1)),
        (None, (1, 1, 1, 1)),
        ({"color": "red", "alpha": 0.5}, (1, 0, 0, 0.5)),
    ],
)
def test_parse_color__of_each_description(color: Any, expected: tuple[float, ...]) -> None:
    assert parse_color(color) == pytest.approx(expected)


def test_parse_color__placeholder_for_none() -> None:
    assert parse_color(None, "black") == to_rgba("black")


@pytest.mark.parametrize("color", ["gren", 2, {"alpha": 1}, [1, 2]])
def test_parse_color__unknown_colors(color: Any) -> None:
    with pytest.raises(PlotError, match="is not a color"):
        parse_color(color)
