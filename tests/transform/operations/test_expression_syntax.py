"""Expressions are arithmetic and named functions of numbers; text in data is never run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

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


@pytest.mark.parametrize(
    ("expr", "value"),
    [
        ("2*rate", COMMAND),
        ("rate", COMMAND),
        ("2*rate", np.str_(COMMAND)),
        ("2*rate", COMMAND.encode()),
        ("2*rate", [COMMAND]),
        ("2*rate", np.array([COMMAND])),
        ("2*rate", np.array([COMMAND], object)),
        ("zeta(rate)", xr.DataArray(np.array([COMMAND, 1], object), dims="x")),
        ("zeta(rate)", xr.DataArray(np.array([COMMAND, 1], object), dims="x").chunk()),
        ("2*rate.item()", np.array(COMMAND)),
        ("2*rate['a']", {"a": COMMAND}),
        ("2*rate['a'][0]", {"a": [COMMAND]}),
        ("2*rate.a", xr.DataArray(0, attrs={"a": COMMAND})),
    ],
)
def test_text_in_data__never_reaches_the_parser(marker: Path, expr: str, value: Any) -> None:
    with pytest.raises(TransformError, match="Symbols stand for numbers and arrays only"):
        evaluated(expr, symbols={"rate": value})
    assert not marker.exists()


@pytest.mark.parametrize(
    "expr",
    [
        COMMAND,
        "().__class__.__base__.__subclasses__()",
        "sympify('1')", "S('1')", "parse_expr('1')", "lambdify(x, x)", "Symbol('a b')",
        "Function('f')(1)", "Lambda(x, x)", "open('ran', 'w')", "exec('1')", "eval('1')",
        "getattr(1, '__class__')", "[x for x in (1, 2)]", "lambda: 1", "(x := 1)", "f'{1}'",
        "'text'", "{1: 2}", "1 if True else 2", "preview(x)", "print(1)", "var('x')",
        "n.__class__", "n.real.__class__()", "n.conjugate(*[1])", "n.real(lambda: 1)",
        "n.conjugate().__init__.__globals__", "a.astype([x for x in (1, 2)])", "N(COMMAND)",
    ],
)  # fmt: skip
def test_expressions__are_arithmetic_and_named_functions_only(marker: Path, expr: str) -> None:
    with pytest.raises(TransformError):
        evaluated(expr, symbols={"n": 3, "a": np.arange(3.0)})
    assert not marker.exists()


@pytest.mark.parametrize(
    ("expr", "value"),
    [
        ("n**m", 10**9), ("2**n**m", 10**4), ("factorial(n)", 10**9), ("binomial(n, 5)", 10**9),
        ("Pow(n, m)", 10**9), ("1/n**m", 10**9), ("2**floor(n*1.5)", 10**9), ("a*2**n", 10**9),
        ("2**round(n)", 1e30),
    ],
)  # fmt: skip
def test_exact_numbers__are_not_computed_if_they_are_huge(expr: str, value: Any) -> None:
    with pytest.raises(TransformError, match="too large to compute exactly"):
        evaluated(expr, symbols={"n": value, "m": value, "a": np.arange(3.0)})


@pytest.mark.parametrize(
    ("expr", "n", "result"),
    [
        ("(-1)**n", 10**12 + 1, -1), ("2.0**n", 100, 2.0**100), ("n % 7", 10**17 + 1, 6),
        ("2**n", 1000, 2.0**1000), ("factorial(n)", 20, 2432902008176640000), ("n!", 3, 6),
        ("1e-3*n", 5, 0.005), ("n**0.5", 10**12, 10**6), ("exp(n)", -(10**12), 0),
        ("abs(n)", -2, 2), ("max(n, 2) + min(n, 2)", 5, 7), ("sqrt(n)/2", 4, 1),
        ("N(pi)*0 + n", 1, 1),
    ],
)  # fmt: skip
def test_numbers__are_computed_exactly_otherwise(expr: str, n: int, result: float) -> None:
    assert evaluated(expr, symbols={"n": n}) == pytest.approx(result)
