"""Members of symbols in expressions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from paraverse.errors import TransformError
from paraverse.transform.registry import resolve

pytest.importorskip("sympy")


def evaluated(expr: str, **kwargs: Any) -> Any:
    return resolve("expression")(expr, **kwargs)


@pytest.fixture
def marker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file that exists only if text was run as code."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "ran"


COMMAND = "__import__('pathlib').Path('ran').touch()"


def test_text_in_data__is_not_an_argument_of_methods(marker: Path) -> None:
    table = pd.DataFrame({"a": [1, 2, 3]})
    symbols = {"table": table, "text": f"@{COMMAND}", "label": "a"}
    with pytest.raises(TransformError, match="cannot be an argument of a method"):
        evaluated("table.query(text)", symbols=symbols)
    assert not marker.exists()
    np.testing.assert_array_equal(evaluated("2*table[label].values", symbols=symbols), [2, 4, 6])


@pytest.mark.parametrize(
    ("expr", "value"),
    [("x[1]", 2), ("x[-1:].max()", 3), ("x.clip(max=n - 1).sum()", 3), ("x.take([0, n])[-1]", 3)],
)
def test_members__of_arrays(expr: str, value: float) -> None:
    assert evaluated(expr, symbols={"x": np.array([1, 2, 3]), "n": 2}) == value
