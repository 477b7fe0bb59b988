from __future__ import annotations

from collections.abc import Iterator

import pytest
import xarray as xr

from paraverse.errors import PlotError
from paraverse.plot.functions.time_series import time_series
from support.drawn import draw, energies, own_style


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


ENERGY = energies().isel(model=0, step_size=0, drop=True)


def test_time_series__an_array_with_a_line_for_each_value() -> None:
    ax = draw(time_series, ENERGY, label_fstr="{:d}.", linewidth=3).ax
    assert [line.get_label() for line in ax.lines] == ["0.", "1.", "2."]
    assert ax.lines[1].get_xydata().T.tolist() == [
        ENERGY.time.values.tolist(),
        ENERGY.sel(seed=1).values.tolist(),
    ]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("Time [s]", "Mean energy [J]")
    assert ax.get_xlim() == (0, 70)
    assert ax.lines[0].get_linewidth() == 3


def test_time_series__variables_of_a_dataset() -> None:
    data = xr.Dataset({"a": ENERGY.sel(seed=0, drop=True), "b": ENERGY.sel(seed=1, drop=True)})
    ax = draw(time_series, data).ax
    assert [line.get_label() for line in ax.lines] == ["a", "b"]


def test_time_series__too_many_dimensions() -> None:
    with pytest.raises(PlotError, match="Use `facet_grid` for more"):
        draw(time_series, energies())
