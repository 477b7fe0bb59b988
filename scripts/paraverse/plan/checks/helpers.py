"""Check the helpers and the animation of plots before anything runs."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paraverse.config.plots import PlotConfig
from paraverse.errors import KeyPath, Problem, suggest
from paraverse.plot.animation.settings import animation_problems
from paraverse.plot.interface import HELPER_OPTIONS, SPECIAL_KEYS

if TYPE_CHECKING:
    from paraverse.user_code.registrations import RegisteredFunction, Registrations

_OURS = Path(__file__).parents[2] / "plot" / "helpers" / "functions"


def helper_problems(plot: PlotConfig, known: Registrations) -> Iterator[Problem]:
    """Find what is wrong with a plot's helpers.

    Parameters
    ----------
    plot
        The plot.
    known
        All helpers.
    """
    given = dict(plot.values.get("helpers") or {})
    specific = given.pop("axis_specific", None) or {}
    yield from _problems(plot, known, ("helpers",), given)
    at: KeyPath = ("helpers", "axis_specific")
    if not isinstance(specific, Mapping):
        message = "Takes a mapping from axes, such as [0, ~], or names to helpers."
        yield Problem(plot.where(*at), message)
        return
    for key, entry in specific.items():
        if not isinstance(entry, Mapping | None):
            message = f"Takes a mapping from helpers to their arguments; found {entry!r}."
            yield Problem(plot.where(*at, key), message)
            continue
        helpers = dict(entry or {})
        axis = helpers.pop("axis", key)
        if not isinstance(axis, list | tuple) and axis != "all":
            message = (
                f"Which axes {key!r} is about is not said: add the key `axis` with a column and a "
                "row, such as [0, ~], or use them instead of the name."
            )
            yield Problem(plot.where(*at, key), message)
        yield from _problems(plot, known, (*at, key), helpers)


def helper_names(helpers: Mapping[str, Any]) -> list[str]:
    """Return the names of all helpers in a configuration, those of single axes too.

    Examples
    --------
    >>> helper_names({"set_title": {}, "axis_specific": {(0, 0): {"despine": {}}}})
    ['despine', 'set_title']
    """
    specific = helpers.get("axis_specific")
    entries = specific.values() if isinstance(specific, Mapping) else ()
    nested = {name for entry in entries if isinstance(entry, Mapping) for name in entry}
    return sorted((nested | set(helpers)) - {"axis", "axis_specific", *SPECIAL_KEYS})


def used_helpers(
    given: Mapping[str, Any], function: RegisteredFunction | None, known: Registrations
) -> list[str]:
    """Return the helpers that a plot may call.

    Parameters
    ----------
    given
        Its configuration of helpers.
    function
        Its plot function, which may call helpers or have defaults for them; None if it cannot be
        read.
    known
        All helpers.

    Returns
    -------
    list of str
        Those in the configuration; and those of the project that the function names anywhere in
        its code, or the helpers found so far in theirs.
    """
    own = {name: h for name, h in known.functions.items() if Path(h.file).parent != _OURS}
    found = set(helper_names(given))
    if function is None:
        return sorted(found | set(own))
    words = set(function.words)
    file = helper_defaults_file(function)
    if file is not None and file.is_file():
        words |= set(re.findall(r"\w+", file.read_text(encoding="utf-8")))
    todo = found | (words & set(own))
    while todo:
        found |= todo
        words = set().union(*(own[name].words for name in todo if name in own))
        todo = (words & set(own)) - found
    return sorted(found)


def helper_defaults_file(function: RegisteredFunction | None) -> Path | None:
    """Return the YAML file with a plot function's defaults of helpers, if they are in one."""
    defaults = function.options.get("helper_defaults") if function else None
    return Path(defaults).expanduser() if isinstance(defaults, str) else None


def _problems(
    plot: PlotConfig, known: Registrations, at: KeyPath, helpers: Mapping[str, Any]
) -> Iterator[Problem]:
    special = SPECIAL_KEYS if at == ("helpers",) else ()
    for name, arguments in helpers.items():
        place = plot.where(*at, name)
        helper = known.functions.get(name)
        if helper is None and name not in special:
            if not known.open_files:
                names = [*known.functions, *special, *(["axis_specific"] if special else [])]
                yield Problem(place, f"There is no helper {name!r}. {suggest(name, names)}")
        elif not isinstance(arguments, Mapping | None):
            yield Problem(place, f"{name} takes a mapping; found {arguments!r}.")
        elif helper is not None:
            if not special and helper.options.get("of_figure"):
                yield Problem(place, f"{name} is about the whole figure, not about single axes.")
            for key, message in _misfits(name, helper.signature, arguments or {}):
                yield Problem(plot.where(*at, name, *key), message)


def _misfits(
    name: str, signature: inspect.Signature | None, arguments: Mapping[str, Any]
) -> Iterator[tuple[KeyPath, str]]:
    takes = list(signature.parameters.values())[1:] if signature else []
    if signature is None or any(p.kind is p.VAR_KEYWORD for p in takes):
        return
    allowed = [*(parameter.name for parameter in takes), *HELPER_OPTIONS]
    for key in arguments:
        if key not in allowed:
            yield (key,), f"{name} takes no {key!r}. {suggest(key, allowed)}"


def animation_config_problems(plot: PlotConfig, extensions: Sequence[str]) -> Iterator[Problem]:
    """Find what is wrong with a plot's animation.

    Parameters
    ----------
    plot
        The plot.
    extensions
        The formats of its file.
    """
    config = plot.values.get("animation") or {}
    if not config.get("enabled"):
        return
    for extension in extensions:
        for keys, message in animation_problems(config, extension):
            yield Problem(plot.where("animation", *keys), message)
