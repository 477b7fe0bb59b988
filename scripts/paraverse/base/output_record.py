"""Records of jobs: what each output was when its job wrote it, and what it depends on.

Snakemake runs a job if an output is missing that a target needs, or if parameters of the job have
changed since it last succeeded. It does not notice outputs that were damaged or edited, and it has
no such parameters where its own folder was removed. Each job therefore leaves a record, which is
compared with the files when the next run is planned.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from paraverse.base.atomic import atomic_path
from paraverse.base.digest import digest
from paraverse.base.file_index import FileIndex, file_state
from paraverse.base.late_changes import late_changes

FOLDER = Path(".paraverse", "outputs")
"""Folder with the records, under the paths of the outputs."""


def record_path(output: str | Path) -> Path:
    """Return the path of the record of a job.

    Parameters
    ----------
    output
        The first output of the job, relative to the project's folder.

    Returns
    -------
    Path
        A JSON file.
    """
    return FOLDER / f"{str(output).lstrip('/')}.json"


def stated_dependencies(params: Iterable[object]) -> frozenset[str]:
    """Return what the outputs of a job depend on.

    Parameters
    ----------
    params
        The parameters of the job.

    Returns
    -------
    frozenset of str
        All parameters that are strings, and those in lists, as only these state dependencies.
    """
    listed = (value if isinstance(value, list) else [value] for value in params)
    return frozenset(value for values in listed for value in values if isinstance(value, str))


def record_outputs(
    outputs: Sequence[str | Path],
    depends_on: Iterable[str],
    *,
    files_read: Mapping[str, str] | None = None,
    sources: Mapping[str, str] | None = None,
    lacks: Mapping[str, Sequence[str]] | None = None,
    repository: Mapping[str, Any] | None = None,
) -> None:
    """Write the record of a job that has ended.

    Parameters
    ----------
    outputs
        All outputs of the job, which exist.
    depends_on
        What they depend on, as `stated_dependencies` returns it.
    files_read
        The content of other files that the job has read, by path.
    sources
        For a store, a digest of what each universe was loaded from, by its id.
    lacks
        For a store, what each incomplete universe lacks, by its id.
    repository
        The commit that the outputs state.
    """
    record = replace(
        OutputRecord.of(outputs, depends_on),
        files_read=files_read or {},
        sources=sources or {},
        lacks=lacks or {},
        repository=repository,
    )
    record.write(record_path(outputs[0]))


@dataclass(frozen=True, kw_only=True)
class OutputRecord:
    """The outputs of a job, as they were when it ended.

    Attributes
    ----------
    digests
        A digest of the content of each file or folder, by its path.
    states
        The state of each file after it was written. Files in this state are not read again.
    depends_on
        A digest of what the outputs depend on.
    files_read
        What `FileIndex.content` returned for files that the plan does not know, by path.
    sources
        For a store, a digest of what each universe was loaded from, by its id.
    lacks
        For a store, what each incomplete universe lacks, by its id.
    failure
        For a universe that was left out as its simulation failed, the reason.
    repository
        The commit that the outputs state; None if they state none.
    """

    digests: Mapping[str, str]
    states: Mapping[str, Sequence[int]]
    depends_on: str
    files_read: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    lacks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    failure: str = ""
    repository: Mapping[str, Any] | None = None

    @classmethod
    def of(
        cls, outputs: Iterable[str | Path], depends_on: Iterable[str], folder: str | Path = ""
    ) -> OutputRecord:
        """Return the record of outputs as they are now.

        Parameters
        ----------
        outputs
            The files and folders, relative to `folder`.
        depends_on
            What they depend on, in any order. Code that has changed since the plan was made is
            added, see `late_changes`.
        folder
            The folder that the paths start from.

        Returns
        -------
        OutputRecord
            The record.
        """
        index = FileIndex()
        paths = {str(output): os.path.join(folder, output) for output in outputs}
        states = {name: file_state(path) for name, path in paths.items() if os.path.isfile(path)}
        return cls(
            digests={name: index.digest(path) for name, path in paths.items()},
            states={name: list(state) for name, state in states.items() if state is not None},
            depends_on=dependencies_digest({*depends_on, *late_changes()}),
        )

    @classmethod
    def read(cls, path: str | Path) -> OutputRecord | None:
        """Read a record; None if there is none that can be read."""
        try:
            return cls(**json.loads(Path(path).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def write(self, path: str | Path) -> None:
        """Write the record; the file appears complete or not at all."""
        with atomic_path(path) as partial:
            Path(partial).write_text(json.dumps(asdict(self)), encoding="utf-8")

    def changed_outputs(self, index: FileIndex, folder: str | Path = "") -> list[str]:
        """Return the outputs that are no longer what the job wrote.

        Parameters
        ----------
        index
            The index of files by content.
        folder
            The folder that the paths start from.

        Returns
        -------
        list of str
            The paths of files and folders that were damaged, edited, replaced or removed.
        """
        paths = {name: os.path.join(folder, name) for name in self.digests}
        return [
            path
            for name, path in paths.items()
            if not self._has_state(name, path) and index.digest(path) != self.digests[name]
        ]

    def _has_state(self, name: str, path: str) -> bool:
        recorded, state = self.states.get(name), file_state(path)
        return recorded is not None and state is not None and list(recorded) == [*state]


def dependencies_digest(depends_on: Iterable[str]) -> str:
    """Return a digest of what outputs depend on, whatever the order."""
    return digest(sorted(depends_on), 16)
