"""Select what the gallery contains: each plot with its figures and its text in the plots file."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from paraverse.base.digest import digest
from paraverse.base.figure_record import universe_record
from paraverse.base.versions import VERSIONS
from paraverse.jobs import MAX_GALLERY_FIGURES, GalleryFigure, GalleryPlot
from paraverse.plan.plan import Plan
from paraverse.plan.rules import MultiversePlot, UniversePlot
from paraverse.yaml_io.configuration import YamlFile, read_yaml


def gallery_plots(plan: Plan) -> tuple[GalleryPlot, ...]:
    """Return all plots for the gallery, with the points of a sweep among the figures of its plot.

    Parameters
    ----------
    plan
        The plan of the project.

    Returns
    -------
    tuple of GalleryPlot
        In the order of the plots file.
    """
    file = read_yaml(plan.config.plots)
    lines = Path(plan.config.plots).read_text(encoding="utf-8").splitlines()
    figures: dict[str, list[GalleryFigure]] = {}
    plots: list[MultiversePlot | UniversePlot] = [*plan.multiverse_plots, *plan.universe_plots]
    for plot in plots:
        figures.setdefault(plot.swept or plot.name, []).extend(_figures(plot))
    return tuple(
        _gallery_plot(name, figures[name], file, lines)
        for name in sorted(figures, key=lambda name: file.lines.get((name,), 0))
    )


def _gallery_plot(
    name: str, figures: list[GalleryFigure], file: YamlFile, lines: list[str]
) -> GalleryPlot:
    description, text = _read_description(file, lines, name)
    return GalleryPlot(
        name=name,
        description=description,
        text=text,
        location=f"{file.path}:{file.lines.get((name,), 1)}",
        figures=tuple(figures[:MAX_GALLERY_FIGURES]),
        count=len(figures),
    )


def gallery_inputs(plan: Plan) -> list[str]:
    """Return the input files of the gallery.

    Parameters
    ----------
    plan
        The plan of the project.

    Returns
    -------
    list of str
        The figures of multiverse plots, and the records that list the figures of universe plots.
    """
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
    """Return what the gallery depends on, besides the figures.

    Parameters
    ----------
    plan
        The plan of the project.

    Returns
    -------
    list of str
        One line for each plot, and one for the format of the page.
    """
    return [
        f"gallery {VERSIONS['gallery']}",
        *(f"{p.name} {digest([p.description, p.text, p.count])}" for p in gallery_plots(plan)),
    ]


def _figures(plot: MultiversePlot | UniversePlot) -> Iterator[GalleryFigure]:
    """Iterate over the figures of a plot, each with its files in all formats."""
    if isinstance(plot, MultiversePlot):
        yield GalleryFigure(
            label=plot.name.rpartition("/")[2] if plot.swept else "", files=plot.figures
        )
        return
    for universe in itertools.chain(*plot.universes.values()):
        yield GalleryFigure(label=universe, files=plot.figures(universe))


def _read_description(file: YamlFile, lines: list[str], name: str) -> tuple[str, str]:
    """Return the comment above a plot in the plots file, and the lines of the plot."""
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
