"""Signals that switch animations on and off."""

from __future__ import annotations

import pytest

from paraverse.errors import PlotError
from paraverse.plot.helpers.animation_mode import EnterAnimationMode, ExitAnimationMode
from paraverse.plot.helpers.plot_helper import PlotHelper


def test_animation_mode__is_switched_by_signals() -> None:
    still, moving = PlotHelper(), PlotHelper(animation_enabled=True)
    still.disable_animation()
    moving.enable_animation()
    with pytest.raises(EnterAnimationMode):
        still.enable_animation()
    with pytest.raises(ExitAnimationMode):
        moving.disable_animation()
    with pytest.raises(PlotError, match="register_animation_update"):
        _ = moving.animation_update
    moving.register_animation_update(lambda: iter([1]), invoke_helpers_before_grab=True)
    assert moving.invoke_before_grab
    assert list(moving.animation_update()) == [1]
