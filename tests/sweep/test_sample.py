"""A few universes that stand for all."""

from __future__ import annotations

import pytest

from paraverse.jobs.universe_files import UniverseFiles
from paraverse.sweep.sample import sample_of


@pytest.mark.parametrize(
    ("count", "expected"), [(0, []), (1, [0]), (2, [0, 1]), (3, [0, 1, 2]), (10, [0, 5, 9])]
)
def test_sample_of__is_the_first_the_middle_and_the_last(count: int, expected: list[int]) -> None:
    universes = [
        UniverseFiles(id=str(number), key=str(number), values=None, files=())
        for number in range(count)
    ]
    assert [int(universe.id) for universe in sample_of(universes)] == expected
