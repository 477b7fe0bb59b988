"""Fixtures of tests of the layout."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import matplotlib.pyplot as plt
import pytest

from paraverse.plot.appearance.style import style_context


@pytest.fixture
def strict_style() -> Iterator[None]:
    """Draw in the default style, and fail on warnings, such as a layout that cannot be applied."""
    with style_context({}), warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
        plt.close("all")
