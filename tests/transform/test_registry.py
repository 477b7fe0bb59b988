"""Operations are found by their names."""

from __future__ import annotations

from typing import Any

import numpy as np

from paraverse.transform.registry import operation_names, resolve
from support.paths import ROOT


def test_resolve__finds_methods_and_functions_of_modules() -> None:
    assert resolve(".max")(np.array([1, 3])) == 3
    assert resolve("np.linalg.norm")([3, 4]) == 5
    assert resolve("scipy.special.cbrt")(27) == 3
    assert resolve("math.hypot")(3, 4) == 5


def is_of_project(function: Any) -> bool:
    """Return whether a function is from a file that another test has loaded."""
    package = (getattr(function, "__module__", None) or "builtins").partition(".")[0]
    return package not in {"paraverse", "_operator", "builtins", "functools", "numpy", "scipy"}


def test_operations__are_all_documented() -> None:
    text = (ROOT / "docs" / "operations.md").read_text()
    # Other tests register operations of projects
    ours = [name for name in operation_names() if not is_of_project(resolve(name))]
    assert [name for name in ours if f"`{name}`" not in text] == []
