"""The files that universes were loaded from, with digests of their content."""

from __future__ import annotations

import functools
import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from paraverse.base.content import content_of
from paraverse.base.digest import digest
from paraverse.base.file_index import MAX_DIGESTED, FileIndex, FileVersion
from paraverse.jobs.convert import ConvertJob
from paraverse.load.universe import LoadResult

BLOCK = 2**16
"""Size in bytes of the blocks by which large files are known."""

FileDigests = Mapping[str, tuple[str, str]]
"""For each file of a universe, by its path in the folder of the data: where its content is in the
universe, and a digest of it."""


def digest_files(
    job: ConvertJob, versions: Mapping[str, FileVersion], loaded: Sequence[LoadResult]
) -> list[FileDigests]:
    """Return the files that the universes of a batch were loaded from, with digests.

    Parameters
    ----------
    job
        The job that loads them.
    versions
        What each of their files contains, by path.
    loaded
        The universes, in the same order.

    Returns
    -------
    list of dict
        The files of each universe. Files that only links in other files lead to may be anywhere in
        the universe.
    """
    index = FileIndex()
    base = job.settings.base or ""
    files: list[FileDigests] = []
    for universe, one in zip(job.universes, loaded, strict=True):
        own = {
            _relative(file.path, base): (file.target, _digest(file.path, versions))
            for file in universe.files
        }
        links = {
            _relative(path, base): ("", _digest(path, {path: index.version(path)}))
            for path in sorted(one.other_files)
        }
        files.append({**links, **own})
    return files


def used_files(files: FileDigests, paths: Collection[str]) -> FileDigests:
    """Return the files in which fields may be.

    Parameters
    ----------
    files
        The files of a universe.
    paths
        The paths of the fields; "" or ``*`` for all.

    Returns
    -------
    mapping
        A part of the files.
    """
    fields = tuple(paths)
    return {name: file for name, file in files.items() if _may_hold(file[0], fields)}


def contents_of(files: FileDigests) -> dict[str, str]:
    """Return the digest of each file, by its path in alphabetical order.

    Parameters
    ----------
    files
        The files of a universe.

    Returns
    -------
    dict of str to str
        The digests.
    """
    return {path: content for path, (_, content) in sorted(files.items())}


def _relative(path: str, base: str) -> str:
    inside = os.path.relpath(path, base or ".")
    return Path(path).name if inside.startswith("..") else inside


def _digest(path: str, versions: Mapping[str, FileVersion]) -> str:
    version = versions.get(path)
    if version is None or version.state is None or version.state.size <= MAX_DIGESTED:
        return version.content if version else content_of(path)
    # Reading it all again would take as long as the conversion, and times differ between copies
    size = version.state.size
    try:
        with open(path, "rb") as file:
            blocks = [file.read(BLOCK)]
            for position in (size // 2, size - BLOCK):
                file.seek(position)
                blocks.append(file.read(BLOCK))
    except OSError as error:
        return f"unreadable: {error.strerror}"
    return f"sample {digest([size, *blocks], 16)}"


@functools.lru_cache(maxsize=1000)
def _may_hold(target: str, paths: tuple[str, ...]) -> bool:
    """Return whether one of some fields may be in the content of a file."""
    return any(
        path in ("", "*")
        or not target
        or f"{path}/".startswith(f"{target}/")
        or target.startswith(f"{path}/")
        for path in paths
    )
