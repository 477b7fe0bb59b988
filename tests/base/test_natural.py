"""Names are sorted by the numbers in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paraverse.base.natural import natural_key


@given(st.lists(st.integers(0, 2000), unique=True), st.text("abc_", max_size=3))
def test_natural_key__numbers_count_not_digits(numbers: list[int], prefix: str) -> None:
    names = sorted((f"{prefix}{number}" for number in numbers), key=natural_key)
    assert names == [f"{prefix}{number}" for number in sorted(numbers)]


@given(st.lists(st.text("a1٣_", max_size=4)))
def test_natural_key__any_names_can_be_compared(names: list[str]) -> None:
    assert sorted(sorted(names, key=natural_key)) == sorted(names)
