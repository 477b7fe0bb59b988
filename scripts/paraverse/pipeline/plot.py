"""Draw the figure of a multiverse plot from its stored results."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from paraverse.base.figure_record import FigureRecord
from paraverse.errors import PlotError, SkipPlot, TransformError
from paraverse.jobs.plot import FigureSettings
from paraverse.pipeline.provenance import figure_document
from paraverse.plot.figure.draw import draw_figure
from paraverse.plot.figure.outputs import Paths, output_files, with_frames
from paraverse.plot.figure.placeholder import draw_failed, draw_skipped
from paraverse.plot.layout.cells import Areas, noted_areas
from paraverse.provenance.carried import carrying
from paraverse.provenance.origin import Origin, facts_of
from paraverse.results.file import read_results, read_warnings
from paraverse.user_code.importing import load_modules

_SINGLE_FIGURE_STYLE: Mapping[str, Any] = {
    "pdf.fonttype": 42,  # journals want fonts of this type
}
"""Style of a figure that is the only one of its job; it takes too long for many figures."""


def plot_multiverse(
    drawing: FigureSettings, data: str | Path, figures: Paths, origin: Origin | None = None
) -> FigureRecord:
    """Draw a figure from stored results.

    Parameters
    ----------
    drawing
        How to draw it.
    data
        The results. If the transformation skipped the plot, the figure only states that.
    figures
        The file to draw, or one for each format. If drawing fails and the plot sets
        ``raise_exc: false``, the figure only states that.
    origin
        What the plan knows about the origin of the figure; None if it carries no provenance.

    Returns
    -------
    FigureRecord
        The files, what was skipped or failed, and the warnings about the data. The figure has these
        as a footnote.

    Raises
    ------
    PlotError, TransformError
        If drawing fails, unless the plot sets ``raise_exc: false``.
    """
    load_modules(drawing.plot_functions)
    more_style = {} if drawing.animation.get("enabled") else _SINGLE_FIGURE_STYLE
    style = {**more_style, **drawing.default_style}
    skipped: dict[str, str] = {}
    failed: dict[str, str] = {}
    warnings = read_warnings(data)
    areas: dict[str, Areas] = {}
    with carrying(figure_document(facts_of(origin), str(data))):
        try:
            results = read_results(data, where=drawing.where)
            settings = dataclasses.replace(drawing, default_style=style)
            with noted_areas() as areas:
                skipped = draw_figure(settings, results, figures, warnings=warnings)
        except SkipPlot as skip:
            with output_files(drawing, figures) as files:
                skipped[drawing.plot] = draw_skipped(files, drawing.plot, skip)
        except (PlotError, TransformError) as error:
            if drawing.raise_exc:
                raise
            failed[drawing.plot] = draw_failed(drawing, figures, drawing.plot, error)
    paths = [figures] if isinstance(figures, str | Path) else figures
    return FigureRecord.of(
        with_frames(drawing, paths),
        skipped=skipped,
        failed=failed,
        warnings={drawing.plot: warnings} if warnings else {},
        areas=areas,
    )
