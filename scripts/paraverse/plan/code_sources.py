"""The code of a project behind the lines that state what its results depend on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paraverse.plan.building.rules import Dependencies
from paraverse.plan.plan import Plan
from paraverse.plan.reading.project_code import ProjectCode, is_builtin
from paraverse.user_code.fingerprint import program_sources
from paraverse.user_code.registered import RegisteredFunction, Registrations

_FUNCTION = re.compile(r"(operation|plot function|kind|helper) (.+) [0-9a-f]+")


def code_sources(plan: Plan) -> dict[str, str]:
    """Return the code of everything of the project that its results depend on.

    Parameters
    ----------
    plan
        The plan of the project.

    Returns
    -------
    dict of str to str
        The code, without comments and docstrings, by the line that stands for it in
        `Dependencies.code`. Code of paraverse itself is left out.
    """
    sources: dict[str, str] = {}
    for registrations in _registrations(plan.code).values():
        sources |= registrations.find_effects().definitions
    lines = dict.fromkeys(line for stated in _dependencies(plan) for line in stated.code)
    for line in lines:
        kind, function = function_of_line(line, plan.code)
        if function is not None and not is_builtin(function):
            sources |= function.sources(kind)
    if plan.simulation is not None and plan.simulation.settings.script is not None:
        sources |= program_sources(plan.simulation.settings.script)
    return {line: sources[line] for line in lines if line in sources}


def function_of_line(line: str, code: ProjectCode) -> tuple[str, RegisteredFunction | None]:
    """Find the function that a line of `Dependencies.code` is about.

    Parameters
    ----------
    line
        The line.
    code
        The functions that plots refer to.

    Returns
    -------
    str
        What it is, such as ``operation``; "" if the line is about something else.
    RegisteredFunction or None
        The function; None if there is none of its name.
    """
    match = _FUNCTION.fullmatch(line)
    if match is None:
        return "", None
    return match[1], _registrations(code)[match[1]].functions.get(match[2])


def _registrations(code: ProjectCode) -> dict[str, Registrations]:
    return {
        "operation": code.operations,
        "plot function": code.plot_functions,
        "kind": code.kinds,
        "helper": code.helpers,
    }


def _dependencies(plan: Plan) -> Iterator[Dependencies]:
    for transformation in plan.transformations:
        yield transformation.depends_on
    for plot in plan.plots:
        yield plot.depends_on
    if plan.simulation is not None:
        yield plan.simulation.depends_on
