from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import Normalize, to_rgba

from paraverse.errors import PlotError
from paraverse.plot.appearance.value_colors import (
    colors_of_style,
    colors_of_values,
    is_seed,
    positions_among,
    scale_of_numbers,
    without_light_end,
)
from support.drawn import own_style


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


def colors_of(values: list[Any], spec: Any = None) -> list[Any]:
    colors = colors_of_values(values, spec)
    assert colors is not None
    return colors


def test_colors_of_values__style_suffices_for_few() -> None:
    assert colors_of_values([1, 2, 3]) is None
    assert colors_of_values(list("abcdefg")) is None
    assert colors_of_values([f"n{number}" for number in range(25)]) is None  # with dashes


def test_colors_of_values__names_and_seeds_have_no_order() -> None:
    for values, name in ((list("abcdefghijkl"), None), (list(range(12)), "seed")):
        colors = colors_of_values(values, name=name)
        assert colors is not None
        assert len(set(colors)) == 12
    (color,) = set(colors_of_values(list(range(50)), name="seed") or ())
    assert color[3] < 1


ALL = {"beta": tuple(range(5)), "model": tuple("abcdefghij"), "gamma": tuple(range(50))}


@pytest.mark.parametrize(
    ("name", "values"),
    [("beta", [2, 4]), ("beta", [2.0, 4.0]), ("model", ["c", "h"]), ("gamma", [0, 20, 49])],
)
def test_colors_of_values__some_values_of_a_parameter_have_their_usual_colors(
    name: str, values: list[Any]
) -> None:
    every: list[Any] = list(ALL[name])
    all_colors = colors_of_values(every, name=name, parameters=ALL) or colors_of_style(len(every))
    colors = colors_of_values(values, name=name, parameters=ALL)
    expected = [all_colors[every.index(value)] for value in values]
    np.testing.assert_array_equal(
        [to_rgba(color) for color in colors or ()], [to_rgba(color) for color in expected]
    )


def test_colors_of_values__similar_colors_are_replaced() -> None:
    assert colors_of_values([0, 1], name="gamma", parameters=ALL) is None


def test_colors_of_values__other_values_than_those_of_the_parameter() -> None:
    assert colors_of_values([0.5, 7], name="beta", parameters=ALL) is None


@pytest.mark.parametrize(
    ("values", "among", "positions"),
    [
        ([0.1 + 0.2], [0.1, 0.3], [1]),
        ([[1, 2]], [[0], [1, 2]], [1]),
        (["1"], [1], None),
        ([3], [1, 2], None),
    ],
)
def test_positions_among__any_type(
    values: list[Any], among: list[Any], positions: list[int] | None
) -> None:
    assert positions_among(values, among) == positions


@pytest.mark.parametrize("name", ["seed", "seeds", "initial_seed", "rep", "Replicates"])
def test_is_seed__last_word_of_the_name(name: str) -> None:
    assert is_seed(name)
    assert not is_seed(f"{name}_size")
    assert not is_seed(None)


def test_scale_of_numbers__each_has_its_color() -> None:
    for values in ([2.0], [3.0, 1.0, 10.0]):
        colors = ["red", "lime", "blue"][: len(values)]
        norm, cmap = scale_of_numbers(np.array(values), colors)
        assert [to_rgba(cmap(norm(value))) for value in values] == list(map(to_rgba, colors))


def test_colors_of_values__many_numbers_are_in_order() -> None:
    colors = np.array(colors_of(list(range(20))))
    lightness = colors[:, :3] @ [0.2126, 0.7152, 0.0722]
    assert (np.diff(lightness) > 0).all()
    assert lightness[-1] < 0.9


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ({1: "red", 3: "blue", 7: "lime"}, ["red", "blue"]),
        (["red", "blue", "lime"], ["red", "blue"]),
        ({"cmap": ["red", "lime", "blue"], "vmin": 1}, ["red", "blue"]),
    ],
)
def test_colors_of_values__as_configured(spec: Any, expected: list[str]) -> None:
    colors = [to_rgba(color) for color in colors_of([1, 3], spec)]
    np.testing.assert_allclose(colors, [to_rgba(color) for color in expected])


@given(st.sets(st.integers(0, 50), min_size=2, max_size=8), st.integers(0, 50))
def test_colors_of_values__a_number_has_the_same_color_among_any_others(
    others: set[int], number: int
) -> None:
    spec = {"cmap": "viridis", "norm": Normalize(0, 50)}
    values = sorted({*others, number})
    colors = dict(zip(values, colors_of(values, spec), strict=True))
    np.testing.assert_array_equal(colors[number], colors_of([number], spec)[0])


@pytest.mark.parametrize("spec", [{1: "red"}, ["red"]])
def test_colors_of_values__a_value_without_a_color(spec: Any) -> None:
    with pytest.raises(PlotError, match="no color for 3"):
        colors_of_values([1, 3], spec)


def test_colors_of_values__color_maps_are_for_numbers() -> None:
    with pytest.raises(PlotError, match="colors for numbers; found"):
        colors_of_values(["a", "b"], {"cmap": "viridis", "vmin": 0, "vmax": 1})


def test_without_light_end__begins_like_the_color_map_and_stays_dark() -> None:
    cmap = without_light_end("viridis")
    np.testing.assert_allclose(cmap(0), to_rgba("#440154"), atol=0.005)
    assert cmap(1.0)[:3] @ np.array([0.2126, 0.7152, 0.0722]) < 0.9
