"""Check the options of transformations."""

from __future__ import annotations

from collections.abc import Iterator

from paraverse.config.plots import PlotConfig
from paraverse.errors import Problem, suggest
from paraverse.transform.language.graph import SECTIONS

_WITHOUT_EFFECT = ("cache_dir",)
"""Keys of dantro's `dag_options` that have no effect here."""


def dag_option_problems(plot: PlotConfig) -> Iterator[Problem]:
    """Find unknown keys in the `dag_options` of a plot.

    Parameters
    ----------
    plot
        The plot whose `dag_options` are checked.

    Yields
    ------
    Problem
        One for each unknown key.
    """
    allowed = (*SECTIONS, "verbosity", *_WITHOUT_EFFECT)
    for key in plot.values.get("dag_options") or {}:
        if key not in allowed:
            message = f"Unknown key {key!r}. {suggest(key, allowed)}"
            yield Problem(plot.where("dag_options", key), message)
