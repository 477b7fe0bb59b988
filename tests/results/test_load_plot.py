"""Results of plots by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.errors import LoadError
from paraverse.results.file import write_results
from paraverse.results.load_plot import load_plot


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the results of two plots."""
    folder = tmp_path / "results" / "data"
    (folder / "abm").mkdir(parents=True)
    write_results(folder / "walk.nc", {"data": 1})
    write_results(folder / "abm" / "energy.nc", {"data": 2})
    return tmp_path


def test_load_plot__by_name(project: Path) -> None:
    assert load_plot("walk", project) == {"data": 1}
    assert load_plot("abm/energy", str(project)) == {"data": 2}


def test_load_plot__says_what_there_is(project: Path) -> None:
    with pytest.raises(LoadError, match=r"has no results of 'abm/enrgy'. Did you mean"):
        load_plot("abm/enrgy", project)


def test_load_plot__nothing_has_run(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="has no results of 'walk'"):
        load_plot("walk", tmp_path)
