"""Writing animations, either as one file with all frames or as one file for each frame."""

from __future__ import annotations

import inspect
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
    FRAMES_WRITER,
    Animation,
    animation_problems,
    frames_folder,
    parse_animation,
)
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.arrange import arrange, arrange_like
from paraverse.plot.layout.footnote import add_footnote
from paraverse.plot.layout.text_layouts import keeping_text_layouts
from paraverse.plot.layout.tick_boxes import measuring_ticks_once
from paraverse.plot.layout.universe_label import add_universe_label
from paraverse.plot.math_text import show_invalid_math_as_text
from paraverse.plot.saving import save_figure


def check_animation(
    config: Mapping[str, Any], path: str | Path, where: Callable[..., Location]
) -> Animation:
    """Check the section `animation` of a plot before anything is drawn, and parse it.

    Parameters
    ----------
    config
        The section `animation`.
    path
        File to write. Its suffix determines the format.
    where
        Function that returns the location of a plot's keys in the configuration file, for messages.

    Returns
    -------
    Animation
        The settings.

    Raises
    ------
    PlotError
        If the section is malformed, or its writer is not installed or cannot write the format.
    """
    extension = Path(path).suffix[1:].lower()
    for keys, message in animation_problems(config, extension):
        raise PlotError(f"{where('animation', *keys)}: {message}")
    animation = parse_animation(config, extension)
    if animation.writer != FRAMES_WRITER and not writers.is_available(animation.writer):
        raise PlotError(
            f"{where('animation', 'writer')}: {animation.writer} is not installed: get it with "
            "conda or your system's packages, or use `writer: pillow` with `file_ext: gif` or "
            "`webp`, or `writer: frames`."
        )
    return animation


def write_animation(hlpr: PlotHelper, animation: Animation, path: Path, title: str) -> int:
    """Draw the frames of an animation and save them atomically.

    Parameters
    ----------
    hlpr
        Plot helper with the first frame and the function that draws the frames.
    animation
        Settings of the animation.
    path
        File to write, which appears complete or not at all. With the writer ``frames``, it shows
        the last frame, and the folder ``<file>.frames`` contains all frames.
    title
        Title in the metadata of figures; in movies, only in the provenance that they carry.

    Returns
    -------
    int
        Number of frames.

    Raises
    ------
    PlotError
        If there are no frames, or they cannot be saved.
    """
    if not hlpr.invoke_before_grab:
        hlpr.invoke_enabled(axes="all", mark_disabled_after_use=False)
    frames = _iterate_frames(hlpr, animation)
    if animation.writer == FRAMES_WRITER:
        return _write_frames(frames, animation, path, title)
    return write_movie(_with_notes(frames), animation, path, title)


def _iterate_frames(hlpr: PlotHelper, animation: Animation) -> Iterator[Figure]:
    first = None
    signature = inspect.signature(hlpr.animation_update)
    try:
        signature.bind(**animation.update)
    except TypeError as error:
        taken = ", ".join(signature.parameters) or "no arguments"
        message = f"animation_update_kwargs: the function that draws the frames takes {taken}: "
        raise PlotError(f"{message}{error}.") from None
    for _ in hlpr.animation_update(**animation.update):
        if hlpr.invoke_before_grab:
            hlpr.invoke_enabled(axes="all", mark_disabled_after_use=False)
        show_invalid_math_as_text(hlpr.fig)
        if first is None:
            first = hlpr.fig
            arrange(first, moving=True)
        elif hlpr.fig is not first:
            hlpr.fig.set_size_inches(*first.get_size_inches())
            arrange_like(hlpr.fig, first)
        yield hlpr.fig


def _with_notes(frames: Iterator[Figure]) -> Iterator[Figure]:
    for figure in frames:
        add_universe_label(figure)
        add_footnote(figure, inside=True)  # all frames of a movie have the size of the first
        with keeping_text_layouts(), measuring_ticks_once(figure):
            yield figure


def _write_frames(frames: Iterator[Figure], animation: Animation, path: Path, title: str) -> int:
    padding = animation.init.get("name_padding", 7)
    options = {**animation.saving, **animation.grab_frame}
    last = None
    with atomic_folder(frames_folder(str(path))) as folder:
        for index, figure in enumerate(frames):
            last = Path(folder, f"{index:0{padding}d}{path.suffix}")
            save_figure(figure, last, title, options)
        if last is None:
            raise PlotError("The animation has no frames.")
        with atomic_path(path) as partial:
            shutil.copyfile(last, partial)
    return index + 1
