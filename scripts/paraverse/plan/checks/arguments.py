"""Check what plot functions are called with, and styles, before anything runs."""

from __future__ import annotations

import difflib
import importlib.util
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from paraverse.config.models import CreatorDefaults
from paraverse.config.plots import PLOT_KEYS, PlotConfig
from paraverse.errors import Problem, suggest
from paraverse.plot.animation.settings import MOVIE_EXTENSIONS
from paraverse.plot.facet_grid.encodings import ARRAY_KINDS, DATASET_KINDS, KINDS
from paraverse.plot.interface import (
    FIGURE_FORMATS,
    INVOCATION_OPTIONS,
    PASSED_ARGUMENTS,
    STYLE_KEYS,
)
from paraverse.user_code.registrations import RegisteredFunction, Registrations

_CLOSE = 0.81
"""How alike a key and ours are to be taken for a slip."""


def argument_problems(
    plot: PlotConfig, function: RegisteredFunction | None, kinds: Registrations
) -> Iterator[Problem]:
    """Find what is wrong with the arguments of a plot function.

    Parameters
    ----------
    plot
        The plot.
    function
        Its plot function; None if it cannot be read.
    kinds
        The kinds of `facet_grid` that functions draw.
    """
    arguments = plot.arguments()
    near = {
        key: hint for key in arguments if (hint := suggest(key, PLOT_KEYS, limit=0, cutoff=_CLOSE))
    }
    for key, hint in near.items():
        # Arguments are the plot function's affair, but a key that is nearly ours is a slip; those
        # of matplotlib (`linestyle`, `mode`) are further away
        yield Problem(plot.where(key), f"Unknown key {key!r}. {hint}")
    drawers = [(kind.file, kind.name) for kind in kinds.functions.values()]
    if function is not None and (function.file, function.name) not in drawers:
        yield from _misfits(plot, function, {k: v for k, v in arguments.items() if k not in near})
    if function is not None:
        yield from _dimension_problems(plot, function)
        if function.options.get("draws_kinds"):
            yield from _kind_problems(plot, kinds)
    yield from _format_problems(plot)
    yield from style_problems(plot, plot.values.get("style") or {}, "style")
    for key, allowed in (
        ("creator_init_kwargs", CreatorDefaults.model_fields),
        ("invocation_options", INVOCATION_OPTIONS),
    ):
        for name in plot.values.get(key) or {}:
            if name not in allowed:
                yield Problem(
                    plot.where(key, name), f"Unknown key {name!r}. {suggest(name, allowed)}"
                )


def style_problems(plot: PlotConfig, style: Mapping[str, Any], key: str) -> Iterator[Problem]:
    """Find names in a style that matplotlib does not know, if it is installed."""
    names, styles = _known_to_matplotlib()
    if not names:
        return
    bases = style.get("base_style") or []
    for base in [bases] if isinstance(bases, str) else bases:
        if isinstance(base, str) and base not in styles:
            hint = suggest(base, styles, limit=30)
            yield Problem(
                plot.where(key, "base_style"), f"matplotlib has no style {base!r}. {hint}"
            )
    for name in style:
        if name not in names and name not in STYLE_KEYS and not str(name).startswith("_"):
            hint = suggest(name, {*names, *STYLE_KEYS}, limit=0)
            message = f"matplotlib has no parameter {name!r}. {hint}".rstrip()
            yield Problem(plot.where(key, name), message)


@cache
def _known_to_matplotlib() -> tuple[Collection[str], Collection[str]]:
    """Its parameters and styles, read from its files: importing it takes long."""
    spec = importlib.util.find_spec("matplotlib")
    if spec is None or spec.origin is None:
        return (), ()
    folder = Path(spec.origin).with_name("mpl-data")
    text = (folder / "matplotlibrc").read_text(encoding="utf-8")
    parameters = frozenset(re.findall(r"^#+\s*([\w.-]+)\s*:", text, re.MULTILINE))
    styles = {path.stem for path in (folder / "stylelib").glob("*.mplstyle")}
    return parameters, frozenset({*styles, "default"})


