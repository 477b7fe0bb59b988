"""Values are read by sections, as they are needed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from paraverse.transform.combine.summary import summarize_field
from paraverse.transform.combine.values import DenseValues
from support.combined_fields import TWO, Arrays, build_field, combine_one_by_one, write_stores

RAGGED: Arrays = {(0,): np.arange(3), (2,): np.arange(2) + 2**60 + 1}


def read(folder: Path, arrays: Arrays, sizes: tuple[int, ...]) -> DenseValues:
    field = build_field(arrays, sizes)
    stores = write_stores(folder, arrays, labelled=True)
    return DenseValues(field, summarize_field(field, stores, float("inf")))


@pytest.mark.parametrize("index", [(slice(None), 1), (0, slice(None)), (slice(1, 3), slice(0, 2))])
def test_dense_values__are_those_of_the_whole_array(
    tmp_path: Path, index: tuple[int | slice, ...]
) -> None:
    values = read(tmp_path, RAGGED, (3,))
    expected = combine_one_by_one(RAGGED, (3,), labelled=True)
    np.testing.assert_array_equal(values[index], expected.values[index])


def test_count_changed__of_values_with_gaps(tmp_path: Path) -> None:
    values = read(tmp_path, RAGGED, (3,))
    assert values.count_changed() == 2
    assert values.changed == 0
    assert values[:, :].shape == (3, 3)
    assert values.changed == 2
    universes = [own.ravel().tolist() for own in values.read_blocks()]
    assert universes == [[0, 1, 2], [2**60 + 1, 2**60 + 2]]


def test_count_changed__is_zero_if_all_are_exact(tmp_path: Path) -> None:
    assert read(tmp_path, TWO, (2,)).count_changed() == 0
