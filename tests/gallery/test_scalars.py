"""Scalars of universes from the data of plots."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from paraverse.gallery.content import GalleryPlot, MultiverseFigure
from paraverse.gallery.scalars import read_scalars
from paraverse.results.file import write_results

DIMENSIONS = {"size": (0.1, 0.3), "seed": (0, 1, 2)}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def plot_with(**tags: object) -> GalleryPlot:
    write_results("data.nc", tags)
    figure = MultiverseFigure(label="", files=("a.pdf",), record="a.json", data="data.nc", log="")
    return GalleryPlot(
        name="a/b", description="", text="", file="plots.yaml", line=1, of_multiverse=(figure,)
    )


def test_read_scalars__are_arrays_over_swept_parameters_only() -> None:
    seeds = xr.DataArray([1.5, np.nan, 1 / 3], {"seed": [0, 1, 2]})
    both = xr.DataArray([[0, 1], [2, 3], [4, 5]], {"seed": [0, 1, 2], "size": [0.1, 0.3]})
    plot = plot_with(data=seeds, other=both, walk=xr.DataArray([1.0], dims="time"), text="a")
    assert read_scalars([plot], DIMENSIONS) == [
        {"name": "a/b", "plot": "a/b", "dims": [1], "values": [1.5, None, 0.333333]},
        {"name": "a/b: other", "plot": "a/b", "dims": [1, 0], "values": [0, 1, 2, 3, 4, 5]},
    ]


def test_read_scalars__of_a_subspace_are_none_elsewhere() -> None:
    plot = plot_with(data=xr.DataArray([7.0], {"seed": [2]}))
    assert read_scalars([plot], DIMENSIONS)[0]["values"] == [None, None, 7]


def test_read_scalars__leaves_out_other_values_of_a_dimension() -> None:
    assert read_scalars([plot_with(data=xr.DataArray([7.0], {"seed": [5]}))], DIMENSIONS) == []


def test_read_scalars__without_readable_data_are_none(caplog: pytest.LogCaptureFixture) -> None:
    plot = plot_with(data=1)
    Path("data.nc").write_bytes(b"damaged")
    assert read_scalars([plot], DIMENSIONS) == []
    assert "There are no scalars from data.nc" in caplog.text
    assert read_scalars([plot], {}) == []
