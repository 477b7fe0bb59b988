"""Cells of heat maps are where the record of the figure says."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
import xarray as xr
from PIL import Image

from paraverse.plot.functions.generic import facet_grid
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.cells import Areas, noted_areas
from paraverse.plot.layout.footnote import footnote
from paraverse.plot.saving import save_figure
from support.drawn import own_style

PARAMETERS: Mapping[str, Any] = {
    "beta": (0.1, 0.5, 1.0, 5.0),
    "seed": (0, 1, 2),
    "kind": ("a", "b"),
}


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


def scores(*dims: str, **sel: Any) -> xr.DataArray:
    sizes = [len(PARAMETERS.get(dim, (0, 1))) for dim in dims]
    values = np.arange(np.prod(sizes), dtype=float).reshape(sizes)
    coords = {dim: list(PARAMETERS[dim]) for dim in dims if dim in PARAMETERS}
    return xr.DataArray(values, coords, dims, name="score").sel(sel)


def areas_of(
    data: xr.DataArray, file: Path, options: Mapping[str, Any] | None = None, **arguments: Any
) -> Areas:
    hlpr = PlotHelper(parameters=PARAMETERS)
    values = {"kind": "pcolormesh", **arguments}
    if values["kind"] in ("pcolormesh", "imshow"):
        values |= {"vmin": 0, "vmax": 24, "cmap": "viridis"}
    facet_grid(data={"data": data}, hlpr=hlpr, **values)
    with noted_areas() as areas:
        save_figure(hlpr.fig, file, "score", options)
    return areas.get(file.stem, [])


def values_at(file: Path, areas: Areas) -> dict[tuple[int, int], int]:
    """Return the value whose color is at the center of each cell of the first axes."""
    picture = np.asarray(Image.open(file).convert("RGB")).astype(int)
    height, width = picture.shape[:2]
    (area, *_) = areas
    pairs = [zip(area[a]["indices"], area[a]["at"], strict=True) for a in "xy"]
    colors = mpl.colormaps["viridis"](np.arange(25) / 24)[:, :3] * 255
    return {
        (i, j): int(np.abs(colors - picture[int(y * height), int(x * width)]).sum(1).argmin())
        for (i, x), (j, y) in itertools.product(*map(list, pairs))
    }


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ({}, None),
        ({"kind": "imshow"}, None),
        ({"categorical": False}, None),
        ({"xscale": "log"}, None),
        ({}, {"bbox_inches": "tight"}),
        ({"figsize": [4, 6]}, None),
    ],
)
def test_mark_parameters__cells_have_the_colors_of_their_values(
    arguments: dict[str, Any], options: dict[str, Any] | None, tmp_path: Path
) -> None:
    data = scores("beta", "seed")
    file = tmp_path / "score.png"
    areas = areas_of(data, file, options, x="beta", y="seed", **arguments)
    expected = {(i, j): int(data[i, j]) for i in range(4) for j in range(3)}
    assert values_at(file, areas) == expected
    left, top, right, bottom = areas[0]["box"]
    assert 0 < left < right < 1
    assert 0 < top < bottom < 1


def test_mark_parameters__below_a_footnote(tmp_path: Path) -> None:
    data = scores("beta", "seed")
    with footnote(["units differ"] * 3):
        areas = areas_of(data, tmp_path / "score.png", x="seed", y="beta")
    expected = {(j, i): int(data[i, j]) for i in range(4) for j in range(3)}
    assert values_at(tmp_path / "score.png", areas) == expected


def test_mark_parameters__in_a_grid_of_axes(tmp_path: Path) -> None:
    data = scores("beta", "seed", "kind")
    file = tmp_path / "score.png"
    areas = areas_of(data, file, x="beta", y="seed", col="kind")
    assert [area["fixed"] for area in areas] == [{"kind": 0}, {"kind": 1}]
    for number in (0, 1):
        values = values_at(file, areas[number:])
        assert values[3, 1] == int(data[3, 1, number])


def test_mark_parameters__of_some_values_and_with_another_dimension(tmp_path: Path) -> None:
    data = scores("seed", "time", "kind", kind="b").isel(seed=[2, 0])
    (area,) = areas_of(data, tmp_path / "score.png", x="seed", y="time")
    assert (area["x"]["name"], area["x"]["indices"]) == ("seed", [2, 0])
    assert "y" not in area
    assert area["fixed"] == {"kind": 1}


def test_mark_parameters__with_a_single_value(tmp_path: Path) -> None:
    data = scores("beta", "seed").isel(beta=[2])
    file = tmp_path / "score.png"
    areas = areas_of(data, file, x="beta", y="seed", squeeze=False)
    assert values_at(file, areas)[2, 1] == int(data[0, 1])


@pytest.mark.parametrize(
    ("dims", "arguments"),
    [
        (("time", "space"), {"x": "time", "y": "space"}),
        (("beta", "seed"), {"kind": "line", "x": "beta", "hue": "seed"}),
        (("beta", "seed"), {"kind": "hist"}),
        (("beta", "seed"), {"kind": None, "x": "beta", "hue": "seed"}),
    ],
)
def test_mark_parameters__not_of_other_figures(
    dims: tuple[str, ...], arguments: dict[str, Any], tmp_path: Path
) -> None:
    assert areas_of(scores(*dims), tmp_path / "score.png", **arguments) == []
