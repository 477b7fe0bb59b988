"""Find the helpers that a plot may call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from paraverse.plan.reading.project_code import is_builtin
from paraverse.plot.interface import SPECIAL_KEYS
from paraverse.user_code.registered import RegisteredFunction, Registrations

_ALL_HELPERS = {"HELPERS", "available_helpers"}
"""Names in code that may use any helper."""


def find_used_helpers(
    config: Mapping[str, Any], function: RegisteredFunction | None, helpers: Registrations
) -> list[str]:
    """Return the names of the helpers that a plot may call.

    Parameters
    ----------
    config
        The section `helpers` of the plot.
    function
        The plot function, which may call helpers or have defaults for them; None if it cannot be
        read.
    helpers
        All helpers.

    Returns
    -------
    list of str
        The helpers in the configuration; the project's own helpers with names that occur in the
        code of the plot function, in its defaults, or in the code of other used helpers. All of
        the project's own helpers if the plot function cannot be read or asks which helpers exist.
    """
    own = {name: h for name, h in helpers.functions.items() if not is_builtin(h)}
    used = _configured_helpers(config)
    if function is None:
        return sorted(used | own.keys())
    words = set(function.words)
    if words & _ALL_HELPERS:
        return sorted(used | own.keys())
    file = helper_defaults_file(function)
    if file is not None and file.is_file():
        words |= set(re.findall(r"\w+", file.read_text(encoding="utf-8")))
    todo = used | (words & own.keys())
    while todo:
        used |= todo
        words = set().union(*(own[name].words for name in todo if name in own))
        todo = (words & own.keys()) - used
    return sorted(used)


def helper_defaults_file(function: RegisteredFunction | None) -> Path | None:
    """Return the YAML file with a plot function's defaults for helpers.

    Parameters
    ----------
    function
        The plot function.

    Returns
    -------
    Path or None
        The file, which need not exist; None if the function takes no defaults from a file.
    """
    defaults = function.options.get("helper_defaults") if function else None
    return Path(defaults).expanduser() if isinstance(defaults, str) else None


def _configured_helpers(config: Mapping[str, Any]) -> set[str]:
    """Return the names of all helpers in a configuration, including those of single axes."""
    of_axes = config.get("axis_specific")
    entries = of_axes.values() if isinstance(of_axes, Mapping) else ()
    names = {name for entry in entries if isinstance(entry, Mapping) for name in entry}
    return (names | set(config)) - {"axis", "axis_specific", *SPECIAL_KEYS}
