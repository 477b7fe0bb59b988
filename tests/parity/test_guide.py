"""The example through dantro and through paraverse: the same arrays, bit for bit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.results.file import read_results
from paraverse.store.read.batch import BatchFile
from paraverse.transform import evaluate
from paraverse.yaml_io.configuration import read_yaml
from support.projects import Project

pytest.importorskip("dantro")

MULTIVERSE_PLOTS = ["mean_random_walk", "abm_mean_energy"]


@pytest.fixture(scope="module")
def dantros(sweep: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """Return what plot functions of dantro get: by plot, the tag `data` of each figure."""
    import sys
    import types

    from dantro.plot.utils import is_plot_func
    from paramspace.yaml import yaml

    from support import sweeps, with_dantro

    got: list[Any] = []

    @is_plot_func(use_dag=True, required_dag_tags=("data",))
    def capture(*, data: dict[str, Any], hlpr: Any, **_: Any) -> None:
        hlpr.ax.plot([0, 1])
        got.append(data["data"])

    module = types.ModuleType("captures")
    module.capture = capture  # type: ignore[attr-defined]
    sys.modules["captures"] = module
    manager = with_dantro.load(sweep, tmp_path_factory.mktemp("dantro") / "out")
    plots = yaml.load(sweeps.guide_plots())
    data = {}
    for name, plot in plots.items():
        options = {
            key: value for key, value in plot.items() if key not in ("kind", "x", "hue", "helpers")
        }
        options |= {"module": "captures", "plot_func": "capture"}
        # Nobody looks at the figures
        options |= {"file_ext": "png", "style": {"figure.figsize": [1, 1], "savefig.dpi": 10}}
        with_dantro.plot(manager, {name: options})
        data[name], got[:] = got[:], []
    return data


@pytest.fixture(scope="module")
def ours(sweep: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    from support.projects import sweeps_project

    project = sweeps_project(tmp_path_factory.mktemp("ours") / "project", sweep)
    project.snakemake(*(f"results/data/{plot}.nc" for plot in MULTIVERSE_PLOTS))
    return project


def same(ours: xr.DataArray, theirs: xr.DataArray) -> None:
    values = np.asarray(theirs.values)
    assert ours.values.dtype == values.dtype
    assert ours.values.tobytes() == values.tobytes()
    assert ours.dims == theirs.dims
    assert ours.name == theirs.name
    assert list(ours.coords) == list(theirs.coords)
    for name, coordinate in theirs.coords.items():
        xr.testing.assert_identical(ours.coords[name].variable, coordinate.variable)


@pytest.mark.parametrize("plot", MULTIVERSE_PLOTS)
def test_multiverse_plot__has_the_same_data(
    ours: Project, dantros: dict[str, list[Any]], plot: str
) -> None:
    (theirs,) = dantros[plot]
    same(read_results(ours.path / "results" / "data" / f"{plot}.nc")["data"], theirs)


def test_universe_plot__has_the_same_data(ours: Project, dantros: dict[str, list[Any]]) -> None:
    select = read_yaml(ours.path / "config" / "plots.yaml").data["random_walk"]["select"]
    arrays = []
    for store in sorted((ours.path / "results" / "universes").glob("*.nc")):
        with BatchFile(str(store)) as batch:
            arrays += [evaluate(batch.universe(name), select=select)["data"] for name in batch.ids]
    assert len(arrays) == len(dantros["random_walk"]) == 30
    for mine, theirs in zip(arrays, dantros["random_walk"], strict=True):
        same(mine, theirs)
