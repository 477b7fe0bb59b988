"""The examples in docs/plots.md can be drawn."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.config.plots import PlotConfig
from paraverse.config.read_plots import read_plots
from paraverse.errors import Location
from paraverse.plot.facet_grid.band_settings import parse_band
from paraverse.plot.facet_grid.encodings import as_dims
from paraverse.plot.facet_grid.separate_files import SeparateFiles
from paraverse.plot.figure import draw  # noqa: F401 (registers all plot functions)
from paraverse.plot.helpers.animation_mode import EnterAnimationMode
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.interface import COMBINED_DATA
from paraverse.plot.registry import PlotFunction, find_plot_function
from paraverse.yaml_io.placeholders import Result
from support.drawn import energies, own_style
from support.paths import ROOT

DOCS = ROOT / "docs" / "plots.md"


def _examples(folder: Path) -> dict[str, PlotConfig]:
    blocks = re.findall(r"```yaml\n(.*?)```", DOCS.read_text(), re.S)
    file = folder / "examples.yaml"
    file.write_text("\n".join(blocks))
    plots, problems = read_plots(str(file), [], Location)
    assert problems == []
    return {plot.name: plot for plot in plots}


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PlotConfig]:
    return _examples(tmp_path_factory.mktemp("examples"))


NAMES = re.findall(r"^(\w+):\n  (?:plot_func|based_on)", DOCS.read_text(), re.M)


def _data(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return data with the dimensions that an example names, and results for all tags."""
    data: Any
    energy = energies()
    kind = values.get("kind")
    used = {
        d
        for e in ("x", "y", "hue", "col", "row", "frames", "files")
        for d in as_dims(values.get(e))
    }
    if "band" in values:
        used |= set(parse_band(values["band"]).dims)
    if kind in ("scatter", "scatter3d"):
        numbers = np.random.default_rng(0).random((3, 10, 2))
        variables = zip(("speed", "mass", "age"), numbers, strict=True)
        data = xr.Dataset(
            {name: (("i", "group"), v) for name, v in variables}, {"group": ["a", "b"]}
        )
    elif kind == "errorbars" and "band" not in values:
        parts = {"mean": energy.mean("seed"), "std": energy.std("seed")}
        data = xr.Dataset({**parts, "below": parts["std"], "above": 2 * parts["std"]})
        data = data if "model" in used else data.isel(model=0)
    elif values["plot_func"] != "facet_grid" or "auto_encoding" in values or kind == "hist":
        data = energy
    else:
        data = energy.isel({dim: 0 for dim in energy.dims if dim not in used})
    table = xr.Dataset({"wealth": ("node", [1.0, 2.0, 3.0])}, {"node": [0, 1, 2]})
    states = xr.DataArray(np.zeros((3, 4, 5)), dims=("time", "x", "y"), coords={"time": range(3)})
    names = ("x", "y", "angle", "speed", "mass")
    fish = xr.Dataset({name: (("time", "fish"), np.ones((3, 2))) for name in names})
    return {
        "fish": fish, "data/time": range(3), "data/energy": range(3),
        "data": data, "time": range(3), "energy": range(3), "state": states, "density": states,
        "nodes": table, "edges": np.array([[0, 1], [1, 2]]),
    }  # fmt: skip


def _filled(value: Any, results: Mapping[str, Any]) -> Any:
    if isinstance(value, Result):
        return results[value.name]
    if isinstance(value, dict):
        return {key: _filled(item, results) for key, item in value.items()}
    return [_filled(item, results) for item in value] if isinstance(value, list) else value


def _passed(function: PlotFunction, results: Mapping[str, Any]) -> dict[str, Any]:
    """Return the results as the argument that the function takes."""
    if COMBINED_DATA in inspect.signature(function).parameters:
        return {COMBINED_DATA: xr.Dataset({"energy": results["data"].isel(model=0)})}
    return {"data": results}


@pytest.mark.parametrize("name", NAMES)
def test_documented_examples__can_be_drawn(examples: Mapping[str, PlotConfig], name: str) -> None:
    values, arguments = examples[name].values, examples[name].arguments()
    results = _data(values)
    function = find_plot_function(values["plot_func"])
    hlpr = PlotHelper()
    with own_style():
        try:
            function(**_passed(function, results), hlpr=hlpr, **_filled(arguments, results))
        except (EnterAnimationMode, SeparateFiles):
            assert {"frames", "files"} & set(arguments) or "auto_encoding" in arguments
        else:
            assert any(ax.has_data() for ax in hlpr.fig.axes)


def test_documented_examples__all_are_tested(examples: Mapping[str, PlotConfig]) -> None:
    assert set(NAMES) == set(examples)
