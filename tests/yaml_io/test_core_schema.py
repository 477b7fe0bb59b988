"""Integers of YAML 1.2."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraverse.yaml_io.core_schema import FLOAT, INT, parse_integer


@given(st.integers(), st.sampled_from(["", "0b", "0o", "0x"]))
def test_parse_integer__in_all_notations(number: int, prefix: str) -> None:
    digits = format(abs(number), {"": "d", "0b": "b", "0o": "o", "0x": "x"}[prefix])
    string = f"{'-' if number < 0 else ''}{prefix}{digits}"
    assert INT.match(string)
    assert parse_integer(string) == number


@pytest.mark.parametrize(("string", "number"), [("017", 17), ("+1_000", 1000), ("0X1f", 31)])
def test_parse_integer__leading_zeros_and_underscores(string: str, number: int) -> None:
    assert parse_integer(string) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_float__matches_what_python_writes(number: float) -> None:
    assert FLOAT.match(repr(number))
