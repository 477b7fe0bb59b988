from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraverse.errors import PlotError
from paraverse.plot.appearance.discrete_colormaps import build_discrete_colormap, enumerate_values


@given(st.sets(st.integers(-50, 50), min_size=2, max_size=8))
def test_build_discrete_colormap__each_value_is_in_its_own_bin(values: set[int]) -> None:
    cmap, norm = build_discrete_colormap(dict.fromkeys(sorted(values), "red"))
    assert len(values) == cmap.N
    np.testing.assert_array_equal(norm(sorted(values)), np.arange(len(values)))


@pytest.mark.parametrize(
    ("colors", "limits", "edges"),
    [
        ({0: "red", 1: "blue"}, {}, [-0.5, 0.5, 1.5]),
        ({0.2: "red", 0.4: "blue"}, {"vmin": 0, "vmax": 1}, [0, 0.3, 1]),
        ({0.2: "red", 0.4: "blue"}, {"vmin": 0, "vmax": 1, "discretized": True}, [-0.5, 0.3, 1.5]),
        ({range(2): "red", range(2, 4): "blue"}, {}, [-0.5, 1.5, 3.5]),
    ],
)
def test_build_discrete_colormap__limits_of_bins(
    colors: dict[Any, str], limits: dict[str, Any], edges: list[float]
) -> None:
    _, norm = build_discrete_colormap(colors, **limits)
    np.testing.assert_allclose(norm.boundaries, edges)


@pytest.mark.parametrize(
    ("colors", "message"),
    [
        ({(0, 1): "red", (2, 3): "blue"}, "where the one before ends"),
        ({2: "red", 1: "blue"}, "must increase"),
        ({"a": "red"}, "found 'a'"),
    ],
    ids=str,
)
def test_build_discrete_colormap__wrong_bins(colors: dict[Any, str], message: str) -> None:
    with pytest.raises(PlotError, match=message):
        build_discrete_colormap(colors)


@given(st.lists(st.text(max_size=2), min_size=1, max_size=8), st.integers(-9, 9))
def test_enumerate_values__from_the_first_or_to_the_last(values: list[str], limit: int) -> None:
    from_first = enumerate_values(values, limit, None)
    to_last = enumerate_values(values, None, limit)
    assert list(from_first.values()) == list(to_last.values()) == values
    assert (min(from_first), max(to_last)) == (limit, limit)
