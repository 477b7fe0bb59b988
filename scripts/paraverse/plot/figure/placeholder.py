"""Placeholders for figures that are not drawn, which show the reason."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.animation import writers
from matplotlib.figure import Figure

from paraverse.base.atomic import atomic_path
from paraverse.base.figure_record import FAILED
from paraverse.base.job_messages import REPEATED
from paraverse.errors import ParaverseError, PlotError, SkipPlot
from paraverse.jobs.plot import FigureSettings
from paraverse.plot.animation.settings import WRITERS
from paraverse.plot.appearance.style import style_context
from paraverse.plot.figure.outputs import Paths, output_files
from paraverse.plot.layout.universe_label import universe_label
from paraverse.plot.saving import save_figure
from paraverse.provenance.carried import add_provenance, carrying_also

log = logging.getLogger(__name__)


def draw_skipped(paths: Paths, title: str, skip: SkipPlot) -> str:
    """Save a placeholder for a figure that is skipped on purpose, and log the reason.

    Parameters
    ----------
    paths
        The file or files to write.
    title
        Name of the figure.
    skip
        The exception, with the reason as its message.

    Returns
    -------
    str
        The reason, or ``no reason given`` if the exception has no message.

    Raises
    ------
    PlotError
        If matplotlib cannot write one of the formats.
    """
    reason = str(skip)
    message = f"skipped: {reason}" if reason else "skipped"
    log.warning("%s: %s", title, message, extra=REPEATED)
    draw_placeholder(paths, title, message)
    return reason or "no reason given"


def draw_failed(
    settings: FigureSettings,
    paths: Paths,
    title: str,
    error: ParaverseError,
    reasons: Sequence[str] = (),
) -> str:
    """Save a placeholder for a figure that failed, and log the error.

    Parameters
    ----------
    settings
        Settings of the figure.
    paths
        The file or files to write or, for plots with several figures, their folder.
    title
        Name of the figure.
    error
        The error that caused the failure.
    reasons
        Reasons why data of the universe are incomplete. If there are any, the figure shows them
        instead of the error.

    Returns
    -------
    str
        The message that the figure shows.

    Raises
    ------
    PlotError
        If matplotlib cannot write one of the formats.
    """
    message = "\n".join(reasons) or f"{FAILED}{error}"
    log.warning("%s: not drawn: %s\n%s", title, message, error, extra=REPEATED)
    with output_files(settings, paths) as files:
        draw_placeholder(files, title, message)
    return message


def draw_placeholder(paths: Paths, title: str, message: str) -> None:
    """Save a figure that consists of a message.

    Parameters
    ----------
    paths
        The file or files to write.
    title
        Name of the figure that is replaced.
    message
        Reason why the figure is not drawn.

    Raises
    ------
    PlotError
        If matplotlib cannot write one of the formats.
    """
    # The title says which universe it is
    with style_context({"figure.constrained_layout.use": False}), universe_label(""):
        figure = Figure()
        options: Any = {"ha": "center", "wrap": True, "parse_math": False}
        figure.text(0.5, 0.6, title, va="bottom", weight="bold", **options)
        figure.text(0.5, 0.55, message, va="top", color="0.3", **options)
        with carrying_also(placeholder=message):
            for path in [paths] if isinstance(paths, str | Path) else paths:
                _save(figure, path, title)


def _save(figure: Figure, path: str | Path, title: str) -> None:
    extension = Path(path).suffix[1:].lower()
    if extension in figure.canvas.get_supported_filetypes():
        save_figure(figure, path, title)
        return
    for writer_name, extensions in WRITERS.items():
        if extension in extensions and writers.is_available(writer_name):
            writer = writers[writer_name]()
            with atomic_path(path) as partial:
                with writer.saving(figure, partial, 150):
                    writer.grab_frame()
                add_provenance(partial, title)
            return
    raise PlotError(f"{path}: {extension} files cannot be written here.")
