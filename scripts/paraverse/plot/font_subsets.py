"""Smaller subsets of fonts in PDF and PostScript files, which also take less time to make."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

_LAYOUT_TABLES = ("GDEF", "GPOS", "GSUB", "MATH", "kern")
"""Tables of OpenType for arranging glyphs. Files with arranged glyphs do not use them."""


@contextlib.contextmanager
def without_layout_tables() -> Iterator[None]:
    """Embed fonts without the tables for laying out text.

    matplotlib embeds fonts of type 42 with the help of fontTools, which would otherwise restrict
    these tables to the glyphs of the figure. That is two thirds of its time for a font.
    """
    try:
        from fontTools.subset import Subsetter
    except ImportError:
        yield
        return
    subset = Subsetter.subset

    def subset_glyphs(self: Any, font: Any) -> None:
        for table in _LAYOUT_TABLES:
            if table in font:
                del font[table]
        subset(self, font)

    Subsetter.subset = subset_glyphs
    try:
        yield
    finally:
        Subsetter.subset = subset
