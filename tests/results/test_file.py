"""Files of results as a whole, and messages for what they cannot hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from hypothesis import given, settings

from paraverse.errors import DamagedFileError, ParaverseError
from paraverse.results.file import read_results, write_results
from support.damage import DAMAGE, Damage
from support.results import LABELED_ARRAY, write_and_read


def test_read_results__no_tags(tmp_path: Path) -> None:
    assert write_and_read(tmp_path, {}) == {}


def test_read_results__file_of_others(tmp_path: Path) -> None:
    LABELED_ARRAY.to_netcdf(tmp_path / "results.nc")
    with pytest.raises(DamagedFileError, match="was not written by this version of paraverse"):
        read_results(tmp_path / "results.nc")


STACKED = xr.DataArray(np.zeros((2, 2)), dims=["a", "b"]).stack(c=["a", "b"])


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (object(), "(object) cannot be stored: values of type object cannot be stored."),
        ([{1, 2}], "(list) cannot be stored: values of type set cannot be stored."),
        (
            pd.DataFrame({"a": ["x"]}, dtype="category"),
            "(DataFrame) cannot be stored: values of the type category of pandas",
        ),
        (xr.DataTree(), "(DataTree) cannot be stored: "),
        (STACKED, "(DataArray) cannot be stored: 'c' is a MultiIndex; reset it before"),
        (STACKED.to_dataset(name="x"), "(Dataset) cannot be stored: 'c' is a MultiIndex"),
        (xr.Dataset({0: 1}), "(Dataset) cannot be stored: the name 0 in it is not a string"),
        (
            xr.DataArray(1, attrs={"note": object()}),
            "(DataArray) cannot be stored: attribute 'note' cannot be stored",
        ),
        (np.ma.array([1, 2], mask=[False, True]), "(MaskedArray) cannot be stored: masked arrays"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_write_results__says_what_cannot_be_stored(
    tmp_path: Path, value: Any, message: str
) -> None:
    path = tmp_path / "results.nc"
    write_results(path, {"data": 1})
    with pytest.raises(ParaverseError) as error:
        write_results(path, {"good": 1, "walk": value})
    assert str(error.value).startswith(f"The tag 'walk' {message}")
    assert str(error.value).endswith("or name it `.walk` if no plot function needs it.")
    assert read_results(path) == {"data": 1}  # as it was
    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of many types; some lie in several blocks of the file."""
    path = tmp_path_factory.mktemp("varied") / "results.nc"
    large = xr.DataArray(np.random.default_rng(0).normal(size=(40, 200)), dims=["x", "y"])
    table = pd.DataFrame({"n": [1, 2], "name": ["a", "b"]}, index=pd.Index([3, 4], name="i"))
    dataset = xr.Dataset({"a": ("x", [1, 2]), "b": ("y", ["ä", ""])}, attrs={"n": 1})
    tags = {"x": LABELED_ARRAY, "large": large, "table": table, "dataset": dataset}
    write_results(path, {**tags, "nested": {"a": [1, (2.5, None)], "b": np.arange(3)}})
    return path


@settings(max_examples=40, deadline=None)
@given(damage=DAMAGE)
@pytest.mark.parametrize("max_bytes", [0, float("inf")], ids=["lazy", "eager"])
def test_read_results__damage_is_found_or_changes_nothing(
    varied: Path, damage: Damage, max_bytes: float
) -> None:
    path = varied.with_name("damaged.nc")
    path.write_bytes(damage.apply(varied.read_bytes()))
    try:
        write_results(varied.with_name("again.nc"), read_results(path, max_bytes=max_bytes))
    except DamagedFileError:
        return
    assert varied.with_name("again.nc").read_bytes() == varied.read_bytes()
