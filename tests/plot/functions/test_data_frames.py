from __future__ import annotations

import pandas as pd
import pytest

from paraverse.errors import PlotError
from paraverse.plot.functions.data_frames import (
    build_data_frame,
    find_column,
    name_all,
    reset_levels,
    sample_rows,
    select_rows,
)
from support.drawn import energies, points

FRAME = build_data_frame(points(), {})


def test_build_data_frame__of_each_type() -> None:
    assert FRAME.index.names == ["point", "group"]
    assert list(FRAME.columns) == ["a", "b", "c"]
    assert list(build_data_frame(energies().rename(None), {}).columns) == ["value"]
    copy = build_data_frame(FRAME, {})
    assert copy is not FRAME
    pd.testing.assert_frame_equal(copy, FRAME)
    with pytest.raises(PlotError, match="the tag `data` is a list"):
        build_data_frame([1, 2], {})


def test_name_all__only_what_has_no_name() -> None:
    frame = pd.DataFrame([[1, 2]], columns=["a", None])
    name_all(frame)
    assert list(frame.columns) == ["a", "col_1"]
    assert frame.index.names == ["index_0"]


def test_find_column__columns_and_levels() -> None:
    assert list(find_column(FRAME, "col", "group").unique()) == ["k", "l", "m"]
    assert find_column(FRAME, "col", "a").equals(FRAME["a"])
    with pytest.raises(PlotError, match=r"col: there is no column or level 'grup'\. Did you mean"):
        find_column(FRAME, "col", "grup")


def test_select_rows__with_all_values() -> None:
    selected = select_rows(FRAME, {"group": "l", "point": 3})
    assert selected.index.tolist() == [(3, "l")]


def test_reset_levels__free_ones_stay() -> None:
    assert reset_levels(FRAME, True, ["point"]).index.names == ["point"]
    assert reset_levels(FRAME, ["point"], []).index.names == ["group"]


def test_sample_rows__the_same_every_time() -> None:
    assert len(sample_rows(FRAME, 7, {})) == 7
    assert len(sample_rows(FRAME, 0.5, {})) == 15
    assert len(sample_rows(FRAME, 100, {})) == 30
    assert len(sample_rows(FRAME, True, {"n": 3})) == 3
    assert sample_rows(FRAME, True, {}) is FRAME
    pd.testing.assert_frame_equal(sample_rows(FRAME, 7, {}), sample_rows(FRAME, 7, {}))
