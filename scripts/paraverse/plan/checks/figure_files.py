"""Check the file formats of figures and animations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from paraverse.config.plots import PlotConfig
from paraverse.errors import Problem, suggest
from paraverse.plot.animation.settings import MOVIE_EXTENSIONS, animation_problems
from paraverse.plot.interface import FIGURE_FORMATS


def file_format_problems(plot: PlotConfig) -> Iterator[Problem]:
    """Find file formats that a plot cannot be written to.

    Parameters
    ----------
    plot
        The plot whose `file_ext` is checked.

    Yields
    ------
    Problem
        Formats in `file_ext` that do not exist, and formats of movies without an animation.
    """
    extensions = plot.values.get("file_ext") or []
    is_animated = plot.values.get("animation") or plot.arguments().get("frames")
    allowed = {*FIGURE_FORMATS, *(MOVIE_EXTENSIONS if is_animated else ())}
    for extension in extensions if isinstance(extensions, list) else [extensions]:
        if extension in MOVIE_EXTENSIONS and extension not in allowed:
            message = f"{extension} files are movies: add `animation: {{enabled: true}}`."
            yield Problem(plot.where("file_ext"), message)
        elif str(extension).removeprefix(".") not in allowed:
            message = f"{extension!r} is not a file format. {suggest(extension, allowed, limit=20)}"
            yield Problem(plot.where("file_ext"), message)


def animation_config_problems(plot: PlotConfig, extensions: Sequence[str]) -> Iterator[Problem]:
    """Find what is wrong with the section `animation` of a plot.

    Parameters
    ----------
    plot
        The plot whose section `animation` is checked.
    extensions
        The extensions of its files, without leading dots.

    Yields
    ------
    Problem
        What is wrong for any of the extensions; nothing if nothing is animated.
    """
    config = plot.values.get("animation") or {}
    if not (config.get("enabled") or plot.arguments().get("frames")):
        return
    for extension in extensions:
        for keys, message in animation_problems(config, extension):
            yield Problem(plot.where("animation", *keys), message)
