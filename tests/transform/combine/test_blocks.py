"""Types that have a value for gaps."""

from __future__ import annotations

import numpy as np
import pytest

from paraverse.transform.combine.blocks import GAPS, filled_dtype


@pytest.mark.parametrize(
    ("dtype", "filled"),
    [("f4", "f4"), ("i2", "f8"), ("?", "f8"), ("c8", "c8"), ("M8[s]", "M8[s]"), ("U3", "O")],
)
def test_filled_dtype__has_a_value_for_gaps(dtype: str, filled: str) -> None:
    result = filled_dtype(np.dtype(dtype))
    assert result == filled
    gap = np.full(1, GAPS[result.kind], result)
    assert gap[0] != gap[0]
