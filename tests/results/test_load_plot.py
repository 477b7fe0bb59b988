"""Loading the data of a figure."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
import xarray as xr

import paraverse
from paraverse.errors import LoadError, SkipPlot
from paraverse.results import load_plot as module
from paraverse.results.file import write_results


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "results" / "data"
    folder.mkdir(parents=True)
    data = xr.DataArray([[1.0, 2.0]], dims=("max_step_size", "iterations"), name="data")
    write_results(folder / "mean_random_walk.nc", {"data": data, "count": 3})
    (folder / "abm").mkdir()
    write_results(folder / "abm" / "energy.nc", {"data": 2})
    write_results(folder / "skipped.nc", {}, "there is nothing to draw")
    return tmp_path


def test_load_plot__returns_the_value_of_each_tag(project: Path) -> None:
    results = paraverse.load_plot("mean_random_walk", project)
    assert results["data"].values.tolist() == [[1.0, 2.0]]
    assert results["count"] == 3
    assert paraverse.load_plot("abm/energy", str(project)) == {"data": 2}


def test_load_plot__suggests_the_name_of_a_plot(project: Path) -> None:
    with pytest.raises(
        LoadError, match=r"has no results of 'mean_walk'\. Did you mean 'mean_random"
    ):
        paraverse.load_plot("mean_walk", project)


def test_load_plot__of_a_skipped_plot_says_why(project: Path) -> None:
    with pytest.raises(SkipPlot, match="there is nothing to draw"):
        paraverse.load_plot("skipped", project)


def test_load_plot__examples_give_what_they_say(project: Path) -> None:
    (test,) = [test for test in doctest.DocTestFinder().find(module) if test.examples]
    test.globs["project"] = project
    assert doctest.DocTestRunner().run(test) == (0, len(test.examples))


def test_load_plot__before_the_first_run_says_that_nothing_is_there(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="has no results of 'walk'"):
        paraverse.load_plot("walk", tmp_path)
