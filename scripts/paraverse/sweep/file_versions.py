"""The content of the files of universes, as the stores depend on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from paraverse.base.digest import digest
from paraverse.base.file_index import FileIndex, FileVersion
from paraverse.jobs.universe_files import SourceFile, UniverseFiles


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
        What their files contain, by path. Files that other jobs have yet to write have no version;
        their paths count instead.

    Returns
    -------
    str
        The number of files and a digest, which does not depend on the folder of files that have a
        version.
    """
    loading: dict[tuple[str, int], str] = {}  # options are the same objects for many files

    def describe_loading(file: SourceFile) -> str:
        key = (file.loader, id(file.options))
        if key not in loading:
            loading[key] = digest([file.loader, file.options])
        return loading[key]

    def describe_content(file: SourceFile) -> str:
        version = versions.get(file.path)
        return f"to be written to {file.path}" if version is None else version.content

    contents = [
        [universe.id, file.target, describe_loading(file), describe_content(file)]
        for universe in universes
        for file in universe.files
    ]
    return f"files = {len(contents)}, {digest(contents, 16)}"
