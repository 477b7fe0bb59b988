"""Problems with the lines of the files that they are in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from paraverse.base.printable import printable, printable_line
from paraverse.errors import Location, Problem

_INDENT = " " * 4
_MAX_WIDTH = 160
"""Number of characters of a line to print."""


def format_problem(problem: Problem) -> str:
    """Format a problem with the line that is wrong and the one above it.

    Parameters
    ----------
    problem
        The problem.

    Returns
    -------
    str
        The location, the message, and an excerpt of the file in which the key is underlined, if
        the file can be read.
    """
    excerpt = list(_excerpt(problem.location))
    return "\n".join([printable(str(problem)), *([""] if excerpt else []), *excerpt])


def _excerpt(location: Location) -> Iterator[str]:
    lines = _read_lines(location.file)
    if location.line is None or location.line > len(lines):
        return
    width = len(str(location.line))
    above = lines[location.line - 2] if location.line > 1 else ""
    if above.strip():
        yield f"{_INDENT}  {location.line - 1:>{width}} | {_shorten(above)}"
    line = lines[location.line - 1]
    yield f"{_INDENT}> {location.line:>{width}} | {_shorten(line)}"
    start, end = _find_key(line, location)
    if end > start and end <= _MAX_WIDTH:
        yield f"{_INDENT}  {'':>{width}} | {' ' * start}{'^' * (end - start)}"


@cache
def _read_lines(file: str) -> Sequence[str]:
    path = Path(file)
    if not path.is_file():  # such as a FIFO, or values from the command line
        return ()
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    return [line.expandtabs(4) for line in re.split(r"\r\n|\n|\r", text)]


def _shorten(line: str) -> str:
    line = printable_line(line)
    return line if len(line) <= _MAX_WIDTH else f"{line[: _MAX_WIDTH - 1]}…"


def _find_key(line: str, location: Location) -> tuple[int, int]:
    """Return where the entry with the last key of a location begins and ends in its line."""
    text = re.sub(r"\s+#.*", "", line).rstrip()
    start = len(text) - len(text.lstrip())
    for key in [str(key) for key in location.path if isinstance(key, str)][:-3:-1]:
        match = re.search(rf"(?<![\w.]){re.escape(key)}(?=['\"]?\s*:)", text)
        if match and text[: match.start()].strip(" -\"'"):  # in braces, among other entries
            return match.span()
    return start, len(text)
