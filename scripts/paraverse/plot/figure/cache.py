"""Figures of a job that failed, for its next run.

Snakemake removes all outputs of a job before it runs again, and of one that fails unless it is told
to keep them (as the profiles do). So that one figure that cannot be drawn does not cost all others
of its batch, these are set aside.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import matplotlib

from paraverse.base.atomic import atomic_folder, atomic_path
from paraverse.base.digest import digest
from paraverse.base.versions import VERSIONS
from paraverse.jobs import UniversePlotJob
from paraverse.plot.figure.outputs import with_frames
from paraverse.user_code.fingerprint import fingerprint_file

_FOLDER = Path(".paraverse", "kept")


class FigureCache:
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
            fingerprint_file(f) for f in (*self._job.operations, *self._job.drawing.plot_functions)
        ]
        try:
            return digest([VERSIONS, matplotlib.__version__, self._job, data, code], 32)
        except TypeError:
            return None

    def restore(self, files: Sequence[str | Path]) -> bool:
        """Put the files and folders of a figure in place; whether all of them were set aside."""
        paths = map(Path, with_frames(self._job.drawing, files))
        places = {self.folder / path.name: path for path in paths}
        if not self._is_valid or not all(kept.exists() for kept in places):
            return False
        for kept, path in places.items():
            if kept.is_dir():
                with atomic_folder(path) as partial:
                    shutil.copytree(kept, partial, dirs_exist_ok=True)
            else:
                with atomic_path(path) as partial:
                    shutil.copyfile(kept, partial)
        return True

    def set_aside(self, files: Iterable[str | Path]) -> None:
        """Keep a copy of files and folders, and nothing else."""
        self.remove()
        key = self._key()
        if key is None:
            return
        self.folder.mkdir(parents=True)
        for path in map(Path, with_frames(self._job.drawing, files)):
            copy = shutil.copytree if path.is_dir() else shutil.copyfile
            copy(path, self.folder / path.name)
        self._key_file.write_text(key)

    def remove(self) -> None:
        """Keep nothing."""
        shutil.rmtree(self.folder, ignore_errors=True)
