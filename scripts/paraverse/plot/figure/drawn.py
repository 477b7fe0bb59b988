"""Figures of universes that are already drawn, and need not be drawn again.

A job draws the figures of a batch of universes. Usually it runs because the data of one of them
have changed, or because one figure failed in the previous run; all others stay as they are.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import Collection, Iterable
from pathlib import Path

import matplotlib

from paraverse.base.atomic import atomic_path
from paraverse.base.digest import digest
from paraverse.base.figure_record import DRAWN_FIGURES
from paraverse.base.file_index import FileIndex
from paraverse.base.versions import VERSIONS
from paraverse.jobs.plot_universes import UniversePlotJob
from paraverse.plot.figure.outputs import with_frames


class DrawnFigures:
    """The figures of a plot that are drawn, with digests of what they were drawn from.

    Parameters
    ----------
    job
        The job that draws figures.
    batch
        The name of its batch.
    depends_on
        What the figures depend on besides the data, code included.

    Attributes
    ----------
    index
        The index of the figures by content.
    """

    def __init__(self, job: UniversePlotJob, batch: str, depends_on: Collection[str]) -> None:
        self._job = job
        self._file = DRAWN_FIGURES / job.drawing.plot / f"{batch}.json"
        self._settings = _settings_digest(job, depends_on)
        self.index = FileIndex()
        self._earlier = _read_all(self._file.parent)
        self._drawn: dict[str, list[str]] = {}

    def has(self, files: Iterable[str], source: str) -> bool:
        """Return whether a figure is drawn from the same data in the same way, and unchanged.

        Parameters
        ----------
        files
            The files of the figure.
        source
            A digest of the data of its universe, parameters included.

        Returns
        -------
        bool
            False if anything has changed, or if that cannot be determined.
        """
        expected = self._entries(files, source)
        is_drawn = bool(expected) and all(
            self._earlier.get(path) == entry for path, entry in expected.items()
        )
        if is_drawn:
            self._drawn |= expected
        return is_drawn

    def add(self, files: Iterable[str], source: str) -> None:
        """Add a figure that was drawn.

        Parameters
        ----------
        files
            The files of the figure.
        source
            A digest of the data of its universe, parameters included.
        """
        self._drawn |= self._entries(files, source)

    def write(self) -> None:
        """Store what is known about the figures of the batch."""
        with atomic_path(self._file) as partial:
            Path(partial).write_text(json.dumps(self._drawn), encoding="utf-8")

    def _entries(self, files: Iterable[str], source: str) -> dict[str, list[str]]:
        if self._settings is None:
            return {}
        key = digest([self._settings, source], 16)
        paths = with_frames(self._job.drawing, files)
        return {path: [key, self.index.digest(path)] for path in paths}


def _settings_digest(job: UniversePlotJob, depends_on: Collection[str]) -> str | None:
    """Return a digest of all that figures depend on besides data; None if it has none."""
    settings = dataclasses.replace(job, universes=())
    try:
        return digest([VERSIONS, matplotlib.__version__, settings, sorted(depends_on)], 32)
    except TypeError:
        return None


def _read_all(folder: Path) -> dict[str, list[str]]:
    """Read the entries of all batches: a universe may have been in another one."""
    entries: dict[str, list[str]] = {}
    for file in folder.glob("*.json"):
        with contextlib.suppress(OSError, ValueError):
            entries |= json.loads(file.read_bytes())
    return entries
