from __future__ import annotations

from typing import Any

import pytest

from paraverse.errors import PlotError
from paraverse.plot.appearance.colormaps import build_colormap


def test_build_colormap__number_of_colors() -> None:
    assert build_colormap({"name": "viridis", "N": 5}).cmap.N == 5


def test_build_colormap__continuous_from_0_to_1_fits_any_values() -> None:
    spec = {"from_values": {0: "red", 1: "blue"}, "continuous": True}
    assert build_colormap(spec).norm is None


def test_build_colormap__labels_are_those_of_the_values() -> None:
    built = build_colormap({"empty": "white", "tree": "green"}, vmin=3)
    assert built.labels == {3: "empty", 4: "tree"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"spec": "viridi"}, "no color map 'viridi'. Did you mean 'viridis'"),
        ({"spec": "color_palette::nope"}, "seaborn has no color map"),
        ({"spec": ["red", "gren"]}, "'gren' is not a color"),
        ({"spec": {"name": "magma", "tree": "green"}}, "described in one way"),
        ({"spec": {"labels_and_colors": {"a": "red"}, "b": "blue"}}, "either `labels_and_colors`"),
        ({"spec": ["red", "blue"], "vmin": 0, "vmax": 5}, "2 colors or labels .* from 0 to 5"),
        ({"spec": {"from_values": {0: "red", (1, 2): "blue"}}}, "for values or for intervals"),
        ({"spec": {"from_values": ["red"], "continuous": True}}, "two or more numbers"),
    ],
    ids=str,
)
def test_build_colormap__wrong_descriptions(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(PlotError, match=message):
        build_colormap(**arguments)
