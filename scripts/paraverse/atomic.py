"""Files that appear complete or not at all."""

from __future__ import annotations

import os
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
    partial = target.with_name(f".{target.stem}.{os.getpid()}.part{target.suffix}")
    try:
        yield str(partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
