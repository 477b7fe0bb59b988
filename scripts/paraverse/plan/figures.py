"""How a plot is drawn: its own keys over the defaults, and the files that come of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from paraverse.base.digest import digest, format_leaves
from paraverse.base.versions import VERSIONS
from paraverse.config.models import CreatorDefaults, PlotDefaults
from paraverse.config.plots import PlotConfig
from paraverse.jobs import FigureSettings
from paraverse.plan.checks.helpers import helper_defaults_file, used_helpers
from paraverse.plan.project_code import ProjectCode
from paraverse.plan.transformation import all_places
from paraverse.plot.animation.settings import writes_frames


def with_creator(plot: PlotConfig, known: ProjectCode, defaults: PlotDefaults) -> PlotConfig:
    """Fill in the creator of a plot that names none: its function's own, or the default."""
    if plot.values.get("creator") is not None:
        return plot
    declared = known.plot_function_option(str(plot.values.get("plot_func")), "creator")
    creator = declared or defaults.default_creator
    return dataclasses.replace(plot, values={**plot.values, "creator": creator})


def drawing_of(plot: PlotConfig, known: ProjectCode, defaults: PlotDefaults) -> FigureSettings:
    """Return how a plot is drawn."""
    default = _defaults(plot, defaults)
    given = plot.values.get("raise_exc", plot.values.get("debug"))
    raise_exc = default.raise_exc if given is None else given
    invocation = plot.values.get("invocation_options") or {}
    return FigureSettings(
        plot.name,
        str(plot.values.get("plot_func")),
        plot.arguments(),
        plot.values.get("helpers") or {},
        plot.values.get("style") or {},
        known.plot_function_files,
        all_places(plot),
        animation=plot.values.get("animation") or {},
        raise_exc=raise_exc is not False,
        default_style=default.style,
        formats=tuple(formats(plot, defaults)) if _makes_several(plot, known) else (),
        invocation={key: value for key, value in invocation.items() if value is not None},
    )


def formats(plot: PlotConfig, defaults: PlotDefaults) -> list[str]:
    """Return the file formats of a plot."""
    found = plot.values.get("file_ext") or _defaults(plot, defaults).default_ext or "pdf"
    return [kind.removeprefix(".") for kind in (found if isinstance(found, list) else [found])]


def frame_formats(drawing: FigureSettings, kinds: list[str], known: ProjectCode) -> tuple[str, ...]:
    """Return the formats for which a plot leaves a folder of frames beside each figure."""
    if drawing.formats:
        return ()
    frames_argument = known.plot_function_option(drawing.function, "frames_argument")
    config, arguments = drawing.animation, drawing.arguments
    return tuple(k for k in kinds if writes_frames(config, k, arguments, frames_argument))


def drawing_tracked(
    plot: PlotConfig, drawing: FigureSettings, known: ProjectCode
) -> tuple[str, ...]:
    """Return what a figure depends on, besides its data."""
    arguments, style = drawing.arguments, drawing.style
    function = known.plot_functions.functions.get(drawing.function)
    helpers = used_helpers(drawing.helpers, function, known.helpers)
    return (
        f"plot {VERSIONS['plot']}",
        f"plot function {drawing.function} {known.plot_functions.fingerprint(drawing.function)}",
        *_kinds_tracked(arguments.get("kind"), known),
        *(f"helper {helper} {known.helpers.fingerprint(helper)}" for helper in helpers),
        *_file_tracked("helper_defaults", helper_defaults_file(function)),
        *format_leaves(arguments),
        f"order {digest({key: _order(value) for key, value in arguments.items()})}",
        *format_leaves(drawing.helpers, "helpers"),
        *format_leaves(style, "style"),
        *format_leaves(drawing.default_style, "plot_defaults.style"),
        *_file_tracked("style.rc_file", style.get("rc_file")),
        *_file_tracked("plot_defaults.style.rc_file", drawing.default_style.get("rc_file")),
        *format_leaves(drawing.animation, "animation"),
        *format_leaves(drawing.invocation, "invocation_options"),
        f"raise_exc = {drawing.raise_exc}",
    )


def _defaults(plot: PlotConfig, defaults: PlotDefaults) -> CreatorDefaults:
    """The defaults of all plots, updated by those of its creator, and those in the plot."""
    of_creator = defaults.creator_init_kwargs.get(plot.values["creator"]) or CreatorDefaults()
    given = plot.values.get("creator_init_kwargs") or {}
    style = {**defaults.style, **of_creator.style, **(given.get("style") or {})}
    found: dict[str, Any] = {"style": style}
    for key in ("default_ext", "raise_exc"):
        values = (given.get(key), getattr(of_creator, key), getattr(defaults, key))
        found[key] = next((value for value in values if value is not None), None)
    return CreatorDefaults.model_construct(**found)


def _makes_several(plot: PlotConfig, known: ProjectCode) -> bool:
    if not known.plot_function_option(str(plot.values.get("plot_func")), "supports_files"):
        return False
    auto = plot.arguments().get("auto_encoding")
    specs = auto.values() if isinstance(auto, Mapping) else ()
    named = {_name(spec) for encodings in specs for spec in encodings or ()}
    return bool(plot.arguments().get("files")) or "files" in named


def _name(spec: Any) -> Any:
    """The encoding in `files` or `[files, 2]`."""
    return spec[0] if isinstance(spec, list) and spec else spec


def _kinds_tracked(kind: Any, known: ProjectCode) -> Iterator[str]:
    kinds = kind.values() if isinstance(kind, Mapping) else [kind]
    for name in kinds:
        yield f"kind {name} {known.kinds.fingerprint(str(name))}"


def _file_tracked(key: str, file: str | Path | None) -> list[str]:
    path = Path(file or "").expanduser()
    return [f"{key} {digest(path.read_bytes())}"] if path.is_file() else []


def _order(value: Any) -> Any:
    """The keys of mappings in the order in which they stand, which may mean something."""
    if isinstance(value, Mapping):
        return [[str(key), _order(item)] for key, item in value.items()]
    return [_order(item) for item in value] if isinstance(value, list) else None
