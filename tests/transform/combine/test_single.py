"""Universes without the field, or with one that fails."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from paraverse.errors import TransformError
from paraverse.jobs import CombinedField
from paraverse.transform.combine.field import combine_field
from support.combined_fields import TWO, build_field, write_stores


def failing(allow: bool) -> CombinedField:
    node = {"operation": ".sel", "kwargs": {"time": 20}, "with_previous_result": True}
    field = build_field({(0,): np.arange(3), (1,): np.arange(2)}, (2,), allow_failing=allow)
    return replace(field, transform=[node])


def test_combine_field__leaves_out_what_fails_if_it_may(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    paths = write_stores(tmp_path, {(0,): np.arange(3), (1,): np.arange(2)}, labelled=True)
    with pytest.raises(TransformError, match=r"In universe \(1,\)"):
        combine_field(failing(False), paths)
    combined = combine_field(failing(True), paths)
    np.testing.assert_array_equal(combined, [2, np.nan])
    assert "x of (1,) is left out" in caplog.text


def test_combine_field__of_a_field_that_none_has(tmp_path: Path) -> None:
    nothing = CombinedField(
        path="y", transform=[], dimensions={"p0": (0, 1)}, grid_indices={"(0,)": (0,)}
    )
    with pytest.raises(TransformError, match="None of the 1 selected universes has 'y'"):
        combine_field(nothing, write_stores(tmp_path, TWO, labelled=True))
