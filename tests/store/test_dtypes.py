"""Dtypes as JSON."""

from __future__ import annotations

import json
from typing import Any

import h5py
import numpy as np
import pytest

from paraverse.store.dtypes import common_dtype, dtype_from_json, dtype_to_json
from support.trees import DTYPES, OBJECTS


@pytest.mark.parametrize(
    "dtype",
    [
        *(np.dtype(dtype) for dtype in DTYPES if dtype not in list(OBJECTS)),
        np.dtype(("f4", (2, 3))),
        h5py.vlen_dtype(np.dtype(">i4")),
    ],
    ids=str,
)
def test_dtype_from_json__same_dtype(dtype: np.dtype[Any]) -> None:
    result = dtype_from_json(json.loads(json.dumps(dtype_to_json(dtype))))
    assert result == dtype
    assert result.str == dtype.str
    assert result.fields == dtype.fields
    assert result.metadata == dtype.metadata


def test_dtype_to_json__type_that_cannot_be_stored() -> None:
    with pytest.raises(TypeError, match=r"values of type StringDType.* cannot be stored"):
        dtype_to_json(np.dtypes.StringDType())


@pytest.mark.parametrize(
    ("dtypes", "common"),
    [
        (["i4", "f4"], "f8"),
        (["?", "u1"], "u1"),
        (["U3", "U5"], "U5"),
        (["M8[s]", "M8[ns]"], "M8[ns]"),
        (["f8", "U3"], "O"),
        (["f8", "M8[s]"], "O"),
    ],
)
def test_common_dtype__numbers_or_one_kind_or_objects(dtypes: list[str], common: str) -> None:
    assert common_dtype([np.dtype(dtype) for dtype in dtypes]) == np.dtype(common)
