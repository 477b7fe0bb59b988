"""Figures in the place of those that are not drawn: they say why."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from matplotlib.animation import writers
from matplotlib.figure import Figure

from paraverse.atomic import atomic_path
from paraverse.plot.saving import save
from paraverse.plot.style import style_context


def draw_placeholder(paths: str | Path | Iterable[str | Path], title: str, text: str) -> None:
    """Save a figure that only says something.

    Parameters
    ----------
    paths
        The file or files.
    title
        What is missing.
    text
        Why.
    """
    with style_context({"figure.constrained_layout.use": False}):
        figure = Figure()
        figure.text(0.5, 0.6, title, ha="center", va="bottom", weight="bold", wrap=True)
        figure.text(0.5, 0.55, text, ha="center", va="top", color="0.3", wrap=True)
        for path in [paths] if isinstance(paths, str | Path) else paths:
            if Path(path).suffix[1:].lower() in figure.canvas.get_supported_filetypes():
                save(figure, path, title)
            else:
                _save_movie(figure, path)


def _save_movie(figure: Figure, path: str | Path) -> None:
    writer = writers["ffmpeg"]()
    with atomic_path(path) as partial, writer.saving(figure, partial, 150):
        writer.grab_frame()
