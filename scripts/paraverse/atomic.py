"""Files that appear complete or not at all."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def atomic_path(path: str | Path) -> Iterator[str]:
    """Give a path to write to, and move what is there to its place at the end.

    Parameters
    ----------
    path
        Where the file is to be; its folder is made. The ending of the temporary name is the
        same, as some libraries choose the format by it.
    """
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    writer = f"{platform.node()}-{os.getpid()}"
    partial = target.with_name(f".{target.stem}.{writer}.part{target.suffix}")
    try:
        yield str(partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def remove_leftovers(folder: str | Path) -> None:
    """Remove what processes of this machine that were killed left half-written in a folder."""
    ending = re.compile(rf"\.{re.escape(platform.node())}-(\d+)\.part(\.\w+)?$")
    for above, _, names in os.walk(folder):
        for name in names:
            found = ending.search(name) if name.startswith(".") else None
            if found and not _is_running(int(found[1])):
                Path(above, name).unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
