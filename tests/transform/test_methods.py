"""Methods and attributes of any object are operations."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import TransformError
from paraverse.transform.methods import METHODS, call_attribute, check_attribute


@pytest.fixture
def walk() -> xr.DataArray:
    return xr.DataArray(
        [[1.0, 2.0], [3.0, 5.0]],
        dims=("seed", "time"),
        coords={"seed": [0, 1], "time": np.array(["2020", "2021"], dtype="M8[ns]")},
        name="walk",
        attrs={"units": "m"},
    )


def test_method__is_called_with_the_arguments(walk: xr.DataArray) -> None:
    xr.testing.assert_identical(call_attribute("mean", walk, "seed"), walk.mean("seed"))
    xr.testing.assert_identical(call_attribute("isel", walk, seed=1), walk.isel(seed=1))
    assert call_attribute("item", walk[0, 0]) == 1


def test_attribute__is_its_value_or_an_item_of_it(walk: xr.DataArray) -> None:
    assert call_attribute("name", walk) == "walk"
    assert call_attribute("shape", walk) == (2, 2)
    assert call_attribute("shape", walk, 1) == 2
    assert call_attribute("attrs", walk, "units") == "m"
    xr.testing.assert_identical(call_attribute("coords", walk, "seed"), walk.seed)
    with pytest.raises(TransformError, match=r"\.shape of a DataArray is not a method"):
        call_attribute("shape", walk, 0, 1)


def test_path__passes_the_arguments_to_the_first_method(walk: xr.DataArray) -> None:
    assert call_attribute("isel.item", walk, seed=1, time=0) == 3
    assert call_attribute("mean.sum.item", walk, "seed") == 5.5
    xr.testing.assert_identical(
        call_attribute("rolling.mean", walk, time=2), walk.rolling(time=2).mean()
    )
    years = call_attribute("time.dt.strftime", walk, "%Y")
    assert years.values.tolist() == ["2020", "2021"]
    assert call_attribute("time.dt.year", walk).values.tolist() == [2020, 2021]


def test_arguments__can_have_any_name() -> None:
    class Model:
        def run(self, *, path: str, data: int) -> tuple[str, int]:
            return path, data

    assert call_attribute("run", Model(), path="a", data=1) == ("a", 1)


def test_missing_attribute__is_reported_with_similar_names(walk: xr.DataArray) -> None:
    with pytest.raises(TransformError, match=r"DataArray has no method .* 'squeze'.*'squeeze'"):
        call_attribute("squeze", walk)


@pytest.mark.parametrize("name", ["T", "squeeze", "sel.item", "strftime", "set_xindex", "mass"])
def test_check_attribute__accepts_names_that_exist_or_resemble_none(name: str) -> None:
    assert check_attribute(name) is None


@pytest.mark.parametrize("method", [name for name in METHODS if len(name) > 4])
def test_check_attribute__finds_misspellings(method: str) -> None:
    misspelling = f"{method[:2]}{method[3:]}q"
    assert f".{misspelling}" in str(check_attribute(misspelling))
    assert "Did you mean" in str(check_attribute(misspelling))
