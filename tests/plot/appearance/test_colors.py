from __future__ import annotations

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import BoundaryNorm, LogNorm, Normalize, to_rgba

from paraverse.errors import PlotError
from paraverse.plot.appearance.colormaps import described_colormap
from paraverse.plot.appearance.colors import (
    NORMS,
    ColorManager,
    colors_of_values,
    parse_cmap_and_norm_kwargs,
)
from support.drawn import own_style


@pytest.fixture(autouse=True)
def _style():
    with own_style():
        yield


def rgba(*names):
    return [to_rgba(name) for name in names]


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
def test_color_manager__colour_of_a_value(cmap, values, colors):
    shown = ColorManager(cmap=cmap).map_to_color(values)
    np.testing.assert_allclose(shown, rgba(*colors), atol=0.005)


def test_color_manager__what_is_out_of_range_after_reversing():
    extremes = {"under": "red", "over": {"color": "blue", "alpha": 0.5}, "bad": "black"}
    manager = ColorManager(cmap={"name": "gray", "reversed": True, **extremes}, vmin=0, vmax=1)
    values = np.ma.masked_invalid([-1, 0, 1, 2, np.nan])
    expected = [*rgba("red", "white", "black"), to_rgba("blue", 0.5), to_rgba("black")]
    np.testing.assert_allclose(manager.map_to_color(values), expected)


def test_color_manager__number_of_colours():
    assert ColorManager(cmap={"name": "viridis", "N": 5}).cmap.N == 5


@given(st.lists(st.sampled_from(["red", "lime", "blue", "gold"]), min_size=1, max_size=6),
       st.none() | st.integers(-5, 5), st.none() | st.integers(-5, 5))  # fmt: skip
def test_color_manager__listed_colours_are_counted(colors, vmin, vmax):
    if vmin is not None and vmax is not None:
        vmax = vmin + len(colors) - 1
    manager = ColorManager(cmap=colors, vmin=vmin, vmax=vmax)
    first = vmin if vmin is not None else 0 if vmax is None else vmax - len(colors) + 1
    values = first + np.arange(len(colors))
    np.testing.assert_allclose(manager.map_to_color(values), rgba(*colors))


@pytest.mark.parametrize("name", sorted(set(NORMS) - {"FuncNorm"}))
def test_color_manager__all_norms_of_matplotlib_by_name(name):
    arguments = {
        "TwoSlopeNorm": {"vcenter": 2},
        "PowerNorm": {"gamma": 2},
        "SymLogNorm": {"linthresh": 1},
        "BoundaryNorm": {"boundaries": [1, 2, 4]},
    }.get(name, {})
    norm = ColorManager(norm={"name": name, **arguments}, vmin=1, vmax=4).norm
    assert type(norm) is getattr(matplotlib.colors, name)
    if name not in ("CenteredNorm", "BoundaryNorm", "NoNorm"):
        np.testing.assert_allclose(norm([1, 4]), [0, 1])


def test_color_manager__function_norm():
    spec = {"name": "FuncNorm", "functions": ["np.sqrt", "np.square"]}
    np.testing.assert_allclose(ColorManager(norm=spec, vmin=0, vmax=4).norm([0, 1, 4]), [0, 0.5, 1])


def test_color_manager__objects_are_taken_as_they_are():
    cmap, norm = plt.get_cmap("magma"), LogNorm(1, 10)
    manager = ColorManager(cmap=cmap, norm=norm)
    assert (manager.cmap, manager.norm, manager.vmin, manager.vmax) == (cmap, norm, 1, 10)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"cmap": "viridi"}, "no colour map 'viridi'. Did you mean 'viridis'"),
        ({"cmap": "color_palette::nope"}, "seaborn makes no colour map of"),
        ({"cmap": "diverging::1"}, "seaborn makes no colour map of"),
        ({"cmap": ["red", "gren"]}, "'gren' is no colour"),
        ({"cmap": {"name": "magma", "tree": "green"}}, "described in one way"),
        ({"cmap": {"labels_and_colors": {"a": "red"}, "b": "blue"}}, "either `labels_and_colors`"),
        ({"cmap": ["red", "blue"], "vmin": 0, "vmax": 5}, "2 colours or labels .* from 0 to 5"),
        ({"cmap": {"from_values": {0: "red", (1, 2): "blue"}}}, "for values or for intervals"),
        ({"cmap": {"from_values": {(0, 1): "red", (2, 3): "blue"}}}, "where the one before ends"),
        ({"cmap": {"from_values": {2: "red", 1: "blue"}}}, "must increase"),
        ({"cmap": {"from_values": {"a": "red"}}}, "found 'a'"),
        ({"cmap": {"from_values": ["red"], "continuous": True}}, "two or more numbers"),
        ({"norm": "Lognorm"}, "no norm 'Lognorm'. Did you mean 'LogNorm'"),
        ({"norm": "PowerNorm"}, "norm PowerNorm takes gamma, vmin, vmax"),
        ({"norm": {"name": "LogNorm", "base": 2}}, "norm LogNorm takes"),
        ({"norm": {"name": "FuncNorm", "functions": ["nope", "np.exp"]}}, "found 'nope'"),
        ({"labels": ["a"], "vmin": 0, "vmax": 3}, "1 colours or labels"),
    ],
    ids=str,
)
def test_color_manager__wrong_descriptions(arguments, message):
    with pytest.raises(PlotError, match=message):
        ColorManager(**arguments)


