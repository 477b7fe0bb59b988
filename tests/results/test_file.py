"""Files of results as a whole, and messages for what they cannot hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from paraverse.errors import LoadError, ParaverseError
from paraverse.results.file import read_results, write_results
from support.results import LABELED_ARRAY, write_and_read


def test_read_results__no_tags(tmp_path: Path) -> None:
    assert write_and_read(tmp_path, {}) == {}


def test_read_results__file_of_others(tmp_path: Path) -> None:
    LABELED_ARRAY.to_netcdf(tmp_path / "results.nc")
    with pytest.raises(LoadError, match="was not written by paraverse"):
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
