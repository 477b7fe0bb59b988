"""Columns of equal kind, and what cannot be stored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from paraverse.errors import LoadError
from paraverse.load.members import Array, Group, Member
from support.trees import write_universes


@pytest.mark.parametrize(
    ("member", "message"),
    [
        (Array(np.array([{1}], dtype=object)), "values of type set cannot be stored"),
        (Array(np.ma.array([1, 2], mask=[False, True])), "masked arrays cannot be stored"),
        (Group("Group", {"links": object()}), "attribute 'links' cannot be stored"),
        (
            Array(np.array(1), coords={"x": ((), np.array(len, dtype=object))}),
            "values of type builtin_function_or_method cannot be stored",
        ),
    ],
)
def test_write_batch__says_what_cannot_be_stored(
    tmp_path: Path, member: Member, message: str
) -> None:
    with pytest.raises(LoadError) as error:
        write_universes(tmp_path, {"data/energy": Array(np.array(1))}, {"data/energy": member})
    assert str(error.value).startswith(f"universe u1: data/energy: {message}")
    assert list(tmp_path.iterdir()) == []
