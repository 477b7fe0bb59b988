"""Check the files that functions of the project declare with `depends_on`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paraverse.errors import Location, Problem
from paraverse.plan.reading.project_code import is_builtin
from paraverse.user_code.declared_files import describe_missing
from paraverse.user_code.registered import RegisteredFunction


def declared_file_problems(functions: Iterable[RegisteredFunction]) -> Iterator[Problem]:
    """Find declared files that do not exist.

    Parameters
    ----------
    functions
        Functions that decorators register. A function may occur several times.

    Yields
    ------
    Problem
        One for each path or pattern that no file matches, at the line of the decorator.
    """
    seen = set()
    for function in functions:
        location = Location(function.file, function.registered_at)
        if is_builtin(function) or location in seen:
            continue
        seen.add(location)
        declared = function.options.get("depends_on", ())
        for name in [declared] if isinstance(declared, str) else declared:
            message = describe_missing(name)
            if message:
                yield Problem(location, message)
