"""Files that functions read, declared by the argument `depends_on` of their decorators."""

from __future__ import annotations

import ast
import glob
from collections.abc import Iterable
from pathlib import Path

from paraverse.base.late_changes import note_source


def read_declaration(node: ast.expr) -> tuple[str, ...] | None:
    """Read the value of an argument `depends_on`.

    Parameters
    ----------
    node
        The parsed value.

    Returns
    -------
    tuple of str
        The files and patterns; None if they are not written out.

    Examples
    --------
    >>> read_declaration(ast.parse("['table.csv', 'maps/*.png']", mode="eval").body)
    ('table.csv', 'maps/*.png')
    """
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    names = (value,) if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not all(isinstance(n, str) and n for n in names):
        return None
    return tuple(names)


def expand(pattern: str) -> list[str]:
    """Return the files that a declared name or pattern stands for.

    Parameters
    ----------
    pattern
        A path relative to the project's folder, or a pattern such as ``maps/*.png``, in which
        ``**`` stands for any number of folders.

    Returns
    -------
    list of str
        The path itself if it has no wildcards or exists; otherwise the paths of all matching
        files, sorted, which may be none.
    """
    path = str(Path(pattern).expanduser())
    if not glob.has_magic(path) or Path(path).exists():
        return [path]
    return sorted(file for file in glob.glob(path, recursive=True) if Path(file).is_file())


def note_declared(patterns: str | Iterable[str]) -> None:
    """Note that a function is being registered that will read files.

    Parameters
    ----------
    patterns
        The value of its argument `depends_on`.
    """
    for pattern in [patterns] if isinstance(patterns, str) else patterns:
        for file in expand(pattern):
            for path in [file, *glob.glob(f"{glob.escape(file)}/**", recursive=True)]:
                note_source(path)


def describe_missing(pattern: str) -> str | None:
    """Return what is wrong with a declared name or pattern.

    Parameters
    ----------
    pattern
        A path or pattern.

    Returns
    -------
    str or None
        A message if no file matches; None if there is nothing wrong.
    """
    files = expand(pattern)
    if files and all(Path(file).exists() for file in files):
        return None
    reason = "no file matches" if glob.has_magic(pattern) else "there is no such file"
    return (
        f"`depends_on` names {pattern!r}, but {reason}. Paths are relative to the project's "
        f"folder, {Path.cwd()}."
    )
