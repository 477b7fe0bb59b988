from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import BoundaryNorm, LogNorm, to_rgba

from paraverse.errors import PlotError
from paraverse.plot.appearance.color_manager import ColorManager, parse_cmap_and_norm_kwargs
from support.drawn import own_style


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


def rgba(*colors: Any) -> list[tuple[float, ...]]:
    return [to_rgba(color) for color in colors]


@pytest.mark.parametrize(
    ("cmap", "values", "colors"),
    [
        (["red", "blue"], [0, 1], ["red", "blue"]),
        (["#f00", 0, 0.2], [0, 1, 2], ["red", "black", "0.2"]),
        ({"from_values": {1: "red", 5: None, 7: "blue"}}, [1, 4, 7], ["red", "white", "blue"]),
        ({"from_values": {(0, 0.3): "red", (0.3, 1): "blue"}}, [0.1, 0.4], ["red", "blue"]),
        ({"from_values": {range(3): "red", range(3, 9): "blue"}}, [2, 3], ["red", "blue"]),
        ({"from_values": {0.25: "red", 0.75: "blue"}}, [0.26, 0.7], ["red", "blue"]),
        ({"from_values": {3: "red"}}, [3, 2.6], ["red", "red"]),
        ({"from_values": {0: "red", 10: "blue"}, "continuous": True}, [0, 5, 10],
         ["red", (0.5, 0, 0.5, 1), "blue"]),
        ({"from_values": ["red", "lime", "blue"], "continuous": True}, [0, 1], ["red", "blue"]),
        ({"empty": "white", "tree": "green"}, [0, 1], ["white", "green"]),
        ({"name": "ListedColormap", "colors": ["red", "blue"]}, [0, 1], ["red", "blue"]),
    ],
)  # fmt: skip
def test_map_to_color__of_each_description(cmap: Any, values: list[Any], colors: list[Any]) -> None:
    mapped = ColorManager(cmap=cmap).map_to_color(values)
    np.testing.assert_allclose(mapped, rgba(*colors), atol=0.005)


def test_map_to_color__out_of_range_of_a_reversed_color_map() -> None:
    extremes = {"under": "red", "over": {"color": "blue", "alpha": 0.5}, "bad": "black"}
    manager = ColorManager(cmap={"name": "gray", "reversed": True, **extremes}, vmin=0, vmax=1)
    values = np.ma.masked_invalid([-1, 0, 1, 2, np.nan])
    expected = [*rgba("red", "white", "black"), to_rgba("blue", 0.5), to_rgba("black")]
    np.testing.assert_allclose(manager.map_to_color(values), expected)


@given(
    st.lists(st.sampled_from(["red", "lime", "blue", "gold"]), min_size=1, max_size=6),
    st.none() | st.integers(-5, 5),
    st.none() | st.integers(-5, 5),
)
def test_map_to_color__lists_stand_for_consecutive_integers(
    colors: list[str], vmin: int | None, vmax: int | None
) -> None:
    if vmin is not None and vmax is not None:
        vmax = vmin + len(colors) - 1
    manager = ColorManager(cmap=colors, vmin=vmin, vmax=vmax)
    first = vmin if vmin is not None else 0 if vmax is None else vmax - len(colors) + 1
    values = first + np.arange(len(colors))
    np.testing.assert_allclose(manager.map_to_color(values), rgba(*colors))


def test_color_manager__objects_are_used_as_they_are() -> None:
    cmap, norm = plt.get_cmap("magma"), LogNorm(1, 10)
    manager = ColorManager(cmap=cmap, norm=norm)
    assert (manager.cmap, manager.norm, manager.vmin, manager.vmax) == (cmap, norm, 1, 10)


def test_color_manager__wrong_number_of_labels() -> None:
    with pytest.raises(PlotError, match="1 colors or labels"):
        ColorManager(labels=["a"], vmin=0, vmax=3)


@pytest.mark.parametrize(
    ("cmap", "extend"),
    [
        ("viridis", "neither"),
        ({"name": "viridis", "over": "red"}, "max"),
        ({"name": "viridis", "under": "red"}, "min"),
        ({"name": "viridis", "under": "red", "over": "red"}, "both"),
        ({"name": "Greys_r", "under": "black", "over": "white"}, "both"),
    ],
)
def test_create_cbar__ends_labels_and_properties(cmap: Any, extend: str) -> None:
    manager = ColorManager(cmap=cmap, labels={0: "low", 1: " ", 2: "high"}, vmin=0, vmax=2)
    figure, ax = plt.subplots()
    image = ax.imshow([[0, 2]], cmap=manager.cmap, norm=manager.norm)
    bar = manager.create_cbar(
        image, fig=figure, ax=ax, label="E", label_kwargs={"size": 4}, tick_params={"labelsize": 3}
    )
    assert bar.extend == extend
    assert [text.get_text() for text in bar.ax.get_yticklabels()] == ["low", "high"]
    assert np.asarray(bar.get_ticks()).tolist() == [0, 2]
    assert (bar.ax.get_ylabel(), bar.ax.yaxis.label.get_fontsize()) == ("E", 4)
    assert bar.ax.get_yticklabels()[0].get_fontsize() == 3


def test_parse_cmap_and_norm_kwargs__discrete_colors_have_a_norm_and_labels() -> None:
    parsed = parse_cmap_and_norm_kwargs(
        cmap={"empty": "white", "tree": "green"}, vmin=1, vmax=2, alpha=0.5
    )
    assert isinstance(parsed["norm"], BoundaryNorm)
    assert parsed["cbar_kwargs"]["ticks"] == [1, 2]
    assert set(parsed) == {"cmap", "norm", "alpha", "cbar_kwargs"}


def test_parse_cmap_and_norm_kwargs__plain_names_leave_the_limits() -> None:
    parsed = parse_cmap_and_norm_kwargs(cmap="magma", vmin=0, vmax=3)
    assert {key: parsed.get(key) for key in ("vmin", "vmax", "norm")} == {
        "vmin": 0,
        "vmax": 3,
        "norm": None,
    }
    assert parse_cmap_and_norm_kwargs(x="time", vmin=3) == {"x": "time", "vmin": 3}


def test_parse_cmap_and_norm_kwargs__other_names() -> None:
    keys = {"cmap": "edge_cmap", "norm": "edge_norm"}
    parsed = parse_cmap_and_norm_kwargs(_key_map=keys, edge_cmap="magma", cmap="no")
    assert parsed["edge_cmap"].name == "magma"
    assert parsed["cmap"] == "no"
    assert parse_cmap_and_norm_kwargs(use_color_manager=False, cmap="no") == {"cmap": "no"}
