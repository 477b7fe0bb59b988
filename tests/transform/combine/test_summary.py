"""A field in all universes, summarized before it is combined."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from paraverse.transform.combine.summary import summarize_field
from support.combined_fields import TWO, Arrays, build_field, write_stores


def test_summarize_field__blocks_are_uniform(tmp_path: Path) -> None:
    arrays: Arrays = {
        (0,): np.arange(3),
        (1,): np.arange(3),
        (2,): np.arange(2),
        (3,): np.arange(2),
    }
    field = build_field(arrays, (4,))
    summary = summarize_field(field, write_stores(tmp_path, arrays, labelled=True), float("inf"))
    assert [list(block.universes.values()) for block in summary.blocks] == [
        ["(0,)", "(1,)"],
        ["(2,)", "(3,)"],
    ]
    assert all(block.is_stacked for block in summary.blocks)
    assert [block.labels.shape for block in summary.blocks] == [(3,), (2,)]
    assert summary.labels.time.values.tolist() == [0, 10, 20]
    assert summary.shape == (4, 3)
    assert summary.has_gaps


def test_summarize_field__gaps_need_a_dtype_with_nan(tmp_path: Path) -> None:
    stores = write_stores(tmp_path, TWO, labelled=True)
    complete = summarize_field(build_field(TWO, (2,)), stores, float("inf"))
    assert (complete.missing, complete.has_gaps) == (0, False)
    assert complete.filled_dtype == complete.dtype == np.dtype("i8")
    incomplete = summarize_field(build_field(TWO, (3,)), stores, float("inf"))
    assert (incomplete.missing, incomplete.has_gaps) == (1, True)
    assert incomplete.filled_dtype == np.dtype("f8")
    assert incomplete.nbytes == 3 * 3 * 8


def test_summarize_field__keeps_computed_arrays_up_to_a_size(tmp_path: Path) -> None:
    node = {"operation": "squared", "with_previous_result": True}
    field = replace(build_field(TWO, (2,)), transform=[node])
    stores = write_stores(tmp_path, TWO, labelled=True)
    summary = summarize_field(field, stores, max_bytes=24)
    assert list(summary.arrays) == [0]
    assert not any(block.is_stacked for block in summary.blocks)
