"""Cache that keeps the figures of a failed job for its next run.

All figures of a batch are removed before their job runs again. The cache preserves those that a
job drew before it failed, so that one figure that cannot be drawn does not require drawing all
others of its batch again.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import matplotlib

from paraverse.base.atomic import atomic_folder, atomic_path
from paraverse.base.digest import digest
from paraverse.base.file_index import FileIndex
from paraverse.base.output_record import OutputRecord, dependencies_digest
from paraverse.base.versions import VERSIONS
from paraverse.jobs import UniversePlotJob
from paraverse.plot.figure.outputs import with_frames
from paraverse.user_code.fingerprint import fingerprint_file

_FOLDER = Path(".paraverse", "kept")


class FigureCache:
    """Copies of the figures of a job.

    They are used only for the same job with the same data, code and software versions.

    Parameters
    ----------
    job
        The job whose figures are cached.
    store
        Path of the batch file that contains the data of the job.
    depends_on
        What the figures depend on besides the data, as far as the plan states it.

    Attributes
    ----------
    folder
        Folder with the copies, within the working directory. It does not exist if the cache is
        empty.
    """

    def __init__(self, job: UniversePlotJob, store: str, depends_on: Iterable[str] = ()) -> None:
        self._job = job
        self._stated = sorted(depends_on)
        self._store = store
        self.folder = _FOLDER / job.drawing.plot / Path(store).stem
        self._record = OutputRecord.read(self._record_file)

    @property
    def _record_file(self) -> Path:
        return self.folder / "record.json"

    @cached_property
    def _is_valid(self) -> bool:
        """True if the cache contains figures of this job, unchanged."""
        if self._record is None or self._record.depends_on != self._depends_on:
            return False
        return not self._record.changed_outputs(FileIndex(), self.folder)

    @property
    def _depends_on(self) -> str | None:
        key = self._key()
        return key and dependencies_digest([key])

    def _key(self) -> str | None:
        """Return a digest of everything the figures depend on; None if it cannot be determined."""
        with open(self._store, "rb") as file:
            data = hashlib.file_digest(file, "sha256").hexdigest()
        code = [
            fingerprint_file(f) for f in (*self._job.operations, *self._job.drawing.plot_functions)
        ]
        try:
            return digest(
                [VERSIONS, matplotlib.__version__, self._job, data, code, self._stated], 32
            )
        except TypeError:
            return None

    def restore(self, files: Sequence[str | Path]) -> bool:
        """Copy the files and folders of a figure from the cache.

        Parameters
        ----------
        files
            Outputs of the job that make up the figure.

        Returns
        -------
        bool
            True if the cache contained all of them. If False, nothing is copied.
        """
        paths = map(Path, with_frames(self._job.drawing, files))
        targets = {self.folder / path.name: path for path in paths}
        if not self._is_valid or not all(copy.exists() for copy in targets):
            return False
        for copy, path in targets.items():
            if copy.is_dir():
                with atomic_folder(path) as partial:
                    shutil.copytree(copy, partial, dirs_exist_ok=True)
            else:
                with atomic_path(path) as partial:
                    shutil.copyfile(copy, partial)
        return True

    def fill(self, files: Iterable[str | Path]) -> None:
        """Replace the content of the cache.

        Parameters
        ----------
        files
            Outputs of the job that are complete. They are copied with their folders of frames.
        """
        self.clear()
        key = self._key()
        if key is None:
            return
        self.folder.mkdir(parents=True)
        paths = [Path(path) for path in with_frames(self._job.drawing, files)]
        for path in paths:
            copy = shutil.copytree if path.is_dir() else shutil.copyfile
            copy(path, self.folder / path.name)
        record = OutputRecord.of([path.name for path in paths], [key], self.folder)
        record.write(self._record_file)

    def clear(self) -> None:
        """Remove the content of the cache."""
        shutil.rmtree(self.folder, ignore_errors=True)
