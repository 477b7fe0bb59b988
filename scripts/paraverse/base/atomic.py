"""Files and folders that appear complete or not at all."""

from __future__ import annotations

import glob
import os
import platform
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def atomic_path(path: str | Path) -> Iterator[str]:
    """Provide a temporary path to write to, which replaces the file at the end.

    Parameters
    ----------
    path
        The file to create or replace. Its folder is created if it does not exist.

    Yields
    ------
    str
        A path in the same folder. It has the same suffix, because some libraries infer the format
        from it. If the block raises, the temporary file is removed and `path` stays as it was.
    """
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.stem}.{_process_name()}.part{target.suffix}")
    try:
        yield str(partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def atomic_folder(path: str | Path) -> Iterator[str]:
    """Provide an empty temporary folder to write to, which replaces the folder at the end.

    Parameters
    ----------
    path
        The folder to create or replace.

    Yields
    ------
    str
        A folder beside it. If the block raises, the temporary folder is removed and `path` stays as
        it was.
    """
    target = Path(path)
    partial = target.with_name(f".{target.name}.{_process_name()}.part")
    partial.mkdir(parents=True)
    try:
        yield str(partial)
        shutil.rmtree(target, ignore_errors=True)
        partial.rename(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _process_name() -> str:
    return f"{platform.node()}-{os.getpid()}"


def temporary_files(path: str | Path) -> list[Path]:
    """Return the temporary files of a file, of whatever processes on whatever machines.

    Parameters
    ----------
    path
        The file, as it was given to `atomic_path`.

    Returns
    -------
    list of Path
        Files in the same folder.
    """
    target = Path(path)
    stem = glob.escape(target.stem)
    return sorted(target.parent.glob(f".{stem}.*.part{glob.escape(target.suffix)}"))


def remove_leftovers(folder: str | Path) -> None:
    """Remove temporary files and folders of processes that were killed.

    Parameters
    ----------
    folder
        The folder to search, at any depth. Only leftovers of processes that ran on this machine and
        have ended are removed.
    """
    ending = re.compile(rf"\.{re.escape(platform.node())}-(\d+)\.part(\.\w+)?$")
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            match = ending.search(name) if name.startswith(".") else None
            if match and not _is_running(int(match[1])):
                if name in folders:
                    shutil.rmtree(Path(parent, name), ignore_errors=True)
                else:
                    Path(parent, name).unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
