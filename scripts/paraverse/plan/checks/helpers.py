"""Check the helpers of plots before anything runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from paraverse.config.plots import PlotConfig
from paraverse.errors import KeyPath, Problem, suggest
from paraverse.plot.interface import HELPER_OPTIONS, SPECIAL_KEYS
from paraverse.user_code.registered import RegisteredFunction, Registrations

_AXIS_SPECIFIC = "axis_specific"


def helper_problems(plot: PlotConfig, helpers: Registrations) -> Iterator[Problem]:
    """Find what is wrong with the section `helpers` of a plot.

    Parameters
    ----------
    plot
        The plot whose section `helpers` is checked.
    helpers
        All helpers.

    Yields
    ------
    Problem
        Helpers that do not exist, arguments that a helper does not take, helpers for whole figures
        that are used on single axes, unclear names of axes.
    """
    config = dict(plot.values.get("helpers") or {})
    of_axes = config.pop(_AXIS_SPECIFIC, None) or {}
    yield from _problems(plot, helpers, ("helpers",), config)
    key_path: KeyPath = ("helpers", _AXIS_SPECIFIC)
    if not isinstance(of_axes, Mapping):
        message = "Takes a mapping from axes, such as [0, ~], or names to helpers."
        yield Problem(plot.where(*key_path), message)
        return
    for key, entry in of_axes.items():
        yield from _axes_problems(plot, helpers, (*key_path, key), entry)


def _axes_problems(
    plot: PlotConfig, helpers: Registrations, key_path: KeyPath, entry: Any
) -> Iterator[Problem]:
    """Find what is wrong with an entry of `axis_specific`."""
    if not isinstance(entry, Mapping | None):
        message = f"Takes a mapping from helpers to their arguments; found {entry!r}."
        yield Problem(plot.where(*key_path), message)
        return
    config = dict(entry or {})
    axis = config.pop("axis", key_path[-1])
    if not isinstance(axis, list | tuple) and axis != "all":
        message = (
            f"It is not clear which axes {key_path[-1]!r} stands for: add the key `axis` with a "
            "column and a row, such as [0, ~], or use them instead of the name."
        )
        yield Problem(plot.where(*key_path), message)
    yield from _problems(plot, helpers, key_path, config)


def _problems(
    plot: PlotConfig, helpers: Registrations, key_path: KeyPath, config: Mapping[str, Any]
) -> Iterator[Problem]:
    is_of_figure = key_path == ("helpers",)
    other_keys = (*SPECIAL_KEYS, _AXIS_SPECIFIC) if is_of_figure else ()
    for name, arguments in config.items():
        location = plot.where(*key_path, name)
        helper = helpers.functions.get(name)
        if helper is None and name not in other_keys:
            if not helpers.open_files:
                hint = suggest(name, [*helpers.functions, *other_keys])
                yield Problem(location, f"There is no helper {name!r}. {hint}")
        elif not isinstance(arguments, Mapping | None):
            yield Problem(location, f"{name} takes a mapping; found {arguments!r}.")
        elif helper is not None:
            if not is_of_figure and helper.options.get("of_figure"):
                message = f"{name} is about the whole figure, not about single axes."
                yield Problem(location, message)
            for key, message in _argument_messages(helper, arguments or {}):
                yield Problem(plot.where(*key_path, name, key), message)


def _argument_messages(
    helper: RegisteredFunction, arguments: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Iterate over the arguments that a helper does not take, with a message for each."""
    if helper.signature is None:
        return
    parameters = list(helper.signature.parameters.values())[1:]
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        return
    allowed = [*(parameter.name for parameter in parameters), *HELPER_OPTIONS]
    for key in arguments:
        if key not in allowed:
            yield key, f"{helper.name} takes no {key!r}. {suggest(key, allowed)}"
