"""Values that can be written as results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from paraverse.load import members as tree
from paraverse.results.serializable import (
    check_names,
    check_serializable,
    is_serializable,
    to_array_member,
)
from paraverse.store.universe import Universe
from support.results import LABELED_ARRAY, write_and_read


@pytest.mark.parametrize(
    "value",
    [
        LABELED_ARRAY,
        LABELED_ARRAY.to_dataset(),
        pd.DataFrame({"a": [1], "b": ["x"]}),
        pd.Series([1.5]),
        np.arange(2),
        np.float32(1),
        {"a": [1, (None, "x")]},
        Universe({"x": tree.Text("a")}, "u0", {}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_is_serializable__what_can_be_written(tmp_path: Path, value: Any) -> None:
    assert is_serializable(value)
    write_and_read(tmp_path, {"tag": value})


@pytest.mark.parametrize(
    "value",
    [
        len,
        object(),
        [1, {2}],
        {"a": object()},
        {object(): 1},
        xr.DataTree(),
        xr.Dataset({0: 1}),
        xr.DataArray(1, attrs={"note": object()}),
        xr.Dataset(attrs={"note": object()}),
        pd.DataFrame({"a": ["x"]}, dtype="category"),
        pd.Series([1], dtype="Int64"),
        np.ma.array([1], mask=[True]),
        np.array([object()]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_is_serializable__what_cannot(value: Any) -> None:
    assert not is_serializable(value)
    with pytest.raises(TypeError):
        check_serializable(value)


def test_check_serializable__reads_nothing_that_is_lazy() -> None:
    dask_array = pytest.importorskip("dask.array")

    def fail(block: np.ndarray) -> np.ndarray:
        raise AssertionError("it was computed")

    lazy = dask_array.zeros(4, chunks=2).map_blocks(fail, dtype="f8", meta=np.empty(0))
    check_serializable(xr.DataArray(lazy))


def test_to_array_member__other_values() -> None:
    member = to_array_member(LABELED_ARRAY, np.zeros((2, 2)))
    assert member.values.tolist() == [[0, 0], [0, 0]]
    assert member.dims == ("seed", "time")
    assert list(member.coords) == ["seed", "time", "label", "n"]
    assert member.coords["time"][2:] == ({"units": "s"},)


def test_check_names__says_which_one() -> None:
    with pytest.raises(TypeError, match="the name 3 in it is not a string"):
        check_names(["a", 3])
