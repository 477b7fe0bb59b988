"""The section `animation` of a plot, without drawing anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from paraverse.errors import suggest

FRAMES = "frames"
"""The writer that makes a file for each frame."""

WRITERS: Mapping[str, tuple[str, ...]] = {
    FRAMES: (),
    "pillow": ("gif", "webp", "apng"),
    "ffmpeg": ("mp4", "mkv", "mov", "webm", "gif"),
    "ffmpeg_file": ("mp4", "mkv", "mov", "webm", "gif"),
    "imagemagick": ("gif",),
    "imagemagick_file": ("gif",),
    "html": ("html",),
}
"""The writers, with the formats that they make; none: those of figures."""

MOVIES = tuple(sorted({kind for kinds in WRITERS.values() for kind in kinds}))
"""Formats that animations can have."""

_SINGLE = ("pillow", "ffmpeg")
"""Writers to use if none is named, where they make the format; else ``frames``."""

_KEYS = ("enabled", "writer", "writer_kwargs", "animation_update_kwargs")
_STAGES = ("init", "saving", "grab_frame")


@dataclass(frozen=True)
class Animation:
    """How the frames of an animation are made a file.

    Attributes
    ----------
    writer
        ``frames``, or a name that matplotlib knows.
    init, saving, grab_frame
        Arguments of the writer, of its method `saving`, of its method `grab_frame`.
    update
        Arguments of the generator function that draws the frames.
    """

    writer: str
    init: Mapping[str, Any]
    saving: Mapping[str, Any]
    grab_frame: Mapping[str, Any]
    update: Mapping[str, Any]


def frames_folder(file: str) -> str:
    """Return the folder of the frames of an animation whose last frame is in a file."""
    return f"{file}.frames"


def writer_of(config: Mapping[str, Any], kind: str) -> str:
    """Return the writer: the one that is named, or one that makes the format.

    Examples
    --------
    >>> writer_of({}, "mp4"), writer_of({}, "png"), writer_of({"writer": "frames"}, "gif")
    ('ffmpeg', 'frames', 'frames')
    """
    suitable = (writer for writer in _SINGLE if kind in WRITERS[writer])
    return config.get("writer") or next(suitable, FRAMES)


def writes_frames(
    config: Mapping[str, Any],
    kind: str,
    arguments: Mapping[str, Any],
    frames_argument: str | None = None,
) -> bool:
    """Whether a plot leaves a folder of frames beside each file of a format.

    That can be told before it is drawn, so that the folder is known as a result.

    Parameters
    ----------
    config
        The section.
    kind
        The format.
    arguments
        Arguments of the plot function.
    frames_argument
        Which of them makes the figure an animation; None if `config` does.
    """
    if writer_of(config, kind) != FRAMES:
        return False
    if frames_argument is not None:
        return arguments.get(frames_argument) is not None
    return bool(config) and config.get("enabled") is not False


def animation_of(config: Mapping[str, Any], kind: str) -> Animation:
    """Read a section that has no problems, for a format."""
    writer = writer_of(config, kind)
    stages = (config.get("writer_kwargs") or {}).get(writer) or {}
    given = {stage: stages.get(stage) or {} for stage in _STAGES}
    return Animation(writer, **given, update=config.get("animation_update_kwargs") or {})


def animation_problems(
    config: Mapping[str, Any], kind: str
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Find what is wrong with a section.

    Parameters
    ----------
    config
        The section.
    kind
        The format that is to be made.

    Yields
    ------
    tuple of str
        The keys to what is wrong.
    str
        What is wrong.

    Examples
    --------
    >>> list(animation_problems({"writer": "pillow"}, "mp4"))
    [(('writer',), 'pillow makes gif, webp or apng, not mp4: set `file_ext`.')]
    """
    for key in config:
        if key not in _KEYS:
            yield (key,), f"There is no {key!r} in an animation. {suggest(key, _KEYS)}"
    writer = writer_of(config, kind)
    if writer not in WRITERS:
        yield ("writer",), f"There is no writer {writer!r}. {suggest(writer, WRITERS)}"
        return
    formats = WRITERS[writer]
    if formats and kind not in formats:
        made = " or ".join(filter(None, (", ".join(formats[:-1]), formats[-1])))
        yield ("writer",), f"{writer} makes {made}, not {kind}: set `file_ext`."
    stages = (config.get("writer_kwargs") or {}).get(writer) or {}
    if writer == "html" and (stages.get("init") or {}).get("embed_frames") is False:
        keys = ("writer_kwargs", writer, "init", "embed_frames")
        yield keys, "The frames are always in the page; use `writer: frames` for a file for each."
    for stage in stages:
        if stage not in _STAGES:
            hint = suggest(stage, _STAGES)
            yield ("writer_kwargs", writer, stage), f"There is no {stage!r} here. {hint}"
