from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import xarray as xr
from matplotlib.colors import to_rgb

from paraverse.errors import PlotError
from paraverse.plot.functions.generic import facet_grid
from paraverse.plot.layout.arrange import arrange
from support.drawn import draw, energies, entries, own_style, visible


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


ENERGY = energies()
DATA = xr.Dataset(
    {
        "mean": ENERGY.mean("seed"),
        "std": ENERGY.std("seed"),
        "twice": 2 * ENERGY.std("seed"),
    }
).isel(model=0)
DATA["mean"].attrs = ENERGY.attrs
ONE = DATA.isel(step_size=0)


def ends(ax: Any, line: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return the lower and upper ends of error bars."""
    segments = np.array(ax.containers[line].lines[2][0].get_segments())
    return segments[:, 0, 1], segments[:, 1, 1]


def test_errorbars__bars_and_labels() -> None:
    ax = draw(facet_grid, ONE, kind="errorbars", y="mean", yerr="std").ax
    lower, upper = ends(ax)
    np.testing.assert_allclose(lower, ONE["mean"] - ONE["std"])
    np.testing.assert_allclose(upper, ONE["mean"] + ONE["std"])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("Time [s]", "Mean energy [J]")


def test_errorbars__two_errors_are_downwards_and_upwards() -> None:
    ax = draw(facet_grid, ONE, kind="errorbars", y="mean", yerr=["std", "twice"]).ax
    lower, upper = ends(ax)
    np.testing.assert_allclose(lower, ONE["mean"] - ONE["std"])
    np.testing.assert_allclose(upper, ONE["mean"] + ONE["twice"])


def test_errorbars__bands_have_the_colors_of_their_lines() -> None:
    hlpr = draw(
        facet_grid, DATA, kind="errorbars", y="mean", yerr="std", hue="step_size", use_bands=True
    )
    bands = hlpr.ax.collections
    assert len(bands) == 4
    for band, container in zip(bands, hlpr.ax.containers, strict=True):
        (color,) = band.get_facecolor()
        assert tuple(color[:3]) == to_rgb(container.lines[0].get_color())
    low = bands[1].get_paths()[0].get_extents().y0
    assert low == pytest.approx(float((DATA["mean"] - DATA["std"]).isel(step_size=1).min()))
    assert entries(hlpr.ax.get_legend()) == ["0.1", "0.2", "0.3", "0.4"]
    assert hlpr.ax.get_legend().get_title().get_text() == "step_size [m]"


def centers(hlpr: Any) -> list[float]:
    """Return the horizontal positions of the first bars on the page, in points."""
    bars = [container.lines[2][0] for container in hlpr.ax.containers]
    points = [b.get_transform().transform(b.get_segments()[0])[0, 0] for b in bars]
    return [72 / hlpr.fig.dpi * point for point in points]


def test_errorbars__bars_of_several_lines_are_beside_each_other() -> None:
    lines = {"kind": "errorbars", "y": "mean", "yerr": "std", "hue": "step_size"}
    np.testing.assert_allclose(np.diff(centers(draw(facet_grid, DATA, **lines))), 2.5)
    wide = draw(facet_grid, DATA, **lines, dodge=4)
    np.testing.assert_allclose(np.diff(centers(wide)), 4)
    assert wide.ax.get_xlim() == draw(facet_grid, DATA, **lines, dodge=False).ax.get_xlim()
    np.testing.assert_allclose(np.diff(centers(draw(facet_grid, DATA, **lines, dodge=False))), 0)


def test_errorbars__a_single_value_along_x() -> None:
    data = xr.Dataset({"mean": ("time", [3.0]), "std": ("time", [1.0])}, {"time": [5]})
    ax = draw(facet_grid, data, kind="errorbars", x="time", y="mean", yerr="std").ax
    assert ax.lines[0].get_xydata().tolist() == [[5, 3]]


def test_errorbars__hue_colors() -> None:
    colors = dict(zip(DATA.step_size.values, ["red", "green", "blue", "black"], strict=True))
    hlpr = draw(
        facet_grid, DATA, kind="errorbars", y="mean", yerr="std", hue="step_size", hue_colors=colors
    )
    assert [c.lines[0].get_color() for c in hlpr.ax.containers] == ["red", "green", "blue", "black"]


def test_errorbars__grids_have_one_legend_beside_the_axes() -> None:
    both = xr.Dataset({"mean": ENERGY.mean("seed"), "std": ENERGY.std("seed")})
    hlpr = draw(
        facet_grid, both, kind="errorbars", y="mean", yerr="std", hue="step_size", col="model"
    )
    (legend,) = hlpr.fig.legends
    assert entries(legend) == ["0.1", "0.2", "0.3", "0.4"]
    arrange(hlpr.fig)
    box = legend.get_window_extent()
    assert not any(ax.get_window_extent().overlaps(box) for ax in visible(hlpr))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"y": "men", "yerr": "std"}, "y: there is no 'men' in the data.*Did you mean 'mean'"),
        ({"y": "mean", "yerr": ["std", "s"]}, "yerr: there is no variable 's'"),
        ({"y": "mean", "yerr": "std"}, "y: has the dimensions time .8., step_size .4."),
        ({"y": "mean", "yerr": "std", "hue": "step"}, "hue: there is no 'step'"),
    ],
)
def test_errorbars__wrong_arguments(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(PlotError, match=message):
        draw(facet_grid, DATA, kind="errorbars", **arguments)
