"""Reading a file cannot take more memory than there is."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from paraverse.load import memory_limit
from paraverse.load.memory_limit import MemoryLimit, available_memory

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory")


def test_available_memory__is_that_of_a_computer() -> None:
    available = available_memory()
    assert available is not None
    assert 2**20 < available < 2**60


def test_limited_memory__holds_only_in_the_context(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_limit, "available_memory", lambda: 2**26)
    with MemoryLimit().applied():
        assert np.ones(2**20).sum() == 2**20
        # Far more than the limit, as memory that earlier tests have freed may be used again
        with pytest.raises(MemoryError):
            np.ones(2**27)
    assert np.ones(2**24).sum() == 2**24


def test_limited_memory__not_without_a_known_amount(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_limit, "available_memory", lambda: None)
    with MemoryLimit().applied():
        assert np.ones(2**24).sum() == 2**24
