"""Durations as text."""

from __future__ import annotations

import pytest

from paraverse.base.durations import format_duration


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.04, "0.0 s"),
        (9.94, "9.9 s"),
        (9.96, "10 s"),
        (119, "119 s"),
        (120, "2 min"),
        (7200, "2.0 h"),
    ],
)
def test_format_duration__at_the_limits_of_units(seconds: float, text: str) -> None:
    assert format_duration(seconds) == text
