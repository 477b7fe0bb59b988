"""Check the arguments of plot functions before anything runs."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from paraverse.config.models import CreatorDefaults
from paraverse.config.plots import PLOT_KEYS, PlotConfig
from paraverse.errors import PlotError, Problem, suggest
from paraverse.plan.reading.project_code import is_builtin
from paraverse.plot.facet_grid.band_settings import parse_band
from paraverse.plot.facet_grid.encodings import (
    ARRAY_KINDS,
    DATASET_KINDS,
    KINDS,
    parse_categorical,
)
from paraverse.plot.interface import INVOCATION_OPTIONS, PASSED_ARGUMENTS
from paraverse.user_code.registered import RegisteredFunction, Registrations
from paraverse.yaml_io.placeholders import Placeholder

_SCALES = ("xscale", "yscale", "zscale")
"""Arguments of the kinds of ``facet_grid``, for which there is a helper in other plots."""

_SCALE_NAMES = ("linear", "log", "symlog", "asinh", "logit")
"""The scales of matplotlib that need no arguments."""

_SIMILAR_KEY = 0.81
"""How similar an argument must be to a key of plots to be taken for a misspelling of it."""

_SIMILAR_ARGUMENT = 0.85
"""The same threshold, for arguments of functions that take any argument."""


def argument_problems(
    plot: PlotConfig, function: RegisteredFunction | None, kinds: Registrations
) -> Iterator[Problem]:
    """Find what is wrong with the arguments of a plot function.

    Parameters
    ----------
    plot
        The plot whose arguments are checked.
    function
        Its plot function; None if it cannot be read.
    kinds
        The kinds of ``facet_grid`` that are drawn by a function of their own.

    Yields
    ------
    Problem
        Misspelled keys of plots; arguments that the function does not take, that are missing, or
        that have an impossible value; unknown options of the creator and of the call.
    """
    arguments = plot.arguments()
    hints = {key: suggest(key, PLOT_KEYS, limit=0, cutoff=_SIMILAR_KEY) for key in arguments}
    misspelled = {key: hint for key, hint in hints.items() if hint}
    for key, hint in misspelled.items():
        # Any key may be an argument, but one that is very similar to a key of plots is a
        # misspelling of it; arguments of matplotlib (`linestyle`, `mode`) are less similar
        yield Problem(plot.where(key), f"Unknown key {key!r}. {hint}")
    of_kinds = [(kind.file, kind.name) for kind in kinds.functions.values()]
    if function is not None and (function.file, function.name) not in of_kinds:
        rest = {key: value for key, value in arguments.items() if key not in misspelled}
        yield from _call_problems(plot, function, rest)
    if function is not None:
        yield from _dimension_problems(plot, function)
        if function.options.get("draws_kinds"):
            yield from _kind_problems(plot, kinds)
    for key, allowed in (
        ("creator_init_kwargs", CreatorDefaults.model_fields),
        ("invocation_options", INVOCATION_OPTIONS),
    ):
        for name in plot.values.get(key) or {}:
            if name not in allowed:
                yield Problem(
                    plot.where(key, name), f"Unknown key {name!r}. {suggest(name, allowed)}"
                )


def _call_problems(
    plot: PlotConfig, function: RegisteredFunction, arguments: Mapping[str, Any]
) -> Iterator[Problem]:
    """Find arguments that a function does not take, and required ones that are missing."""
    if function.signature is None:
        return
    parameters = [
        p for p in function.signature.parameters.values() if p.name not in PASSED_ARGUMENTS
    ]
    named = [p.name for p in parameters if p.kind in (p.KEYWORD_ONLY, p.POSITIONAL_OR_KEYWORD)]
    is_open = any(p.kind is p.VAR_KEYWORD for p in parameters)
    accepted = [*named, *function.options.get("forwarded_arguments", ())]
    for key in arguments:
        if key in accepted:
            continue
        if key in _SCALES and (not is_open or is_builtin(function)):
            message = (
                f"{function.name} takes no {key!r}. Use the helper `set_scales`: "
                f"`helpers: {{set_scales: {{{key[0]}: {arguments[key]}}}}}`."
            )
            yield Problem(plot.where(key), message)
        elif not is_open:
            message = f"{function.name} takes no {key!r}. {suggest(key, named)}".rstrip()
            yield Problem(plot.where(key), message)
        elif close := difflib.get_close_matches(str(key), accepted, n=1, cutoff=_SIMILAR_ARGUMENT):
            yield Problem(plot.where(key), f"Unknown argument {key!r}. Did you mean {close[0]!r}?")
    if function.options.get("unpack_dag_results") or plot.values.get("invocation_options"):
        return  # results of the transformation may be passed as arguments
    for parameter in parameters:
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
    value = arguments.get("kind")
    names = value.values() if isinstance(value, Mapping) else [value]
    for kind in () if kinds.open_files else names:
        if kind is not None and kind not in allowed:
            message = f"{kind!r} is not a kind. {suggest(kind, allowed, limit=20)}"
            yield Problem(plot.where("kind"), message)
    for key, parse in (("band", parse_band), ("categorical", parse_categorical)):
        try:
            if arguments.get(key) is not None:
                parse(arguments[key])
        except PlotError as error:
            message = str(error).removeprefix(f"{key}: ")
            yield Problem(plot.where(key), f"{message[0].upper()}{message[1:]}")
    for key in _SCALES:
        scale = arguments.get(key)
        if isinstance(scale, Mapping):
            message = (
                "Takes the name of a scale. For its arguments, use the helper `set_scales`: "
                f"`helpers: {{set_scales: {{{key[0]}: …}}}}`."
            )
            yield Problem(plot.where(key), message)
        elif scale is not None and scale not in _SCALE_NAMES and not isinstance(scale, Placeholder):
            message = f"There is no scale {scale!r}. {suggest(scale, _SCALE_NAMES, cutoff=0.6)}"
            yield Problem(plot.where(key), message)
    wrap = arguments.get("col_wrap")
    is_number = isinstance(wrap, int) and not isinstance(wrap, bool) and wrap > 0
    if wrap is not None and not is_number and wrap not in ("auto", "square"):
        message = f"Takes a number of columns, `auto` or `square`; found {wrap!r}."
        yield Problem(plot.where("col_wrap"), message)


def argument_remarks(plot: PlotConfig, function: RegisteredFunction | None) -> Iterator[Problem]:
    """Find arguments that have no effect beside others.

    Parameters
    ----------
    plot
        The plot whose arguments are checked.
    function
        Its plot function; None if it cannot be read.

    Yields
    ------
    Problem
        A `col_wrap` that is ignored, as another dimension stands for `row`.
    """
    arguments = plot.arguments()
    draws_kinds = function is not None and function.options.get("draws_kinds")
    is_number = isinstance(arguments.get("col_wrap"), int)
    if draws_kinds and is_number and arguments.get("row") is not None:
        yield Problem(plot.where("col_wrap"), "Is ignored, as a dimension stands for `row`.")
