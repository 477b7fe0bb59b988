"""Plots that are not drawn, on purpose, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from paraverse.plan.plan import Plan

_LOGGED = re.compile(r"^\S+ \S+ WARNING (.+?): skipped(?:: (.*))?$", re.MULTILINE)
"""What `paraverse.plot.figure.placeholder.draw_skipped` logs: the figure and the reason."""


def skipped_figures(plan: Plan) -> Iterator[tuple[str, str]]:
    """Iterate over what was not drawn on purpose, and why.

    Yields
    ------
    str, str
        A plot, or a plot and a universe; and the reason. Those that turned out only when they were
        to be drawn are found in the logs of their jobs.
    """
    yield from plan.skipped.items()
    logs = [f"logs/plot/{plot.name}.log" for plot in plan.multiverse_plots]
    logs += [f"logs/plot/{p.rule}.log" for plot in plan.universe_plots for p in plot.portions]
    for log in filter(Path.exists, map(Path, logs)):
        for figure, reason in _LOGGED.findall(log.read_text(encoding="utf-8")):
            yield figure, reason or "no reason given"
