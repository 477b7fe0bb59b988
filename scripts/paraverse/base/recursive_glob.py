"""Find files by patterns with ``**``, without following links in circles.

Python's `glob` follows every link to a folder. Two links in one folder that lead back to it stand
for more paths than can ever be listed.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator

_MAX_LINKS = 2
"""Largest number of links to folders that are followed one below the other."""

_Identity = tuple[int, int]


def find_paths(base: str, pattern: str) -> Iterator[str]:
    """Find the files and folders that match a pattern.

    Parameters
    ----------
    base
        The folder to search.
    pattern
        A pattern as in `glob.glob`, relative to the folder. ``**`` stands for any number of
        folders.

    Yields
    ------
    str
        Paths relative to the base; some of them more than once. Folders that contain themselves
        through links are not entered again.
    """
    names = pattern.split("/")
    if "**" not in names:
        yield from glob.iglob(pattern, root_dir=base)
        return
    index = names.index("**")
    above, below = "/".join(names[:index]), "/".join(names[index + 1 :])
    for start in glob.iglob(above, root_dir=base) if above else ("",):
        for folder in _folders(base, start.rstrip("/")):
            path = f"{base}/{folder}" if folder else base
            prefix = f"{folder}/" if folder else ""
            if below:
                yield from (f"{prefix}{match}" for match in find_paths(path, below))
            else:
                yield folder
                yield from (f"{prefix}{match}" for match in glob.iglob("*", root_dir=path))


def _folders(
    base: str, folder: str, above: tuple[_Identity, ...] = (), links: int = 0
) -> Iterator[str]:
    """Iterate over a folder and all folders below it that are not hidden."""
    path = f"{base}/{folder}" if folder else base
    try:
        status = os.stat(path)
        with os.scandir(path) as entries:
            inner = sorted((e.name, e.is_symlink()) for e in entries if e.is_dir())
    except OSError:  # not a folder, or one that must not be read
        return
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        return
    yield folder
    for name, is_link in inner:
        if not name.startswith(".") and links + is_link <= _MAX_LINKS:
            below = f"{folder}/{name}" if folder else name
            yield from _folders(base, below, (*above, identity), links + is_link)
