"""What the gallery shows: each plot with its figures, and what the plots file says of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from paraverse.base.digest import digest
from paraverse.base.figure_record import universe_record
from paraverse.base.versions import VERSIONS
from paraverse.jobs import GalleryFigure, GalleryPlot
from paraverse.plan.plan import Plan
from paraverse.plan.rules import MultiversePlot, UniversePlot
from paraverse.yaml_io.configuration import YamlFile, read_yaml

SHOWN = 6
"""Figures of a plot that are shown; one of a thousand universes would hide all others."""


def gallery_plots(plan: Plan) -> tuple[GalleryPlot, ...]:
    """Return all plots in the order of the plots file, each point of a sweep among its figures."""
    file = read_yaml(plan.config.plots)
    lines = Path(plan.config.plots).read_text(encoding="utf-8").splitlines()
    made: dict[str, list[GalleryFigure]] = {}
    found: list[MultiversePlot | UniversePlot] = [*plan.multiverse_plots, *plan.universe_plots]
    for plot in found:
        made.setdefault(plot.swept or plot.name, []).extend(_figures(plot))
    plots = []
    for name in sorted(made, key=lambda name: file.lines.get((name,), 0)):
        description, text = _written(file, lines, name)
        figures = tuple(made[name])
        place = f"{file.path}:{file.lines.get((name,), 1)}"
        plots.append(GalleryPlot(name, description, text, place, figures[:SHOWN], len(figures)))
    return tuple(plots)


def gallery_inputs(plan: Plan) -> list[str]:
    """Return the files of all figures that are shown, or the records that list them."""
    record_of = {
        figure: universe_record(plot.name, batch)
        for plot in plan.universe_plots
        for batch, universes in plot.universes.items()
        for universe in universes
        for figure in plot.figures(universe)
    }
    figures = (figure for plot in gallery_plots(plan) for figure in plot.figures)
    files = (file for figure in figures for file in figure.files)
    return list(dict.fromkeys(record_of.get(file, file) for file in files))


def gallery_dependencies(plan: Plan) -> list[str]:
    """Return what the page depends on, besides the figures."""
    return [
        f"gallery {VERSIONS['gallery']}",
        *(f"{p.name} {digest([p.description, p.text, p.count])}" for p in gallery_plots(plan)),
    ]


def _figures(plot: MultiversePlot | UniversePlot) -> Iterator[GalleryFigure]:
    """Figures, each with its files in all formats."""
    if isinstance(plot, MultiversePlot):
        yield GalleryFigure(plot.name.rpartition("/")[2] if plot.swept else "", plot.figures)
        return
    for universe in itertools.chain(*plot.universes.values()):
        yield GalleryFigure(universe, plot.figures(universe))


def _written(file: YamlFile, lines: list[str], name: str) -> tuple[str, str]:
    """The comment above a plot, and its own lines."""
    starts = sorted(line for keys, line in file.lines.items() if len(keys) == 1)
    first = file.lines.get((name,))
    if first is None:
        return "", ""
    last = next((line for line in starts if line > first), len(lines) + 1)
    own = lines[first - 1 : last - 1]
    while own and (not own[-1].strip() or own[-1].startswith("#")):
        own.pop()
    before = reversed(lines[: first - 1])
    above = [*itertools.takewhile(lambda line: line.startswith("#"), before)]
    return " ".join(line.strip("# ") for line in reversed(above)), "\n".join(own)
