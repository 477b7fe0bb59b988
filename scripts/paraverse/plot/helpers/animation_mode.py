"""The part of a `PlotHelper` that plot functions use to draw animations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from paraverse.errors import PlotError


class EnterAnimationMode(Exception):  # noqa: N818 (a signal, not an error)
    """Signal that the plot function must be called again, for an animation."""


class ExitAnimationMode(Exception):  # noqa: N818
    """Signal that the plot function must be called again, for a single figure."""


class AnimationMode:
    """State and update function of the animation that a plot function registers, if any.

    Parameters
    ----------
    enabled
        Whether the plot function draws the frames of an animation, rather than a single figure.

    Attributes
    ----------
    invoke_before_grab
        Whether to call the helpers for each frame rather than once.
    """

    def __init__(self, enabled: bool) -> None:
        self.invoke_before_grab = False
        self._animation_enabled = enabled
        self._animation_update: Callable[..., Iterator[Any]] | None = None

    @property
    def animation_enabled(self) -> bool:
        """True if the frames of an animation are drawn rather than a single figure."""
        return self._animation_enabled

    @property
    def animation_update(self) -> Callable[..., Iterator[Any]]:
        """The generator function that draws the frames one after another.

        Raises
        ------
        PlotError
            If the plot function did not register one.
        """
        if self._animation_update is None:
            raise PlotError(
                "An animation is enabled, but the plot function registered none "
                "(hlpr.register_animation_update)."
            )
        return self._animation_update

    def register_animation_update(
        self, update_func: Callable[..., Iterator[Any]], *, invoke_helpers_before_grab: bool = False
    ) -> None:
        """Register the function that draws the frames of an animation.

        Parameters
        ----------
        update_func
            Generator function that, for each frame, modifies the figure and then yields. The
            yielded values are ignored.
        invoke_helpers_before_grab
            Whether to call the helpers for each frame rather than once.
        """
        self._animation_update = update_func
        self.invoke_before_grab = invoke_helpers_before_grab

    def enable_animation(self) -> None:
        """Switch to an animation. This has no effect if one is already being drawn.

        Raises
        ------
        EnterAnimationMode
            If a single figure is being drawn. The plot function is then called again.
        """
        if not self._animation_enabled:
            raise EnterAnimationMode

    def disable_animation(self) -> None:
        """Switch to a single figure. This has no effect if one is already being drawn.

        Raises
        ------
        ExitAnimationMode
            If an animation is being drawn. The plot function is then called again.
        """
        if self._animation_enabled:
            raise ExitAnimationMode
