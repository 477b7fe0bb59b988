"""Figures in the place of those that are not drawn: they say why."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from matplotlib.animation import writers
from matplotlib.figure import Figure

from paraverse.base.atomic import atomic_path
from paraverse.errors import ParaverseError, PlotError, SkipPlot
from paraverse.jobs import FigureSettings
from paraverse.plot.animation.settings import WRITERS
from paraverse.plot.appearance.style import style_context
from paraverse.plot.figure.outputs import Paths, figure_files
from paraverse.plot.saving import save

log = logging.getLogger(__name__)


def draw_skipped(paths: Paths, title: str, skip: SkipPlot) -> str:
    """Save a figure that says that, and why, it is skipped, and log it; return the reason."""
    text = f"skipped: {skip}" if str(skip) else "skipped"
    log.warning("%s: %s", title, text)
    draw_placeholder(paths, title, text)
    return str(skip) or "no reason given"


def draw_failed(
    drawing: FigureSettings,
    paths: Paths,
    title: str,
    error: ParaverseError,
    reasons: Sequence[str] = (),
) -> str:
    """Save a figure that says why it could not be drawn, and log it; return the reason.

    Parameters
    ----------
    drawing
        The figure that failed.
    paths
        Its file or files, or its folder.
    title
        What could not be drawn.
    error
        Why, for the log.
    reasons
        What the universe lacks, if that is the cause: the figure says this in place of the error.
    """
    text = "\n".join(reasons) or f"failed: {error}"
    log.warning("%s: not drawn: %s\n%s", title, text, error)
    with figure_files(drawing, paths) as files:
        draw_placeholder(files, title, text)
    return text


def draw_placeholder(paths: Paths, title: str, text: str) -> None:
    """Save a figure that only says something.

    Parameters
    ----------
    paths
        The file or files.
    title
        What is missing.
    text
        Why.

    Raises
    ------
    PlotError
        If a format is not possible.
    """
    with style_context({"figure.constrained_layout.use": False}):
        figure = Figure()
        figure.text(0.5, 0.6, title, ha="center", va="bottom", weight="bold", wrap=True)
        figure.text(0.5, 0.55, text, ha="center", va="top", color="0.3", wrap=True)
        for path in [paths] if isinstance(paths, str | Path) else paths:
            kind = Path(path).suffix[1:].lower()
            movie = [w for w, kinds in WRITERS.items() if kind in kinds and writers.is_available(w)]
            if kind in figure.canvas.get_supported_filetypes():
                save(figure, path, title)
            elif movie:
                writer = writers[movie[0]]()
                with atomic_path(path) as partial, writer.saving(figure, partial, 150):
                    writer.grab_frame()
            else:
                raise PlotError(f"{path}: {kind} files cannot be made here.")
