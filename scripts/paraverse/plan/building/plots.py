"""Build the plots: their files, and the settings for drawing them."""

from __future__ import annotations

from collections.abc import Sequence

from paraverse.base.figure_record import FIGURES, figure_paths, multiverse_record
from paraverse.jobs.plot_universes import UniversePlotJob
from paraverse.plan.building.figures import figure_dependencies, figure_settings, frame_formats
from paraverse.plan.building.rules import (
    Dependencies,
    MultiversePlot,
    UniversePlot,
    data_file,
    rule_name,
)
from paraverse.plan.building.transformations import code_modules, data_dependencies
from paraverse.plan.reading.parsed_plot import ParsedPlot
from paraverse.plan.reading.plot_sections import transform_sections, verbosity
from paraverse.plan.reading.read import ProjectInputs
from paraverse.plot.animation.settings import frames_folder
from paraverse.sweep.batches import Batch


def build_universe_plot(
    plot: ParsedPlot, project: ProjectInputs, batches: Sequence[Batch]
) -> UniversePlot:
    """Build a plot of single universes.

    Parameters
    ----------
    plot
        The plot, without problems.
    project
        The project.
    batches
        All universes, in batches.

    Returns
    -------
    UniversePlot
        The plot, with the universes of each batch that it draws. Batches without any are left out.
    """
    code, file_ext = project.code, plot.figure_options.file_ext
    figure = figure_settings(plot, code)
    universes = {
        batch.name: tuple(u.id for u in batch.universes if u.id in plot.universes)
        for batch in batches
    }
    return UniversePlot(
        name=plot.name,
        rule=rule_name(plot.name),
        swept=plot.config.swept,
        is_target=plot.config.is_target,
        universes={batch: names for batch, names in universes.items() if names},
        settings=UniversePlotJob(
            drawing=figure,
            universes=(),
            sections=transform_sections(plot.config),
            tags=plot.tags,
            operations=code_modules(project.config),
            verbosity=verbosity(plot.config),
            file_ext=file_ext,
        ),
        frame_formats=frame_formats(plot, code),
        depends_on=data_dependencies(plot, code)
        + figure_dependencies(figure, code)
        + Dependencies(configuration=(f"file_ext = {list(file_ext)}", *_provenance(project))),
    )


def build_multiverse_plot(plot: ParsedPlot, project: ProjectInputs) -> MultiversePlot:
    """Build a plot of all universes, or of what belongs to the whole sweep.

    Parameters
    ----------
    plot
        The plot, with nothing wrong.
    project
        The project.

    Returns
    -------
    MultiversePlot
        The plot, with its figures in ``results/figures``.
    """
    code, options, space = project.code, plot.figure_options, project.sweep.space
    figure = figure_settings(plot, code, space.dimensions if space else None)
    base = f"results/{FIGURES}/{plot.name}"
    return MultiversePlot(
        name=plot.name,
        rule=rule_name(plot.name),
        swept=plot.config.swept,
        is_target=plot.config.is_target,
        data=data_file(plot.name),
        figures=figure_paths(base, options.file_ext, in_folder=options.is_folder),
        frames=tuple(frames_folder(f"{base}.{kind}") for kind in frame_formats(plot, code)),
        record=multiverse_record(plot.name),
        drawing=figure,
        depends_on=figure_dependencies(figure, code)
        + Dependencies(configuration=_provenance(project)),
    )


def _provenance(project: ProjectInputs) -> tuple[str, ...]:
    """Return a line if figures do not carry everything about their origin."""
    provenance = project.config.provenance
    return () if provenance == "full" else (f"provenance = {provenance}",)
