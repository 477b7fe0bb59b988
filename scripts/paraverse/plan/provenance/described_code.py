"""Code behind results, described so that the description holds wherever the project is."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cached_property

from paraverse.plan.code_sources import function_of_line
from paraverse.plan.plan import Plan
from paraverse.plan.provenance.own_files import OwnFiles
from paraverse.plan.reading.project_code import is_builtin
from paraverse.user_code.fingerprint import fingerprint_file

_FOLLOWS = re.compile(r"(simulation|order of imports) [0-9a-f]+")
"""Lines with digests of what other lines state, or that change with the place of a file."""


class DescribedCode:
    """The code behind results, as the provenance of results describes it.

    Parameters
    ----------
    plan
        The plan of the project.
    files
        The files of the project.
    """

    def __init__(self, plan: Plan, files: OwnFiles) -> None:
        self._plan = plan
        self._files = files

    def lines(self, code: Sequence[str]) -> list[str]:
        """Return lines about code, and those about code that converts and simulates universes."""
        simulation = self._plan.simulation
        of_simulation = simulation.depends_on.code if simulation is not None else ()
        of_conversion = self._plan.conversion.depends_on.code
        lines = dict.fromkeys([*code, *of_conversion, *of_simulation])
        portable = map(self._portable_line, (line for line in lines if not _FOLLOWS.match(line)))
        return list(dict.fromkeys(portable))

    def functions(self, lines: Sequence[str]) -> dict[str, str]:
        """Return where the project's own functions are that lines are about."""
        functions = {}
        for line in lines:
            kind, function = function_of_line(line, self._plan.code)
            if function is not None and not is_builtin(function):
                file = self._files.portable.of(function.file)
                functions[f"{kind} {function.name}"] = f"{file}:{function.line}"
        return functions

    def _portable_line(self, line: str) -> str:
        """Return a line about code as it is wherever the project's files are."""
        kind, function = function_of_line(line, self._plan.code)
        if function is not None:
            return f"{kind} {function.name} {function.fingerprint}"
        for name, file in self._external_files.items():
            line = line.replace(name, file)
        simulation = self._plan.simulation
        if simulation is not None and simulation.settings.script and line.startswith("script "):
            script = simulation.settings.script
            return f"script {self._files.portable.of(script)} {fingerprint_file(script)}"
        return line

    @cached_property
    def _external_files(self) -> dict[str, str]:
        """The paths under which figures carry files that are outside of the project's folder."""
        pairs = (
            (os.path.relpath(file), self._files.portable.of(file)) for file in self._files.code
        )
        outside = {name: file for name, file in pairs if name != file}
        return {**outside, **{os.path.abspath(name): file for name, file in outside.items()}}
