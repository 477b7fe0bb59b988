from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import PlotError
from paraverse.plot.facet_grid.band_settings import parse_band
from paraverse.plot.facet_grid.spread import COUNT, LOWER, UPPER, spread_label, with_spread

VALUES = np.array([[1.0, 2.0, 6.0], [0.0, 0.0, 0.0]])
DATA = xr.DataArray(VALUES, dims=("time", "seed"), attrs={"units": "J"}, name="energy")


def ends(data: xr.DataArray, **options: Any) -> tuple[Any, Any, Any]:
    result = with_spread(data, parse_band({"dims": "seed", **options}))
    return result.values, result[LOWER].values, result[UPPER].values


def test_with_spread__std_is_that_of_a_sample() -> None:
    center, lower, upper = ends(DATA)
    np.testing.assert_allclose(center, [3, 0])
    np.testing.assert_allclose(upper - center, [np.sqrt((4 + 1 + 9) / 2), 0])
    np.testing.assert_allclose(center - lower, upper - center)


def test_with_spread__standard_error_counts_the_values_at_each_point() -> None:
    data = DATA.copy(data=[[1.0, 2, 6], [1, 3, np.nan]])
    center, _, upper = ends(data, spread="sem")
    np.testing.assert_allclose(upper - center, [np.sqrt(7 / 3), np.sqrt(2 / 2)])


def test_with_spread__quantiles_and_extremes() -> None:
    assert [list(values) for values in ends(DATA, center="median", spread="minmax")] == [
        [2, 0], [1, 0], [6, 0],
    ]  # fmt: skip
    _, lower, upper = ends(DATA, quantiles=[0.25, 0.75])
    np.testing.assert_allclose([lower[0], upper[0]], np.quantile(VALUES[0], [0.25, 0.75]))


@pytest.mark.parametrize("spread", ["std", "sem", "quantiles", "minmax"])
def test_with_spread__missing_values_do_not_count(spread: str) -> None:
    gaps = xr.DataArray(
        [[1.0, 2, np.nan], [4, np.nan, np.nan], [np.nan] * 3], dims=("time", "seed")
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        center, lower, upper = ends(gaps, spread=spread)
    np.testing.assert_array_equal(center, [1.5, 4, np.nan])
    assert np.isfinite([lower[0], upper[0]]).all()
    assert np.isnan([lower[1:], upper[1:]]).all()


def test_with_spread__over_several_dimensions() -> None:
    data = xr.DataArray(np.arange(12.0).reshape(2, 3, 2), dims=("seed", "time", "rep"))
    result = with_spread(data, parse_band(["seed", "rep"]))
    np.testing.assert_allclose(result, data.mean(("seed", "rep")))
    np.testing.assert_allclose(result[UPPER] - result, data.std(("seed", "rep"), ddof=1))
    assert (result[COUNT] == 4).all()


@pytest.mark.parametrize("values", [[[1, 2, 6]], [[True, False, True]]])
def test_with_spread__integers_and_booleans_are_numbers(values: Any) -> None:
    center, lower, _ = ends(xr.DataArray(values, dims=("time", "seed")))
    assert center == pytest.approx(np.mean(values))
    assert lower < center


def test_with_spread__attributes_and_name_are_those_of_the_data() -> None:
    result = with_spread(DATA, parse_band("seed"))
    assert (result.name, result.attrs) == ("energy", {"units": "J"})


@pytest.mark.parametrize("single", [DATA.isel(seed=0), DATA.isel(seed=[0])])
def test_with_spread__one_universe_has_no_band(single: xr.DataArray) -> None:
    data = single.assign_coords(seed=0) if "seed" not in single.dims else single
    settings = parse_band("seed")
    result = with_spread(data, settings)
    np.testing.assert_array_equal(result, [1, 0])
    assert result[LOWER].isnull().all()
    assert spread_label(result, settings) == "mean, too few values for a band\nover seed, n = 1"


def test_spread_label__states_the_range_of_numbers() -> None:
    settings = parse_band({"dims": ["seed"], "spread": "sem"})
    assert spread_label(with_spread(DATA, settings), settings) == (
        "mean ± standard error\nover seed, n = 3"
    )
    gaps = DATA.copy(data=[[1, 2, np.nan], [1, 2, 3]])
    assert spread_label(with_spread(gaps, settings), settings).endswith("n = 2–3")
    nothing = DATA.where(False)
    assert spread_label(with_spread(nothing, settings), settings).endswith("n = 0")


def test_with_spread__wrong_dimensions_and_types() -> None:
    with pytest.raises(PlotError, match=r"band: .*'sed'.*time .2., seed .3..*Did you mean 'seed'"):
        with_spread(DATA, parse_band("sed"))
    with pytest.raises(PlotError, match=r"band: a spread is one of numbers; .* <U1"):
        with_spread(xr.DataArray([["a", "b"]], dims=("time", "seed")), parse_band("seed"))
