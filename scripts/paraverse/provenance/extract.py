"""Write a project from the provenance of a figure, which makes the same figure again."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from paraverse.base.file_index import FileIndex
from paraverse.errors import ProvenanceError, list_some, pluralize
from paraverse.provenance.document import CONFIG
from paraverse.provenance.environment import describe_environment
from paraverse.provenance.project_files import content_of_carried
from paraverse.provenance.rebuilt import write_origin


def extract_project(
    document: Mapping[str, Any], folder: str | Path, data: str | Path | None = None
) -> list[str]:
    """Write the project of a figure into an empty folder.

    Parameters
    ----------
    document
        The provenance of the figure.
    folder
        The folder, which is empty or does not exist.
    data
        The folder with the data of existing universes, to which the project links.

    Returns
    -------
    list of str
        What differs from how the figure was made: files that are not carried, other data, and
        other versions of packages.

    Raises
    ------
    ProvenanceError
        If the figure does not carry its project, if the folder is not empty, or if `data` is wrong.
    """
    folder = Path(folder)
    files = _carried(document)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProvenanceError(f"{folder} is not an empty folder; name one that is or a new one.")
    _check_data(document, data)
    contents = {name: content_of_carried(file) for name, file in files.items()}
    written = {name: content for name, content in contents.items() if content is not None}
    for name, content in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if files[name].get("executable"):
            path.chmod(path.stat().st_mode | 0o111)
    write_origin(folder, written, document.get("repository"))
    if data is not None:
        link = folder / _data_dir(written)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(Path(data).resolve(), target_is_directory=True)
    return [
        *(
            f"{name} is too large to be carried: copy it into the project "
            f"({file['bytes']} bytes, digest {file['digest']})."
            for name, file in files.items()
            if contents[name] is None
        ),
        *([] if data is None else _other_data(document, Path(data))),
        *_other_versions(document),
    ]


def data_folder(document: Mapping[str, Any]) -> str | None:
    """Return where a project expects existing universes; None if it simulates them."""
    if document.get("simulation"):
        return None
    contents = {n: content_of_carried(file) for n, file in _carried(document).items()}
    return _data_dir({name: content for name, content in contents.items() if content is not None})


def _carried(document: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """Return the files that a figure carries, unless one would leave the folder of a project."""
    files: Mapping[str, Mapping[str, Any]] | None = document.get("files")
    if not files:
        raise ProvenanceError(
            "Only figures carry their projects, unless they were drawn with `provenance: facts` in "
            "config.yaml, or their configuration is too large; this file carries only facts, which "
            "`paraverse provenance FILE` prints."
        )
    for name in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or not path.parts:
            raise ProvenanceError(f"The figure carries {name!r}, which is not inside a project.")
    return files


def _data_dir(contents: Mapping[str, bytes]) -> str:
    data_dir = str(yaml.safe_load(contents[CONFIG])["data_dir"])
    if os.path.isabs(data_dir) or ".." in PurePosixPath(data_dir).parts:
        raise ProvenanceError(f"The figure names the folder {data_dir!r} outside of its project.")
    return data_dir


def _check_data(document: Mapping[str, Any], data: str | Path | None) -> None:
    if data is None:
        return
    if document.get("simulation"):
        raise ProvenanceError(
            "The project simulates its universes itself: leave --data out, as the run would write "
            "to that folder."
        )
    if not Path(data).is_dir():
        raise ProvenanceError(f"{data} is not a folder; --data takes the one with the universes.")


def _other_data(document: Mapping[str, Any], data: Path) -> Iterator[str]:
    """Yield what differs between the data and those of the figure."""
    expected = _expected_files(document)
    index = FileIndex()
    present = {path: index.content(data / path) for path in expected}
    other = [
        path for path, digest in expected.items() if present[path] != digest and " " not in digest
    ]
    if other:
        yield (
            f"{pluralize(len(other), 'file')} of {len(expected)} in {data} "
            f"{'is' if len(other) == 1 else 'are'} not as for the figure: {list_some(other)}"
        )


def _expected_files(document: Mapping[str, Any]) -> dict[str, str]:
    inputs = document.get("inputs") or {}
    by_universe = (inputs.get("universes") or {}).get("files") or {}
    universe = (document.get("figure") or {}).get("universe") or {}
    files = [*by_universe.values(), universe.get("files") or {}, inputs.get("sweep") or {}]
    return {path: digest for of_one in files for path, digest in of_one.items()}


def _other_versions(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line if versions differ from those with which the figure was made."""
    was = document["environment"]
    now = describe_environment(was["packages"])
    pairs = {
        "Python": (now["python"], was["python"]),
        "paraverse": (now["paraverse"], was["paraverse"]),
        **{name: (now["packages"].get(name), was["packages"][name]) for name in was["packages"]},
    }
    differing = [
        f"{name} {here or 'is not installed'} (figure: {then})"
        for name, (here, then) in pairs.items()
        if here != then
    ]
    if differing:
        yield (
            "Other versions than those of the figure, so that bytes may differ: "
            f"{list_some(differing)}"
        )
