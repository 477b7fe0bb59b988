"""Values are described in one short line."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from paraverse.transform.describe import describe, describe_call


@pytest.mark.parametrize(
    ("value", "description"),
    [
        (None, "None"),
        (np.float32(2.5), "2.5"),
        (slice(1, 2), "slice(1, 2, None)"),
        ("x" * 99, "'" + "x" * 58 + "…"),
        (xr.DataArray(np.zeros((2, 3)), dims=["a", "b"]), "DataArray (a: 2, b: 3) float64"),
        (xr.Dataset({"v": ("a", [1, 2])}), "Dataset (a: 2)"),
        (pd.Series([1, 2]), "Series (2,) int64"),
        ([1, 2, 3, 4, 5, 6], "[1, 2, 3, 4, … 6 in all]"),
        ((1, "a"), "(1, 'a')"),
        ({"a": {"b": 1}}, "{'a': {'b': 1}}"),
        (object(), "object"),
    ],
)
def test_describe__is_short(value: Any, description: str) -> None:
    assert describe(value) == description


def test_describe_call__lists_all_arguments() -> None:
    assert describe_call([1, [2]], {"dim": "x"}) == "1, [2], dim='x'"
    assert describe_call([], {}) == "none"