def _misfits(
    plot: PlotConfig, function: RegisteredFunction, arguments: Mapping[str, Any]
) -> Iterator[Problem]:
    """Arguments that a function does not take, and those that it needs."""
    if function.signature is None:
        return
    takes = [p for p in function.signature.parameters.values() if p.name not in PASSED_ARGUMENTS]
    named = [p.name for p in takes if p.kind in (p.KEYWORD_ONLY, p.POSITIONAL_OR_KEYWORD)]
    is_open = any(p.kind is p.VAR_KEYWORD for p in takes)
    known = [*named, *function.options.get("forwarded_arguments", ())]
    for key in arguments:
        if key in known:
            continue
        if not is_open:
            message = f"{function.name} takes no {key!r}. {suggest(key, named)}".rstrip()
            yield Problem(plot.where(key), message)
        elif close := difflib.get_close_matches(key, known, n=1, cutoff=0.85):
            yield Problem(plot.where(key), f"Unknown argument {key!r}. Did you mean {close[0]!r}?")
    if function.options.get("unpack_dag_results") or plot.values.get("invocation_options"):
        return  # what comes of the transformation may be among them
    for parameter in takes:
        is_needed = (
            parameter.kind is parameter.KEYWORD_ONLY and parameter.default is parameter.empty
        )
        if is_needed and parameter.name not in arguments:
            message = f"{function.name} needs the argument {parameter.name!r}."
            yield Problem(plot.where("plot_func"), message)


def _dimension_problems(plot: PlotConfig, function: RegisteredFunction) -> Iterator[Problem]:
    arguments = plot.arguments()
    for key in function.options.get("dimension_arguments", ()):
        if not isinstance(arguments.get(key), str | None):
            message = f"Takes the name of a dimension; found {arguments[key]!r}."
            yield Problem(plot.where(key), message)


def _kind_problems(plot: PlotConfig, kinds: Registrations) -> Iterator[Problem]:
    arguments = plot.arguments()
    allowed = [*KINDS, *ARRAY_KINDS, *DATASET_KINDS, "auto", "none", *kinds.functions]
    given = arguments.get("kind")
    named = given.values() if isinstance(given, Mapping) else [given]
    for kind in () if kinds.open_files else named:
        if kind is not None and kind not in allowed:
            message = f"{kind!r} is no kind. {suggest(kind, allowed, limit=20)}"
            yield Problem(plot.where("kind"), message)
    wrap = arguments.get("col_wrap")
    is_number = isinstance(wrap, int) and not isinstance(wrap, bool) and wrap > 0
    if wrap is not None and not is_number and wrap not in ("auto", "square"):
        message = f"Takes a number of columns, `auto` or `square`; found {wrap!r}."
        yield Problem(plot.where("col_wrap"), message)
    elif wrap is not None and arguments.get("row") is not None:
        message = "Columns can be wrapped only if no dimension stands for `row`."
        yield Problem(plot.where("col_wrap"), message)


def _format_problems(plot: PlotConfig) -> Iterator[Problem]:
    extensions = plot.values.get("file_ext") or []
    moves = plot.values.get("animation") or plot.arguments().get("frames")
    allowed = {*FIGURE_FORMATS, *(MOVIE_EXTENSIONS if moves else ())}
    for extension in extensions if isinstance(extensions, list) else [extensions]:
        if extension in MOVIE_EXTENSIONS and extension not in allowed:
            message = f"{extension} files are movies: add `animation: {{enabled: true}}`."
            yield Problem(plot.where("file_ext"), message)
        elif str(extension).removeprefix(".") not in allowed:
            message = f"{extension!r} is no file format. {suggest(extension, allowed, limit=20)}"
            yield Problem(plot.where("file_ext"), message)
