"""Check the styles of plots against the installed matplotlib, without importing it."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from paraverse.config.plots import PlotConfig
from paraverse.errors import Problem, suggest
from paraverse.plot.interface import STYLE_KEYS


def style_problems(plot: PlotConfig) -> Iterator[Problem]:
    """Find parameters and styles that matplotlib does not have.

    Parameters
    ----------
    plot
        The plot whose `style` is checked.

    Yields
    ------
    Problem
        One for each name; none if matplotlib is not installed.
    """
    parameters, styles = _names_in_matplotlib()
    if not parameters:
        return
    style = plot.values.get("style") or {}
    bases = style.get("base_style") or []
    for base in [bases] if isinstance(bases, str) else bases:
        if isinstance(base, str) and base not in styles:
            message = f"matplotlib has no style {base!r}. {suggest(base, styles, limit=30)}"
            yield Problem(plot.where("style", "base_style"), message)
    for name in style:
        if name not in parameters and name not in STYLE_KEYS and not str(name).startswith("_"):
            hint = suggest(name, {*parameters, *STYLE_KEYS}, limit=0)
            message = f"matplotlib has no parameter {name!r}. {hint}".rstrip()
            yield Problem(plot.where("style", name), message)


@cache
def _names_in_matplotlib() -> tuple[Collection[str], Collection[str]]:
    """Return the names of parameters and styles, from files: importing matplotlib is slow."""
    spec = importlib.util.find_spec("matplotlib")
    if spec is None or spec.origin is None:
        return (), ()
    folder = Path(spec.origin).with_name("mpl-data")
    text = (folder / "matplotlibrc").read_text(encoding="utf-8")
    parameters = frozenset(re.findall(r"^#+\s*([\w.-]+)\s*:", text, re.MULTILINE))
    styles = {path.stem for path in (folder / "stylelib").glob("*.mplstyle")}
    return parameters, frozenset({*styles, "default"})
