"""Animations: one file with all frames, or a file for each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from matplotlib.animation import writers
from matplotlib.figure import Figure

from paraverse.base.atomic import atomic_folder, atomic_path
from paraverse.errors import Location, PlotError
from paraverse.plot.animation.movies import write_movie
from paraverse.plot.animation.settings import (
    FRAMES,
    Animation,
    animation_of,
    animation_problems,
    frames_folder,
)
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.arrange import arrange, arrange_like
from paraverse.plot.saving import save


def checked_animation(
    config: Mapping[str, Any], path: str | Path, where: Callable[..., Location]
) -> Animation:
    """Read the section `animation` of a plot, before anything is drawn.

    Parameters
    ----------
    config
        The section.
    path
        The file that will be made.
    where
        Turns keys into a place in a file, for messages.

    Raises
    ------
    PlotError
        If the section is not well-formed, or its writer is not there or cannot make the file.
    """
    kind = Path(path).suffix[1:].lower()
    for keys, message in animation_problems(config, kind):
        raise PlotError(f"{where('animation', *keys)}: {message}")
    animation = animation_of(config, kind)
    if animation.writer != FRAMES and not writers.is_available(animation.writer):
        raise PlotError(
            f"{where('animation', 'writer')}: {animation.writer} is not installed: get it with "
            "conda or your system's packages, or use `writer: pillow` with `file_ext: gif` or "
            "`webp`, or `writer: frames`."
        )
    return animation


def animate(hlpr: PlotHelper, animation: Animation, path: Path, title: str) -> int:
    """Draw the frames of an animation and save it; the file appears complete or not at all.

    Parameters
    ----------
    hlpr
        The figure, drawn, with an animation registered.
    animation
        How to save it.
    path
        The file. With the writer ``frames`` it shows the last frame; all of them are in the
        folder ``<file>.frames``.
    title
        What the file says it is, where the format has a place for it.

    Returns
    -------
    int
        The number of frames.

    Raises
    ------
    PlotError
        If there are none, or they cannot be saved.
    """
    if not hlpr.invoke_before_grab:
        hlpr.invoke_enabled(axes="all", mark_disabled_after_use=False)
    frames = _frames(hlpr, animation)
    if animation.writer == FRAMES:
        return _write_frames(frames, animation, path, title)
    return write_movie(frames, animation, path)


def _frames(hlpr: PlotHelper, animation: Animation) -> Iterator[Figure]:
    first = None
    for _ in hlpr.animation_update(**animation.update):
        if hlpr.invoke_before_grab:
            hlpr.invoke_enabled(axes="all", mark_disabled_after_use=False)
        if first is None:
            first = hlpr.fig
            arrange(first, moving=True)
        elif hlpr.fig is not first:
            hlpr.fig.set_size_inches(*first.get_size_inches())
            arrange_like(hlpr.fig, first)
        yield hlpr.fig


def _write_frames(frames: Iterator[Figure], animation: Animation, path: Path, title: str) -> int:
    padding = animation.init.get("name_padding", 7)
    options = {**animation.saving, **animation.grab_frame}
    last = None
    with atomic_folder(frames_folder(str(path))) as folder:
        for count, figure in enumerate(frames):
            last = Path(folder, f"{count:0{padding}d}{path.suffix}")
            save(figure, last, title, options)
        if last is None:
            raise PlotError("The animation has no frames.")
        with atomic_path(path) as shown:
            shutil.copyfile(last, shown)
    return count + 1
