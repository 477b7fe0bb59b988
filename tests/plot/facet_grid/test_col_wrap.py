from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paraverse.plot.facet_grid.col_wrap import ideal_col_wrap


@given(st.integers(4, 500), st.booleans())
def test_ideal_col_wrap__is_nearly_square(count: int, fill: bool) -> None:
    columns = ideal_col_wrap(count, fill_last_row=fill)
    assert columns is not None
    rows = -(-count // columns)
    assert columns * rows - count < columns
    assert columns <= 2 * rows + 2
    assert rows <= 3 * columns
