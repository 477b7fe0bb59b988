"""Fixtures of tests of helpers."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib.pyplot as plt
import pytest


@pytest.fixture(autouse=True)
def _figures() -> Iterator[None]:
    """Draw in the style of matplotlib, and close all figures at the end."""
    with plt.rc_context():
        plt.rcdefaults()
        yield
        plt.close("all")
