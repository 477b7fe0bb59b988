"""Strings in attributes, whatever form they are stored in."""

from __future__ import annotations

from typing import Any

import h5py
import numpy as np
import pytest

from paraverse.load.attribute_strings import attribute_string


@pytest.mark.parametrize(
    ("value", "string"),
    [
        ("zwölf", "zwölf"),
        ("zwölf".encode(), "zwölf"),
        (b"gr\xf6n", "gr\ufffdn"),
        (np.bytes_(b"a"), "a"),
        (np.str_("a"), "a"),
        (np.array("a"), "a"),
        (np.array([b"a"]), "a"),
        (np.array([["a"]], object), "a"),
        ("", ""),
        (np.array(["a", "b"]), None),
        (3, None),
        (np.array([3]), None),
        (["a"], None),
        (None, None),
        (h5py.Empty("f8"), None),
    ],
)
def test_attribute_string__none_if_it_is_anything_else(value: Any, string: str | None) -> None:
    result = attribute_string(value)
    assert result == string
    assert type(result) in (str, type(None))
