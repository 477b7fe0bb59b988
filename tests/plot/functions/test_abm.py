from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import PlotError
from paraverse.plot.functions.abm import abmplot
from support.drawn import colorbars, draw, frames, own_style


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


RANDOM = np.random.default_rng(0)
FISH = xr.Dataset(
    {name: (("time", "fish"), RANDOM.uniform(0, 10, (3, 5))) for name in ("x", "y", "angle")}
    | {"age": ("fish", [1, 2, 3, 4, 5], {"units": "a"})},
    coords={"time": ("time", [0, 10, 20], {"units": "s"})},
)
SPACE = {"x": "x", "y": "y", "domain": [10, 5], "frames": "time"}


def centers(markers: Any) -> np.ndarray:
    return np.array([path.get_extents().get_points().mean(axis=0) for path in markers.get_paths()])


def areas(markers: Any) -> np.ndarray:
    sizes = [np.ptp(path.get_extents().get_points(), axis=0).prod() for path in markers.get_paths()]
    return np.array(sizes)


def test_abmplot__agents_at_their_positions() -> None:
    hlpr = draw(abmplot, {"fish": FISH}, to_plot={"fish": {}}, frames_isel=-1, **SPACE)
    (markers,) = hlpr.ax.collections
    expected = np.column_stack([FISH.x[-1], FISH.y[-1]])
    np.testing.assert_allclose(centers(markers), expected)
    assert (hlpr.ax.get_xlim(), hlpr.ax.get_ylim()) == ((0, 10), (0, 5))
    assert hlpr.fig.get_suptitle() == "time = 20 [s]"
    assert np.ptp(areas(markers)) == pytest.approx(0)
    assert not colorbars(hlpr)


def test_abmplot__properties_are_colors_sizes_and_directions() -> None:
    layer = {"hue": "age", "size": "age", "orientation": "angle", "vmin": 0, "cmap": "magma"}
    hlpr = draw(abmplot, {"fish": FISH}, to_plot={"fish": layer}, frames_isel=0, **SPACE)
    (markers,) = hlpr.ax.collections
    assert markers.get_array().tolist() == [1, 2, 3, 4, 5]
    assert (markers.get_clim(), markers.cmap.name) == ((0, 5), "magma")
    (bar,) = colorbars(hlpr)
    assert bar.get_ylabel() == "age [a]"
    tips = np.array([path.vertices[0] for path in markers.get_paths()])
    directions = tips - np.column_stack([FISH.x[0], FISH.y[0]])
    angles = np.arctan2(directions[:, 1], directions[:, 0]) - FISH.angle[0].values
    np.testing.assert_allclose(np.cos(angles), 1)
    lengths = np.hypot(*directions.T)
    assert (np.diff(lengths) > 0).all()
    assert (lengths[-1] / lengths[0]) ** 2 == pytest.approx(4)


def test_abmplot__frames_over_time_that_follow_the_agents() -> None:
    arguments = SPACE | {"domain": "follow"}
    limits = []
    for frame, hlpr in enumerate(
        frames(abmplot, {"fish": FISH}, to_plot={"fish": {}}, **arguments)
    ):
        (markers,) = hlpr.ax.collections
        assert centers(markers)[:, 0] == pytest.approx(FISH.x[frame].values)
        limits.append(hlpr.ax.get_xlim())
        assert hlpr.fig.get_suptitle() == f"time = {10 * frame} [s]"
    assert len(set(limits)) == 3


@pytest.mark.parametrize(
    "norm", ["LogNorm", {"name": "BoundaryNorm", "boundaries": [0, 2.5, 6], "ncolors": 3}], ids=str
)
def test_abmplot__norms_of_colors_and_sizes(norm: Any) -> None:
    layer = {"hue": "age", "norm": norm, "size": "age", "size_norm": norm}
    hlpr = draw(abmplot, {"fish": FISH}, to_plot={"fish": layer}, frames_isel=0, **SPACE)
    assert areas(hlpr.ax.collections[0])[-1] == pytest.approx(areas(hlpr.ax.collections[0])[0] * 4)


def test_abmplot__tails_grow_over_the_frames() -> None:
    layer = {"hue": "age", "tail_length": 2, "tail_decay": 0.2}
    lengths = []
    for hlpr in frames(abmplot, {"fish": FISH}, to_plot={"fish": layer}, **SPACE):
        markers, *tails = hlpr.ax.collections
        lengths.append([len(line.get_segments()) for line in tails])
    assert lengths == [[], [5], [10]]
    assert tails[0].get_colors()[:5, :3].tolist() == markers.get_facecolors()[:, :3].tolist()
    assert tails[0].get_zorder() < markers.get_zorder()


@pytest.mark.parametrize(
    ("domain", "limits"),
    [
        ([-1, 1, 0, 4], (-1, 1, 0, 4)),
        ({"extent": [4, 2], "pad": 0.5}, (-2, 6, -1, 3)),
        ({"extent": [4, 2], "pad": 0, "aspect": 1}, (0, 4, -1, 3)),
        ({"extent": [4, 2], "pad": 0, "height": 4}, (-2, 6, -1, 3)),
    ],
)
def test_abmplot__domains(domain: Any, limits: tuple[float, ...]) -> None:
    arguments = SPACE | {"domain": domain, "frames_isel": 0}
    ax = draw(abmplot, {"fish": FISH}, to_plot={"fish": {}}, **arguments).ax
    assert (*ax.get_xlim(), *ax.get_ylim()) == pytest.approx(limits)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"to_plot": {}}, "takes the names of what to draw"),
        ({"to_plot": {"fsh": {}}}, "there is no tag 'fsh'. Did you mean 'fish'"),
        ({"to_plot": {"fish": {"hue": "angel"}}}, "fish.hue: there is no 'angel'. Did you mean"),
        ({"to_plot": {"fish": {"marker": "fishes"}}}, "fish.marker: "),
        ({"to_plot": {"fish": {"tail_lenght": 2}}}, "takes no 'tail_lenght'. Did you mean 'tail_l"),
        ({"to_plot": {"fish": {}}, "domain": "folow"}, "Did you mean 'follow'"),
        ({"to_plot": {"fish": {}}, "domain": [1, 2, 3]}, "takes 2 or 4 borders"),
        ({"to_plot": {"fish": {}}, "domain": {"padd": 1}}, "unknown key 'padd'"),
    ],
)
def test_abmplot__wrong_arguments(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(PlotError, match=message):
        draw(abmplot, {"fish": FISH}, **(SPACE | {"frames_isel": 0} | arguments))
