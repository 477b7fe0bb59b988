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


def animation_of(config: Mapping[str, Any]) -> Animation:
    """Read a section that has no problems."""
    writer = config["writer"]
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
    writer = config.get("writer")
    if writer is None:
        yield (), f"The key `writer` is missing. {suggest('', WRITERS)}"
        return
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
