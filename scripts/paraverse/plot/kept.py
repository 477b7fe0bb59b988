"""Figures of a job that failed, for its next run.

Snakemake removes all outputs of a job that fails. So that one figure that cannot be drawn does not
cost all others of its batch, these are set aside.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import matplotlib

from paraverse.atomic import atomic_path
from paraverse.digest import digest
from paraverse.fingerprint import file_fingerprint
from paraverse.jobs import UniversePlotJob
from paraverse.versions import VERSIONS

_FOLDER = Path(".paraverse", "kept")


class Kept:
    """The figures that were set aside for a job.

    They are used again only for the same job, with the same data, code and versions.

    Parameters
    ----------
    job
        The job.
    store
        The batch that it draws.
    """

    def __init__(self, job: UniversePlotJob, store: str) -> None:
        self._job = job
        self._store = store
        self.folder = _FOLDER / job.drawing.plot / Path(store).stem
        self._is_valid = self._key_file.exists() and self._key_file.read_text() == self._key()

    @property
    def _key_file(self) -> Path:
        return self.folder / "key"

    def _key(self) -> str | None:
        """What the figures depend on; None if that cannot be told."""
        with open(self._store, "rb") as file:
            data = hashlib.file_digest(file, "sha256").hexdigest()
        code = [
            file_fingerprint(f) for f in (*self._job.operations, *self._job.drawing.plot_functions)
        ]
        try:
            return digest([VERSIONS, matplotlib.__version__, self._job, data, code], 32)
        except TypeError:
            return None

    def restore(self, files: Sequence[str | Path]) -> bool:
        """Put the files of a figure in place; whether all of them were set aside."""
        kept = [self.folder / Path(file).name for file in files]
        if not self._is_valid or not all(file.exists() for file in kept):
            return False
        for source, file in zip(kept, files, strict=True):
            with atomic_path(file) as partial:
                shutil.copyfile(source, partial)
        return True

    def set_aside(self, files: Iterable[str | Path]) -> None:
        """Keep a copy of files, and nothing else."""
        self.remove()
        key = self._key()
        if key is None:
            return
        self.folder.mkdir(parents=True)
        for file in files:
            shutil.copyfile(file, self.folder / Path(file).name)
        self._key_file.write_text(key)

    def remove(self) -> None:
        """Keep nothing."""
        shutil.rmtree(self.folder, ignore_errors=True)
