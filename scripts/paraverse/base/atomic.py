"""Files that appear complete or not at all."""

from __future__ import annotations

import os
import platform
import re
import shutil
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
    partial = target.with_name(f".{target.stem}.{_writer()}.part{target.suffix}")
    try:
        yield str(partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def atomic_folder(path: str | Path) -> Iterator[str]:
    """Give an empty folder to write to, which takes the place of another one at the end.

    Parameters
    ----------
    path
        Where the folder is to be.
    """
    target = Path(path)
    partial = target.with_name(f".{target.name}.{_writer()}.part")
    partial.mkdir(parents=True)
    try:
        yield str(partial)
        shutil.rmtree(target, ignore_errors=True)
        partial.rename(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _writer() -> str:
    return f"{platform.node()}-{os.getpid()}"


def remove_leftovers(folder: str | Path) -> None:
    """Remove what processes of this machine that were killed left half-written in a folder."""
    ending = re.compile(rf"\.{re.escape(platform.node())}-(\d+)\.part(\.\w+)?$")
    for above, folders, files in os.walk(folder):
        for name in (*folders, *files):
            found = ending.search(name) if name.startswith(".") else None
            if found and not _is_running(int(found[1])):
                if name in folders:
                    shutil.rmtree(Path(above, name), ignore_errors=True)
                else:
                    Path(above, name).unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
