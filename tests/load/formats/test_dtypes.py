"""Python objects get the type that they have in common."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from paraverse.errors import LoadError
from paraverse.load.formats.dtypes import to_common_dtype


def objects(*items: Any) -> np.ndarray:
    array = np.empty(len(items), object)
    array[:] = items
    return array


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (objects(1, 2), np.array([1, 2])),
        (objects(1, 2.5), np.array([1, 2.5])),
        (objects(1, 1j), np.array([1, 1j])),
        (objects(True, False), np.array([True, False])),
        (objects("a", "bc"), np.array(["a", "bc"], object)),
        (objects(), np.array([], object)),
        (np.array(["a"], np.dtypes.StringDType()), np.array(["a"], object)),
        (np.array(1, object), np.array(1)),
        (np.array([[1, 2.5], [3, 4]], object), np.array([[1, 2.5], [3, 4]])),
    ],
)
def test_to_common_dtype__of_objects(values: np.ndarray, expected: np.ndarray) -> None:
    converted = to_common_dtype(values)
    assert converted.dtype == expected.dtype
    np.testing.assert_array_equal(converted, expected, strict=True)


@pytest.mark.parametrize("dtype", [">i2", "f2", "c8", "?", "S3", "U3", "M8[s]", [("a", "i4")]])
def test_to_common_dtype__leaves_other_types_alone(dtype: Any) -> None:
    values = np.zeros((2, 1), dtype)
    assert to_common_dtype(values) is values


@pytest.mark.parametrize(
    ("values", "types"),
    [
        (objects(1, "a"), "int and str"),
        (objects(None), "NoneType"),
        (objects(2**70), "int"),
        (np.zeros(1, [("a", object)]), "tuple"),
    ],
)
def test_to_common_dtype__names_types_without_one(values: np.ndarray, types: str) -> None:
    with pytest.raises(LoadError, match=f"^values of type {types} cannot be stored$"):
        to_common_dtype(values)
