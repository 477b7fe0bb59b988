"""Find files that the configuration of a plot names, such as a table or an image."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from paraverse.base.content import content_of

_OWN_FOLDERS = ("results", "logs")
"""Folders to which the workflow writes."""

_MAX_LENGTH = 1000


def named_file_lines(values: Any) -> list[str]:
    """Return a line with a digest for each file that is named in a configuration.

    Parameters
    ----------
    values
        Nested mappings and sequences. Strings in them are looked up as paths relative to the
        project's folder.

    Returns
    -------
    list of str
        Lines such as ``file maps/world.png 1a2b3c4d5e6f7a8b``, sorted. Files to which the workflow
        writes are left out.
    """
    names = {name for name in _strings(values) if _is_file(name)}
    return [f"file {name} {content_of(Path(name).expanduser())}" for name in sorted(names)]


def _strings(values: Any) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif isinstance(values, Mapping):
        yield from _strings(list(values.values()))
    elif isinstance(values, list | tuple | set):
        yield from _strings_in(values)


def _strings_in(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        yield from _strings(value)


def _is_file(name: str) -> bool:
    if not 0 < len(name) < _MAX_LENGTH or "\0" in name or "\n" in name:
        return False
    path = Path(name)
    return path.parts[:1] not in [(folder,) for folder in _OWN_FOLDERS] and _exists(path)


def _exists(path: Path) -> bool:
    try:
        return path.expanduser().is_file()
    except (OSError, RuntimeError):
        return False
