"""Symbols of expressions."""

from __future__ import annotations

import pytest

from paraverse.transform.language.hooks import resolve_symbols
from paraverse.yaml_io.placeholders import Previous, Tag


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a**2 + b_1*c", {"a", "b_1", "c"}),
        ("1e5 + 2.e3 + 0x1F + x", {"x"}),
        ("sin(phase) + exp (t) + f(x, evaluate=False)", {"phase", "t", "x"}),
        ("pi*r**2 + E + oo + I", {"r"}),
        ("x.diff(y) + beta + gamma", {"x", "y", "beta", "gamma"}),
        ("a>=b", {"a", "b"}),
        ("n! + größe", {"n", "größe"}),
        ("x.mean('time') + y[k].max(dim=\"seed\")", {"x", "y", "k"}),
        ("1 + 2", set()),
    ],
)
def test_expression__finds_its_symbols(text: str, names: set[str]) -> None:
    args, kwargs = resolve_symbols((text,), {"astype": int})
    assert args == (text,)
    assert kwargs == {"astype": int, "symbols": {name: Tag(name) for name in names}}


def test_expression__takes_prev_for_the_previous_result() -> None:
    args, kwargs = resolve_symbols(
        (Previous(), "prev + previous_result + a"), {"symbols": {"a": 1}}
    )
    assert args == ("prev + previous_result + a",)
    assert kwargs["symbols"] == {"a": 1, "prev": Previous(), "previous_result": Previous()}
