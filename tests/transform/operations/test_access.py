"""Items and attributes are read, and set in copies."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import TransformError
from paraverse.transform.registry import resolve


def array() -> xr.DataArray:
    return xr.DataArray([3, 1, 2], dims="x", name="a", attrs={"units": "m"})


@pytest.mark.parametrize(
    ("name", "data", "args", "expected"),
    [
        ("setitem", {"a": 1}, ("a", 2), {"a": 2}),
        ("setitem", [1, 2], (0, 5), [5, 2]),
        ("setitem", array(), ({"x": 0}, 7), array().copy(data=[7, 1, 2])),
        ("setattr", array(), ("name", "b"), array().rename("b")),
        (".sort", np.array([3, 1, 2]), (), np.array([1, 2, 3])),
        (".sort", [3, 1, 2], (), [1, 2, 3]),
        (".fill", np.array([1, 2]), (0,), np.array([0, 0])),
    ],
)
def test_changes__are_those_of_a_copy(name: str, data: Any, args: Any, expected: Any) -> None:
    before = data.copy()
    changed = resolve(name)(data, *args)
    for actual, reference in ((changed, expected), (data, before)):
        if isinstance(actual, xr.DataArray):
            xr.testing.assert_identical(actual, reference)
        else:
            np.testing.assert_equal(actual, reference)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (["abm", "enrgy"], "There is no item 'abm' → 'enrgy'. Did you mean 'energy'?"),
        (["abm", "energy", 5], "There is no item 'abm' → 'energy' → 5. list index out of range"),
    ],
)
def test_recursive_getitem__says_where_it_ends(keys: list[Any], message: str) -> None:
    data = {"abm": {"energy": [1, 2]}}
    assert resolve("recursive_getitem")(data, ["abm", "energy", 1]) == 2
    with pytest.raises(TransformError) as error:
        resolve("recursive_getitem")(data, keys)
    assert str(error.value) == message
