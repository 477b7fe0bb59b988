"""Build the content of the gallery: each plot with its figures and its text in the plots file."""

from __future__ import annotations

from pathlib import Path

from paraverse.base.digest import digest
from paraverse.base.versions import VERSIONS
from paraverse.gallery.content import (
    GalleryBatch,
    GalleryContent,
    GalleryPlot,
    MultiverseFigure,
    UniverseFigures,
)
from paraverse.gallery.previews import missing_package
from paraverse.plan.building.rules import MultiversePlot, UniversePlot
from paraverse.plan.plan import Plan
from paraverse.plan.reading.plot_comments import comment_above
from paraverse.yaml_io.configuration import YamlFile, read_yaml


def gallery_content(plan: Plan, title: str) -> GalleryContent:
    """Return what the gallery shows.

    Parameters
    ----------
    plan
        The plan of the project.
    title
        The title of the page.

    Returns
    -------
    GalleryContent
        All universes, and all plots in the order of the plots file. The points of a sweep in a plot
        are among the figures of this plot.
    """
    batches = (
        GalleryBatch(name=batch.name, store=batch.store, universes=batch.universes)
        for batch in plan.batches
    )
    return GalleryContent(
        title=title,
        plots=_plots(plan),
        dimensions=plan.space.dimensions if plan.space else {},
        batches=tuple(batches),
        are_simulated=plan.simulation is not None,
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
        The data, the figures and the records of multiverse plots, and the records that list the
        figures of universe plots.
    """
    files = [
        path for plot in plan.multiverse_plots for path in (plot.data, *plot.figures, plot.record)
    ]
    return [*files, *(record for plot in plan.universe_plots for record in plot.records)]


def gallery_dependencies(plan: Plan) -> list[str]:
    """Return what the gallery depends on, besides its inputs.

    Parameters
    ----------
    plan
        The plan of the project.

    Returns
    -------
    list of str
        A line for the format of the page, for each plot, for the universes, and for what previews
        need.
    """
    conversion = plan.conversion
    universes = [conversion.universes_digest(batch.name) for batch in plan.batches]
    dimensions = plan.space.dimensions if plan.space else {}
    return [
        f"gallery {VERSIONS['gallery']}",
        *(f"plot {plot.name} {digest(plot)}" for plot in _plots(plan)),
        f"universes {digest([universes, dimensions, plan.simulation is not None])}",
        f"previews of PDF need {missing_package('pdf') or 'nothing'}",
    ]


def _plots(plan: Plan) -> tuple[GalleryPlot, ...]:
    plots_file = plan.index.locate(plan.config.plots)
    file = read_yaml(plots_file)
    lines = Path(plots_file).read_text(encoding="utf-8").splitlines()
    of_multiverse: dict[str, list[MultiverseFigure]] = {}
    of_universes: dict[str, list[UniverseFigures]] = {}
    for plot in plan.multiverse_plots:
        of_multiverse.setdefault(plot.swept or plot.name, []).append(_multiverse_figure(plot))
    for universe_plot in plan.universe_plots:
        name = universe_plot.swept or universe_plot.name
        of_universes.setdefault(name, []).append(_universe_figures(universe_plot))
    plots = []
    names = {**of_multiverse, **of_universes}
    for name in sorted(names, key=lambda name: file.lines.get((name,), 0)):
        description, text = _read_description(file, lines, name)
        plots.append(
            GalleryPlot(
                name=name,
                description=description,
                text=text,
                file=plan.config.plots,
                line=file.lines.get((name,), 1),
                of_multiverse=tuple(of_multiverse.get(name, ())),
                of_universes=tuple(of_universes.get(name, ())),
            )
        )
    return tuple(plots)


def _multiverse_figure(plot: MultiversePlot) -> MultiverseFigure:
    return MultiverseFigure(
        label=_label(plot),
        files=plot.figures,
        record=plot.record,
        data=plot.data,
        log=f"logs/plot/{plot.name}.log",
    )


def _universe_figures(plot: UniversePlot) -> UniverseFigures:
    return UniverseFigures(
        name=plot.name,
        label=_label(plot),
        folder=plot.folder,
        formats=() if plot.settings.drawing.formats else plot.settings.file_ext,
        universes=plot.universes,
    )


def _label(plot: MultiversePlot | UniversePlot) -> str:
    """Return the point of a plot with a sweep in it, as text for people: ``bins = 10``."""
    point = plot.name.rpartition("/")[2] if plot.swept else ""
    return point.replace("~", " = ")


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
    return " ".join(comment_above(lines, first)), "\n".join(own)
