"""Layouts of texts that are computed once for equal texts.

To lay out a figure and to draw it, matplotlib arranges each of its texts several times, for which
it measures the text with FreeType. Equal texts of equal properties have equal layouts.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from matplotlib.text import Text

Layouts = dict[Any, Any]
"""Layouts of texts by everything that they depend on, apart from matplotlib's parameters."""

_LAYOUTS: ContextVar[Layouts | None] = ContextVar("_LAYOUTS", default=None)


@contextlib.contextmanager
def keeping_text_layouts(layouts: Layouts | None = None) -> Iterator[None]:
    """Arrange equal texts only once within the context.

    This depends on names of matplotlib that are not public. With a version that has others, texts
    are arranged as before.

    Parameters
    ----------
    layouts
        Layouts from before, with the same parameters of matplotlib; new ones are added. If None,
        those of an enclosing context are used, or none if there is no such context.
    """
    _look_for_layouts()
    if layouts is None:
        layouts = _LAYOUTS.get()
    token = _LAYOUTS.set({} if layouts is None else layouts)
    try:
        yield
    finally:
        _LAYOUTS.reset(token)


@functools.cache
def _look_for_layouts() -> None:
    """Let matplotlib look for the layout of a text before it arranges the text."""
    arrange: Any = getattr(Text, "_get_layout", None)

    def arrange_once(text: Text, renderer: Any) -> Any:
        layouts = _LAYOUTS.get()
        if layouts is None:
            return arrange(text, renderer)
        try:
            key = _key(text, renderer)
        except AttributeError:
            return arrange(text, renderer)
        if key not in layouts:
            layouts[key] = arrange(text, renderer)
        return layouts[key]

    if arrange is not None:
        Text._get_layout = arrange_once  # type: ignore[attr-defined]


def _key(text: Any, renderer: Any) -> tuple[Any, ...]:
    """Return everything that the layout of a text depends on."""
    return (
        # A renderer may delegate to another one
        type(renderer.get_text_width_height_descent.__self__),
        text.get_figure(root=True).dpi,
        text._get_wrapped_text(),
        # A copy, as properties change with the text, and their hash with them
        text.get_fontproperties().copy(),
        text.get_usetex(),
        text.get_parse_math(),
        text._linespacing,
        text._get_multialignment(),
        text.get_horizontalalignment(),
        text.get_verticalalignment(),
        text.get_rotation(),
        text.get_rotation_mode(),
    )
