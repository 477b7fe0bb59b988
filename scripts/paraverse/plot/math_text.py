"""Show text with dollar signs as it is if it is not valid mathematical text.

Titles and labels may be texts from data, such as names of categories. matplotlib interprets what is
between dollar signs, and fails to draw the figure if it cannot. In a text of the configuration,
that is a mistake to report.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from typing import Any

from matplotlib.category import StrCategoryFormatter
from matplotlib.figure import Figure
from matplotlib.mathtext import MathTextParser
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, FuncFormatter

log = logging.getLogger(__name__)

_WITH_TEXTS = (FixedFormatter, FuncFormatter, StrCategoryFormatter)
"""Formatters whose tick labels may be texts from data; others format numbers and dates."""


_configured: ContextVar[frozenset[str]] = ContextVar("_configured", default=frozenset())


@contextlib.contextmanager
def configured_texts(configuration: Any) -> Iterator[None]:
    """Report invalid mathematical text of the configuration within the context.

    Parameters
    ----------
    configuration
        Nested mappings and sequences, the strings in which are texts of the configuration.
    """
    token = _configured.set(frozenset(_strings(configuration)))
    try:
        yield
    finally:
        _configured.reset(token)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)


def show_invalid_math_as_text(figure: Figure) -> None:
    """Turn off the interpretation of mathematical text where it would fail on data.

    Parameters
    ----------
    figure
        The figure, before it is laid out and drawn.
    """
    for text in _texts(figure):
        string = text.get_text()
        is_configured = string in _configured.get() or text.get_usetex()
        if string.count("$") > 1 and text.get_parse_math() and not is_configured:
            try:
                MathTextParser("path").parse(string)
            except ValueError:
                text.set_parse_math(False)
                log.warning("%r is not valid mathematical text; it is shown as it is", string)


def _texts(figure: Figure) -> Iterator[Text]:
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            if isinstance(axis.get_major_formatter(), _WITH_TEXTS):
                axis.get_ticklabels()  # sets the texts of the labels, which `findobj` finds
    yield from figure.findobj(Text)
