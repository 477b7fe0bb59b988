"""Expressions are evaluated by sympy, with numbers and with arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from paraverse.errors import TransformError
from paraverse.transform.registry import resolve

pytest.importorskip("sympy")


def energy(dtype: str = "i4") -> xr.DataArray:
    return xr.DataArray(
        np.array([[1, 2], [3, 4]], dtype=dtype),
        dims=("seed", "time"),
        coords={"seed": [0, 1], "time": [10, 20], "run": 1},
        name="energy",
        attrs={"units": "J"},
    )


def evaluated(expr: str, **kwargs: Any) -> Any:
    return resolve("expression")(expr, **kwargs)


@pytest.mark.parametrize("dtype", ["i4", "f4", "f8", "c8"])
@pytest.mark.parametrize(
    ("expr", "python"),
    [
        ("a + a**2 - 3", lambda a: a + a**2 - 3),
        ("a/3", lambda a: a / 3),
        ("a - a", lambda a: a - a),
        ("2*(a + n)", lambda a: 2 * (a + 5)),
        ("exp(-a)", lambda a: np.exp(-a)),
    ],
)
def test_arrays__are_computed_as_written(expr: str, python: Any, dtype: str) -> None:
    result = evaluated(
        expr, symbols={"a": energy(dtype), "n": 5, "unused": energy().rename(time="t")}
    )
    xr.testing.assert_identical(result, python(energy(dtype)))
    assert result.dtype == python(energy(dtype)).dtype


@pytest.mark.parametrize(
    ("expr", "python"),
    [
        ("a.ndim", lambda a: float(a.ndim)),
        ("a.sizes['time'] + pi", lambda a: 2 + np.pi),
        ("a.mean('seed')*n", lambda a: a.mean("seed") * 5),
        ("a.isel(seed=-1).T - a[0]**2", lambda a: a.isel(seed=-1).T - a[0] ** 2),
        ("Abs(a.min() - a.clip(max=n - 2))", lambda a: abs(a.min() - a.clip(max=3))),
    ],
)
def test_members_of_symbols__are_those_of_their_values(expr: str, python: Any) -> None:
    result, expected = evaluated(expr, symbols={"a": energy(), "n": 5}), python(energy())
    if isinstance(expected, xr.DataArray):
        xr.testing.assert_identical(result, expected)
    else:
        assert result == expected


@pytest.mark.parametrize(
    ("expr", "values"),
    [
        ("Max(a, 2)", [[2, 2], [3, 4]]),
        ("Piecewise((a, a > 2), (0, True))", [[0, 0], [3, 4]]),
        ("Piecewise((5, True), (a, False))", [[5, 5], [5, 5]]),
        ("a > 2", [[False, False], [True, True]]),
    ],
)
def test_functions_of_arrays__keep_labels(expr: str, values: Any) -> None:
    xr.testing.assert_identical(
        evaluated(expr, symbols={"a": energy()}), energy().copy(data=values)
    )


def test_arrays__are_broadcast_by_name_in_order() -> None:
    time = xr.DataArray([1, 2], dims="time")
    kind = xr.DataArray([3, 5], dims="kind")
    result = evaluated("kind - time", symbols={"time": time, "kind": kind})
    xr.testing.assert_identical(result, kind - time)


def test_arrays_without_labels_and_lazy_ones__stay_so() -> None:
    np.testing.assert_array_equal(evaluated("2*a", symbols={"a": np.arange(3)}), [0, 2, 4])
    lazy = evaluated("2*a", symbols={"a": energy().chunk(time=1)})
    assert lazy.chunks == ((2,), (1, 1))
    xr.testing.assert_identical(lazy.compute(), 2 * energy())


@given(st.integers(-5, 5), st.floats(0.5, 3))
def test_numbers__give_floats(a: int, b: float) -> None:
    result = evaluated("a*b**2 + 1", symbols={"a": a, "b": b})
    assert isinstance(result, np.float64)
    assert result == pytest.approx(a * b**2 + 1)


def test_astype__is_the_type_of_the_result() -> None:
    assert evaluated("a + 1", symbols={"a": energy()}, astype="u1").dtype == "u1"
    assert isinstance(evaluated("7/2", astype=int), np.int64)
    assert evaluated("sqrt(-4)", astype="complex") == 2j
    assert evaluated("a > 2", symbols={"a": 3}, astype=bool) == np.True_
    assert str(evaluated("2*x + x", astype=None)) == "3*x"
    assert str(evaluated("2*x + x", astype=None, evaluate=False)) == "x + 2*x"


@pytest.mark.parametrize(
    ("expr", "message"),
    [
        ("a + b + c", "no value in `symbols` for b, c"),
        ("a +* 1", "is not an expression for sympy"),
        ("sqrt(-2)", "is sqrt(2)*I, which cannot be float64"),
    ],
)
def test_mistakes__are_told(expr: str, message: str) -> None:
    with pytest.raises(TransformError) as error:
        evaluated(expr, symbols={"a": energy()})
    assert message in str(error.value)
