"""The section `animation` of a plot, read by the plan without importing matplotlib."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from paraverse.errors import suggest
from paraverse.yaml_io.placeholders import Placeholder

FRAMES_WRITER = "frames"
"""Name of the writer that writes a file for each frame."""

WRITERS: Mapping[str, tuple[str, ...]] = {
    FRAMES_WRITER: (),
    "pillow": ("gif", "webp", "apng"),
    "ffmpeg": ("mp4", "mkv", "mov", "webm", "gif"),
    "ffmpeg_file": ("mp4", "mkv", "mov", "webm", "gif"),
    "imagemagick": ("gif",),
    "imagemagick_file": ("gif",),
    "html": ("html",),
}
"""Extensions of the files that each writer can write; empty if it writes formats of figures."""

MOVIE_EXTENSIONS = tuple(sorted({extension for group in WRITERS.values() for extension in group}))
"""Extensions of files that contain all frames of an animation."""

_DEFAULT_WRITERS = ("pillow", "ffmpeg", "html")
"""Default writers. The first that supports the format is used; if none does, ``frames``."""

_KEYS = ("enabled", "writer", "writer_kwargs", "animation_update_kwargs")
_STAGES = ("init", "saving", "grab_frame")

_OF_SAVEFIG = (
    "transparent", "dpi", "format", "metadata", "bbox_inches", "pad_inches", "facecolor",
    "edgecolor", "backend", "orientation", "bbox_extra_artists", "pil_kwargs",
)  # fmt: skip
_OF_MOVIES = ("fps", "codec", "bitrate", "extra_args", "metadata")
_OF_GRAB_FRAME = tuple(k for k in _OF_SAVEFIG if k not in ("dpi", "bbox_inches", "format"))

_INIT: Mapping[str, tuple[str, ...]] = {
    FRAMES_WRITER: ("name_padding",),
    "html": (*_OF_MOVIES, "embed_frames", "default_mode", "embed_limit"),
}
"""Arguments of writers, where they are not `_OF_MOVIES`."""


def _arguments(writer: str, stage: str) -> tuple[str, ...]:
    """Return the arguments that a writer takes at a stage."""
    if stage == "init":
        return _INIT.get(writer, _OF_MOVIES)
    if writer == FRAMES_WRITER:
        return _OF_SAVEFIG
    if stage == "grab_frame":
        return _OF_GRAB_FRAME
    return ("dpi", "frame_prefix") if writer.endswith(("_file", "html")) else ("dpi",)


@dataclass(frozen=True, kw_only=True)
class Animation:
    """Settings for drawing and saving the frames of an animation.

    Attributes
    ----------
    writer
        Name of the writer, a key of `WRITERS`.
    init, saving, grab_frame
        Keyword arguments of the writer, of its method `saving`, and of its method `grab_frame`.
    update
        Keyword arguments of the generator function that draws the frames.
    """

    writer: str
    init: Mapping[str, Any]
    saving: Mapping[str, Any]
    grab_frame: Mapping[str, Any]
    update: Mapping[str, Any]


def frames_folder(file: str) -> str:
    """Return the folder with the frames of an animation.

    Parameters
    ----------
    file
        File with the last frame.

    Returns
    -------
    str
        Path of the folder, next to the file.
    """
    return f"{file}.frames"


def select_writer(config: Mapping[str, Any], extension: str) -> str:
    """Return the name of the writer of an animation.

    Parameters
    ----------
    config
        The section `animation` of a plot.
    extension
        Extension of the file, without the dot.

    Returns
    -------
    str
        The configured writer, or a default one that supports the format.

    Examples
    --------
    >>> select_writer({}, "mp4"), select_writer({}, "png"), select_writer({"writer": "html"}, "gif")
    ('ffmpeg', 'frames', 'html')
    """
    suitable = (writer for writer in _DEFAULT_WRITERS if extension in WRITERS[writer])
    return config.get("writer") or next(suitable, FRAMES_WRITER)


def writes_frames(
    config: Mapping[str, Any],
    extension: str,
    arguments: Mapping[str, Any],
    frames_argument: str | None = None,
) -> bool:
    """Return whether a plot writes a folder of frames next to each file of a given format.

    This must be known before the plot is drawn, since the folder is an output of its rule.

    Parameters
    ----------
    config
        The section `animation` of the plot.
    extension
        Extension of the file, without the dot.
    arguments
        Arguments of the plot function.
    frames_argument
        Argument of the plot function that turns the figure into an animation. If None, `config`
        determines whether an animation is drawn.

    Returns
    -------
    bool
        True if the plot writes such folders.
    """
    if select_writer(config, extension) != FRAMES_WRITER:
        return False
    if frames_argument is not None:
        return arguments.get(frames_argument) is not None
    return bool(config) and config.get("enabled") is not False


def parse_animation(config: Mapping[str, Any], extension: str) -> Animation:
    """Parse the section `animation` of a plot.

    Parameters
    ----------
    config
        The section, in which `animation_problems` must not find any problems.
    extension
        Extension of the file, without the dot.

    Returns
    -------
    Animation
        The settings, with the options of the writer used for the format.
    """
    writer = select_writer(config, extension)
    options = (config.get("writer_kwargs") or {}).get(writer) or {}
    return Animation(
        writer=writer,
        **{stage: options.get(stage) or {} for stage in _STAGES},
        update=config.get("animation_update_kwargs") or {},
    )


def animation_problems(
    config: Mapping[str, Any], extension: str
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Find problems in the section `animation` of a plot.

    Parameters
    ----------
    config
        The section.
    extension
        Extension of the file to write, without the dot.

    Yields
    ------
    tuple of str
        Keys that lead to the problem within the section.
    str
        Message.

    Examples
    --------
    >>> list(animation_problems({"writer": "pillow"}, "mp4"))
    [(('writer',), 'pillow writes gif, webp or apng, not mp4: set `file_ext`.')]
    """
    for key in config:
        if key not in _KEYS:
            yield (key,), f"There is no {key!r} in an animation. {suggest(key, _KEYS)}"
    enabled, update = config.get("enabled"), config.get("animation_update_kwargs")
    if not isinstance(enabled, bool | Placeholder | None):
        yield ("enabled",), f"Takes true or false; found {enabled!r}."
    if not isinstance(update, Mapping | Placeholder | None):
        message = f"Takes a mapping from arguments to values; found {update!r}."
        yield ("animation_update_kwargs",), message
    writer = select_writer(config, extension)
    if not isinstance(writer, str) or writer not in WRITERS:
        yield ("writer",), f"There is no writer {writer!r}. {suggest(writer, WRITERS)}"
        return
    allowed = WRITERS[writer]
    if allowed and extension not in allowed:
        listed = " or ".join(filter(None, (", ".join(allowed[:-1]), allowed[-1])))
        yield ("writer",), f"{writer} writes {listed}, not {extension}: set `file_ext`."
    yield from _option_problems(writer, config.get("writer_kwargs") or {})


