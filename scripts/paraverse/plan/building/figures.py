"""Build the settings of figures, and the lines that state what figures depend on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from paraverse.base.content import content_of
from paraverse.base.digest import digest, digest_order, format_leaves
from paraverse.base.versions import VERSIONS
from paraverse.jobs.plot import FigureSettings
from paraverse.plan.building.named_files import named_file_lines
from paraverse.plan.building.named_modules import describe_modules, modules_of_calls
from paraverse.plan.building.rules import Dependencies
from paraverse.plan.reading.parsed_plot import ParsedPlot
from paraverse.plan.reading.plot_comments import caption_of
from paraverse.plan.reading.plot_sections import source_map
from paraverse.plan.reading.project_code import ProjectCode
from paraverse.plan.reading.used_helpers import find_used_helpers, helper_defaults_file
from paraverse.plot.animation.settings import writes_frames

_TITLES = ("set_suptitle", "set_title")
"""Helpers that set titles."""

MAX_NAMED_VALUES = 1000
"""Largest number of values of a parameter that are part of the settings of a figure."""


def figure_settings(
    plot: ParsedPlot, code: ProjectCode, dimensions: Mapping[str, tuple[Any, ...]] | None = None
) -> FigureSettings:
    """Return how the figures of a plot are drawn.

    Parameters
    ----------
    plot
        The plot to draw.
    code
        The project's own plot functions.
    dimensions
        The values of all parameters of the sweep, for a plot of the whole sweep.

    Returns
    -------
    FigureSettings
        The plot's own values and the defaults that its `style` updates.
    """
    values, options = plot.config.values, plot.figure_options
    invocation = values.get("invocation_options") or {}
    return FigureSettings(
        plot=plot.name,
        function=str(values.get("plot_func")),
        arguments=plot.config.arguments(),
        helpers=values.get("helpers") or {},
        style=values.get("style") or {},
        plot_functions=code.plot_function_files,
        where=source_map(plot.config),
        animation=values.get("animation") or {},
        raise_exc=options.raise_exc,
        default_style=options.default_style,
        formats=options.file_ext if options.is_folder else (),
        invocation={key: value for key, value in invocation.items() if value is not None},
        parameters=_used_parameters(plot.config.arguments(), dimensions or {}),
        caption=caption_of(plot.config),
        universe_label=plot.is_universe_plot and options.universe_label and not _has_title(plot),
    )


def _has_title(plot: ParsedPlot) -> bool:
    """Return whether a plot sets the title of its figures."""
    suptitle = plot.config.arguments().get("suptitle_kwargs")
    return bool(isinstance(suptitle, Mapping) and suptitle.get("title")) or _sets_title(
        plot.config.values.get("helpers")
    )


def _sets_title(helpers: Any) -> bool:
    """Return whether helpers, for all axes or for some of them, set a title."""
    if not isinstance(helpers, Mapping):
        return False
    for name, arguments in helpers.items():
        if name not in _TITLES:
            sets_title = _sets_title(arguments)
        else:
            is_enabled = isinstance(arguments, Mapping) and arguments.get("enabled", True)
            sets_title = bool(is_enabled and arguments.get("title"))
        if sets_title:
            return True
    return False


def _used_parameters(
    arguments: Mapping[str, Any], dimensions: Mapping[str, tuple[Any, ...]]
) -> dict[str, tuple[Any, ...]]:
    """Return the parameters whose values may have colors or ticks: those that arguments name.

    All parameters may have them if the plot function chooses what `hue` shows.
    """
    names = set(_iterate_names(arguments))
    is_explicit = not arguments.get("auto_encoding") and ("hue" in names or {"x", "y"} <= names)
    return {
        name: values
        for name, values in dimensions.items()
        if (name in names or not is_explicit) and len(values) <= MAX_NAMED_VALUES
    }


def _iterate_names(value: Any) -> Iterator[str]:
    """Iterate over all keys and strings in nested values."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield str(key)
            yield from _iterate_names(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _iterate_names(item)
    elif isinstance(value, str):
        yield value


def frame_formats(plot: ParsedPlot, code: ProjectCode) -> tuple[str, ...]:
    """Return the formats for which a plot leaves a folder of frames beside each figure.

    Parameters
    ----------
    plot
        The plot, animated or not.
    code
        The plot functions, some of which take the dimension that becomes an animation.

    Returns
    -------
    tuple of str
        File extensions; empty if the plot is not animated.
    """
    values, options = plot.config.values, plot.figure_options
    if options.is_folder:
        return ()
    frames_argument = code.plot_function_option(str(values.get("plot_func")), "frames_argument")
    animation, arguments = values.get("animation") or {}, plot.config.arguments()
    return tuple(
        extension
        for extension in options.file_ext
        if writes_frames(animation, extension, arguments, frames_argument)
    )


def figure_dependencies(settings: FigureSettings, code: ProjectCode) -> Dependencies:
    """Return what a figure depends on, besides its data.

    Parameters
    ----------
    settings
        How the figure is drawn.
    code
        The plot functions, kinds and helpers.

    Returns
    -------
    Dependencies
        Lines about the configuration and the code that draw the figure.
    """
    name, arguments, style = settings.function, settings.arguments, settings.style
    function = code.plot_functions.functions.get(name)
    helpers = find_used_helpers(settings.helpers, function, code.helpers)
    return Dependencies(
        code=(
            f"plot {VERSIONS['plot']}",
            *dict.fromkeys(
                (
                    *code.plot_functions.describe("plot function", [name]),
                    *code.kinds.describe("kind", _kinds(arguments.get("kind"))),
                    *code.helpers.describe("helper", helpers),
                    *describe_modules(
                        modules_of_calls([arguments, settings.helpers]), code.plot_functions
                    ),
                )
            ),
            *_file_lines("helper_defaults", helper_defaults_file(function)),
        ),
        configuration=(
            *format_leaves(arguments),
            f"order {digest_order(arguments)}",
            *format_leaves(settings.helpers, "helpers"),
            *format_leaves(style, "style"),
            *format_leaves(settings.default_style, "plot_defaults.style"),
            *_file_lines("style.rc_file", style.get("rc_file")),
            *_file_lines("plot_defaults.style.rc_file", settings.default_style.get("rc_file")),
            *format_leaves(settings.animation, "animation"),
            *format_leaves(settings.invocation, "invocation_options"),
            f"raise_exc = {settings.raise_exc}",
            *(["universe_label = True"] if settings.universe_label else []),
            *(f"values of {name}: {digest(v)}" for name, v in settings.parameters.items()),
            # matplotlib reads a few parameters, such as `date.epoch`, from this file only
            *_file_lines("file matplotlibrc", "matplotlibrc"),
            *named_file_lines([arguments, settings.helpers, settings.animation]),
        ),
    )


def _kinds(kind: Any) -> list[str]:
    return [str(name) for name in (kind.values() if isinstance(kind, Mapping) else [kind])]


def _file_lines(key: str, file: str | Path | None) -> list[str]:
    path = Path(file or "").expanduser()
    return [f"{key} {content_of(path)}"] if path.is_file() else []
