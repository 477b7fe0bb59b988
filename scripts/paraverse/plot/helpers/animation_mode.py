"""Whether a plot function draws an animation, and which."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from paraverse.errors import PlotError


class EnterAnimationMode(Exception):  # noqa: N818 (a message, no error)
    """The plot function is to be called again, for an animation."""


class ExitAnimationMode(Exception):  # noqa: N818
    """The plot function is to be called again, for a single figure."""


class AnimationMode:
    """What a plot function says of its animation.

    Parameters
    ----------
    enabled
        Whether frames are drawn.

    Attributes
    ----------
    invoke_before_grab
        Whether the helpers are called for each frame anew.
    """

    def __init__(self, enabled: bool) -> None:
        self.invoke_before_grab = False
        self._animation_enabled = enabled
        self._animation_update: Callable[..., Iterator[Any]] | None = None

    @property
    def animation_enabled(self) -> bool:
        """Whether frames of an animation are drawn."""
        return self._animation_enabled

    @property
    def animation_update(self) -> Callable[..., Iterator[Any]]:
        """The generator function that was registered.

        Raises
        ------
        PlotError
            If none was.
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
        """Register an animation.

        Parameters
        ----------
        update_func
            A generator function, which changes the figure and then yields, once for each frame.
        invoke_helpers_before_grab
            Whether the helpers are called for each frame anew.
        """
        self._animation_update = update_func
        self.invoke_before_grab = invoke_helpers_before_grab

    def enable_animation(self) -> None:
        """Have the plot function called again for an animation, if this is none."""
        if not self._animation_enabled:
            raise EnterAnimationMode

    def disable_animation(self) -> None:
        """Have the plot function called again for a single figure, if this is an animation."""
        if self._animation_enabled:
            raise ExitAnimationMode