def _option_problems(writer: str, by_writer: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """Find problems in `writer_kwargs`, of which the options of one writer are used."""
    keys: tuple[str, ...] = ("writer_kwargs",)
    if not isinstance(by_writer, Mapping):
        yield keys, f"Takes a mapping from writers to their options; found {by_writer!r}."
        return
    for name in by_writer:
        if name not in WRITERS:
            yield (*keys, name), f"There is no writer {name!r}. {suggest(name, WRITERS)}"
    options = by_writer.get(writer) or {}
    if not isinstance(options, Mapping):
        yield (*keys, writer), f"Takes a mapping with {', '.join(_STAGES)}; found {options!r}."
        return
    for stage, arguments in options.items():
        keys = ("writer_kwargs", writer, stage)
        if stage not in _STAGES:
            yield keys, f"There is no {stage!r} here. {suggest(stage, _STAGES)}"
        elif not isinstance(arguments, Mapping | None):
            yield keys, f"Takes a mapping from arguments to values; found {arguments!r}."
        else:
            yield from _argument_problems(writer, stage, arguments or {})


def _argument_problems(
    writer: str, stage: str, arguments: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, ...], str]]:
    allowed = _arguments(writer, stage)
    for name, value in arguments.items():
        keys = ("writer_kwargs", writer, stage, name)
        if name not in allowed:
            yield keys, f"{writer} takes no {name!r} in {stage!r}. {suggest(name, allowed)}"
        elif name == "embed_frames" and value is False:
            message = "The frames are always in the page; use `writer: frames` for a file for each."
            yield keys, message
        elif name == "name_padding" and (not _is_positive(value) or isinstance(value, float)):
            yield keys, f"Takes a number of digits; found {value!r}."
        elif name in ("fps", "dpi") and value != "figure" and not _is_positive(value):
            yield keys, f"Takes a number above 0; found {value!r}."


def _is_positive(value: Any) -> bool:
    if isinstance(value, Placeholder) or value is None:
        return True  # results of the transformation, defaults
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0
