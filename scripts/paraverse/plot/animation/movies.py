"""Movies: single files with all frames, written by matplotlib's writers."""

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
from paraverse.provenance.carried import add_provenance

_DPI = 150
_EMBED_LIMIT = 500
"""Maximum size of an HTML page in MB. matplotlib leaves out frames beyond it."""

_REPRODUCIBLE = ("-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact")
"""Options of ffmpeg that make its output deterministic and independent of the number of cores."""


def write_movie(frames: Iterator[Figure], animation: Animation, path: Path, title: str = "") -> int:
    """Write a movie, atomically: the file appears complete or not at all.

    The bytes of the file depend only on the frames and the version of the program that writes it.

    Parameters
    ----------
    frames
        The frames, which must have the same size.
    animation
        Settings of the animation. With ffmpeg, the first frame is resized to an even number of
        pixels in each direction, as most encodings require.
    path
        File to write.
    title
        The title of the figure, in the provenance that the movie carries.

    Returns
    -------
    int
        Number of frames.

    Raises
    ------
    PlotError
        If there are no frames, or the program that writes the movie fails. In the latter case, the
        message contains the program's output.
    """
    first = next(frames, None)
    if first is None:
        raise PlotError("The animation has no frames.")
    options = dict(animation.saving)
    dpi = options.pop("dpi", _DPI)
    writer = _build_writer(animation)
    if _uses_ffmpeg(animation):
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
            raise PlotError(_describe_failure(error)) from None
        if animation.writer == "html":
            _replace_random_names(Path(partial))
        add_provenance(partial, title)
    return count


def _uses_ffmpeg(animation: Animation) -> bool:
    return animation.writer.startswith("ffmpeg")


def _build_writer(animation: Animation) -> AbstractMovieWriter:
    options: dict[str, Any] = dict(animation.init)
    if _uses_ffmpeg(animation):
        extra_args = options.get("extra_args")
        if extra_args is None:
            extra_args = matplotlib.rcParams["animation.ffmpeg_args"]
        options["extra_args"] = [*_REPRODUCIBLE, *extra_args]
    if animation.writer == "html":
        options = {"embed_limit": _EMBED_LIMIT, **options, "embed_frames": True}
    writer: AbstractMovieWriter = writers[animation.writer](**options)
    return writer


def _describe_failure(error: subprocess.CalledProcessError) -> str:
    program, *_ = error.cmd
    output = (error.stderr or error.stdout or "").strip() or f"exit status {error.returncode}"
    return f"{Path(program).name} failed: {output}\n    It was called as: {' '.join(error.cmd)}"


def _replace_random_names(page: Path) -> None:
    """Replace the random number in the names of elements that matplotlib writes to a page."""
    text = page.read_text()
    names = re.findall(r'id="_anim_img([0-9a-f]{32})"', text)
    for name in names:
        text = text.replace(name, "0")
    page.write_text(text)
