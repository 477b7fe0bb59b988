"""Operations are found by their names."""

from __future__ import annotations

import numpy as np

from paraverse.transform.registry import operation_names, resolve
from support.paths import ROOT


def test_resolve__finds_methods_and_functions_of_modules() -> None:
    assert resolve(".max")(np.array([1, 3])) == 3
    assert resolve("np.linalg.norm")([3, 4]) == 5
    assert resolve("scipy.special.cbrt")(27) == 3
    assert resolve("math.hypot")(3, 4) == 5


def test_operations__are_all_documented() -> None:
    text = (ROOT / "docs" / "operations.md").read_text()
    assert [name for name in operation_names() if f"`{name}`" not in text] == []
