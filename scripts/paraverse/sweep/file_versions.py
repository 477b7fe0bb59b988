"""The content of the files of universes, as the stores depend on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from paraverse.base.digest import digest
from paraverse.base.file_index import FileIndex, FileVersion
from paraverse.jobs import UniverseFiles


def file_versions(universes: Iterable[UniverseFiles], index: FileIndex) -> dict[str, FileVersion]:
    """Return what all files of universes contain.

    Parameters
    ----------
    universes
        The universes.
    index
        The index of files by content; only files that have changed since they were last read are
        read.

    Returns
    -------
    dict
        The version of each file, by its path.
    """
    paths = (file.path for universe in universes for file in universe.files)
    return {path: index.version(path) for path in paths}


def describe_files(universes: Iterable[UniverseFiles], versions: Mapping[str, FileVersion]) -> str:
    """Return a short string that changes with the files of universes and their content.

    Parameters
    ----------
    universes
        The universes.
    versions
        What their files contain, by path. Files without a version do not count.

    Returns
    -------
    str
        The number of files and a digest, which does not depend on the folder that they are in.
    """
    contents = [
        [universe.id, file.target, versions[file.path].content]
        for universe in universes
        for file in universe.files
        if file.path in versions
    ]
    return f"files = {len(contents)}, {digest(contents, 16)}"
