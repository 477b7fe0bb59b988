"""Operations on anything: print, skip, map."""

from __future__ import annotations

import logging

import pytest

from paraverse.errors import SkipPlot
from paraverse.transform.registry import resolve


@pytest.mark.parametrize(
    ("kwargs", "message"),
    [
        ({}, "[0.5, 1]"),
        ({"end": " <<\n"}, "[0.5, 1] <<"),
        ({"fstr": "first: {0[0]:.2f} of {data} {unit}", "unit": "J"}, "first: 0.50 of [0.5, 1] J"),
    ],
)
def test_print__writes_to_the_log_and_passes_on(
    caplog: pytest.LogCaptureFixture, kwargs: dict[str, str], message: str
) -> None:
    caplog.set_level(logging.INFO)
    value = [0.5, 1]
    assert resolve("print")(value, **kwargs) is value
    assert caplog.messages == [message]


def test_raise_skip_plot__skips_if_the_condition_holds() -> None:
    assert resolve("raise_SkipPlot")(False, passthrough=3) == 3
    with pytest.raises(SkipPlot, match="no data"):
        resolve("raise_SkipPlot")(True, reason="no data")


def test_map__can_be_used_twice() -> None:
    assert resolve("map")(pow, [2, 3], [1, 2]) == [2, 9]
