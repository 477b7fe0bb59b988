"""Jobs that draw a figure from tagged results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from paraverse.base.source_map import SourceMap

MAX_TEXT = 2000
"""Largest number of characters of a job's description as text."""


@dataclass(frozen=True, kw_only=True)
class FigureSettings:
    """Settings for drawing a figure from tagged results.

    Attributes
    ----------
    plot
        The name of the plot.
    function
        The name of the plot function.
    arguments
        Arguments of the plot function.
    helpers
        The configuration of the helpers.
    style
        The style of the plot.
    plot_functions
        Python files with plot functions and helpers.
    where
        The locations of the plot's values, for messages.
    animation
        The configuration of the animation.
    raise_exc
        Whether it is an error if a helper or the figure fails; otherwise, the failure is logged.
    default_style
        The style that `style` updates, unless it ignores the defaults.
    formats
        The formats of the files in a folder of several figures; empty if there is one figure, with
        a file for each format.
    invocation
        Options for calling the plot function, which override those of its registration.
    parameters
        All values of those parameters of the sweep whose values may have colors or ticks in the
        figure, by the name of their dimension.
    caption
        The comment above the plot in the plots file, as reStructuredText for Snakemake's report.
    universe_label
        Whether a figure says which universe it shows.
    """

    plot: str
    function: str
    arguments: Mapping[str, Any]
    helpers: Mapping[str, Any]
    style: Mapping[str, Any]
    plot_functions: tuple[str, ...]
    where: SourceMap = field(compare=False)
    animation: Mapping[str, Any] = field(default_factory=dict)
    raise_exc: bool = True
    default_style: Mapping[str, Any] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    invocation: Mapping[str, bool] = field(default_factory=dict)
    parameters: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    universe_label: bool = False
    caption: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Return the function, the line in the plots file and the settings, as the report does."""
        from paraverse.base.digest import format_leaves

        sections = {**self.arguments, "helpers": self.helpers, "style": self.style}
        sections = {key: value for key, value in sections.items() if value}
        settings = list(format_leaves(sections)) if sections else []
        location = replace(self.where(), path=())
        text = "; ".join([f"{self.function} ({location})", *map(_without_escapes, settings)])
        return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}…"


def _without_escapes(line: str) -> str:
    return line.replace(r"\x7b", "{").replace(r"\x7d", "}")
