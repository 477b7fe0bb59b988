"""Movies: one file with all frames, made by one of matplotlib's writers."""

from __future__ import annotations

import itertools
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.animation import AbstractMovieWriter, adjusted_figsize, writers
from matplotlib.figure import Figure

from paraverse.base.atomic import atomic_path
from paraverse.errors import PlotError
from paraverse.plot.animation.settings import Animation
from paraverse.plot.layout.engine import without_engine

_DPI = 150
_LARGEST_PAGE = 500  # MB; matplotlib leaves out the frames beyond it
_REPRODUCIBLE = ("-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact")
"""What ffmpeg writes is else another for other numbers of cores, and has random numbers in it."""


def write_movie(frames: Iterator[Figure], animation: Animation, path: Path) -> int:
    """Write a movie; the file appears complete or not at all.

    Its bytes depend on the frames alone, for the same version of the program that writes it.

    Parameters
    ----------
    frames
        The frames, all of the same size.
    animation
        How to write it. Movies that ffmpeg makes have an even number of pixels on each side, as
        most encodings need it.
    path
        The file.

    Returns
    -------
    int
        The number of frames.

    Raises
    ------
    PlotError
        If there are no frames, or the program that writes the movie fails; it says with what.
    """
    first = next(frames, None)
    if first is None:
        raise PlotError("The animation has no frames.")
    options = dict(animation.saving)
    dpi = options.pop("dpi", _DPI)
    writer = _writer(animation)
    if _is_ffmpeg(animation):
        width, height = first.get_size_inches()
        first.set_size_inches(*adjusted_figsize(width, height, dpi, 2))
    count = 0
    with atomic_path(path) as partial:
        try:
            with writer.saving(first, partial, dpi, **options):
                for figure in itertools.chain([first], frames):
                    writer.fig = figure
                    with without_engine():
                        writer.grab_frame(**animation.grab_frame)
                    count += 1
        except subprocess.CalledProcessError as error:
            raise PlotError(_what_it_said(error)) from None
        if animation.writer == "html":
            _name_anew(Path(partial))
    return count


def _is_ffmpeg(animation: Animation) -> bool:
    return animation.writer.startswith("ffmpeg")


def _writer(animation: Animation) -> AbstractMovieWriter:
    options: dict[str, Any] = dict(animation.init)
    if _is_ffmpeg(animation):
        given = options.get("extra_args")
        given = matplotlib.rcParams["animation.ffmpeg_args"] if given is None else given
        options["extra_args"] = [*_REPRODUCIBLE, *given]
    if animation.writer == "html":
        options = {"embed_limit": _LARGEST_PAGE, **options, "embed_frames": True}
    writer: AbstractMovieWriter = writers[animation.writer](**options)
    return writer


def _what_it_said(error: subprocess.CalledProcessError) -> str:
    program, *_ = error.cmd
    said = (error.stderr or error.stdout or "").strip() or f"exit status {error.returncode}"
    return f"{Path(program).name} failed: {said}\n    It was called as: {' '.join(error.cmd)}"


def _name_anew(page: Path) -> None:
    """Replace the random number that matplotlib has in the names in a page."""
    text = page.read_text()
    names = re.findall(r'id="_anim_img([0-9a-f]{32})"', text)
    for name in names:
        text = text.replace(name, "0")
    page.write_text(text)