@pytest.mark.parametrize(
    ("cmap", "extend"),
    [
        ("viridis", "neither"),
        ({"name": "viridis", "over": "red"}, "max"),
        ({"name": "viridis", "under": "red"}, "min"),
        ({"name": "viridis", "under": "red", "over": "red"}, "both"),
    ],
)
def test_create_cbar__ends_labels_and_properties(cmap, extend):
    manager = ColorManager(cmap=cmap, labels={0: "low", 1: " ", 2: "high"}, vmin=0, vmax=2)
    figure, ax = plt.subplots()
    image = ax.imshow([[0, 2]], cmap=manager.cmap, norm=manager.norm)
    bar = manager.create_cbar(
        image, fig=figure, ax=ax, label="E", label_kwargs={"size": 4}, tick_params={"labelsize": 3}
    )
    assert bar.extend == extend
    assert [text.get_text() for text in bar.ax.get_yticklabels()] == ["low", "high"]
    assert bar.get_ticks().tolist() == [0, 2]
    assert (bar.ax.get_ylabel(), bar.ax.yaxis.label.get_size()) == ("E", 4)
    assert bar.ax.get_yticklabels()[0].get_size() == 3


def test_parse_cmap_and_norm_kwargs__discrete_colours_bring_their_norm_and_labels():
    given = {"cmap": {"empty": "white", "tree": "green"}, "vmin": 1, "vmax": 2, "alpha": 0.5}
    parsed = parse_cmap_and_norm_kwargs(**given)
    assert isinstance(parsed["norm"], BoundaryNorm)
    assert parsed["cbar_kwargs"]["ticks"] == [1, 2]
    assert set(parsed) == {"cmap", "norm", "alpha", "cbar_kwargs"}


def test_parse_cmap_and_norm_kwargs__plain_names_leave_the_limits():
    parsed = parse_cmap_and_norm_kwargs(cmap="magma", vmin=0, vmax=3)
    assert {key: parsed.get(key) for key in ("vmin", "vmax", "norm")} == {
        "vmin": 0,
        "vmax": 3,
        "norm": None,
    }
    assert parse_cmap_and_norm_kwargs(x="time", vmin=3) == {"x": "time", "vmin": 3}


def test_parse_cmap_and_norm_kwargs__other_names():
    keys = {"cmap": "edge_cmap", "norm": "edge_norm"}
    parsed = parse_cmap_and_norm_kwargs(_key_map=keys, edge_cmap="magma", cmap="no")
    assert parsed["edge_cmap"].name == "magma"
    assert parsed["cmap"] == "no"
    given = {"cmap": "no"}
    assert parse_cmap_and_norm_kwargs(use_color_manager=False, **given) == given


def test_described_colormap__continuous_from_0_to_1_fits_any_values():
    assert (
        described_colormap({"from_values": {0: "red", 1: "blue"}, "continuous": True}).norm is None
    )


def test_colors_of_values__style_suffices_for_few():
    assert colors_of_values([1, 2, 3]) is None
    assert colors_of_values(list("abcdefghijkl")) is None


def test_colors_of_values__many_numbers_are_in_order():
    colors = np.array(colors_of_values(list(range(20))))
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
def test_colors_of_values__as_said(spec, expected):
    np.testing.assert_allclose(
        [to_rgba(c) for c in colors_of_values([1, 3], spec)], rgba(*expected)
    )


@given(st.sets(st.integers(0, 50), min_size=2, max_size=8), st.integers(0, 50))
def test_colors_of_values__a_number_has_its_colour_wherever_it_is(others, number):
    spec = {"cmap": "viridis", "norm": Normalize(0, 50)}
    values = sorted({*others, number})
    colors = dict(zip(values, colors_of_values(values, spec), strict=True))
    np.testing.assert_array_equal(colors[number], colors_of_values([number], spec)[0])


@pytest.mark.parametrize("spec", [{1: "red"}, ["red"]])
def test_colors_of_values__each_needs_one(spec):
    with pytest.raises(PlotError, match="no colour for 3"):
        colors_of_values([1, 3], spec)


def test_colors_of_values__colour_maps_are_for_numbers():
    with pytest.raises(PlotError, match="colours for numbers; found"):
        colors_of_values(["a", "b"], {"cmap": "viridis", "vmin": 0, "vmax": 1})
