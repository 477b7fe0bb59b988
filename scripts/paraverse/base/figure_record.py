"""Files of figures, and the record of those that one job has drawn.

In Snakemake, the outputs of a rule are patterns with wildcards, which cannot describe the figures
of a batch of universes. The declared output of a job is therefore a *record*: a JSON file that the
job writes last and that lists the figures, with a digest of the content of each.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from paraverse.base.atomic import atomic_path
from paraverse.base.file_index import FileIndex

FIGURES = "figures"
RECORDS = "drawn"
"""Subfolders of ``results`` for the figures and for the records."""

FAILED = "failed: "
"""Beginning of the message about a figure that failed, unless its universe is incomplete."""

HISTORY = Path(".paraverse", RECORDS)
"""Folder with a list of all figures that a batch has ever had, so that `clean` knows them."""


DRAWN_FIGURES = Path(".paraverse", "figures")
"""Folder with a file for each universe plot and batch: by the path of a figure, a digest of what it
was drawn from, and one of its content."""


def multiverse_record(plot: str) -> str:
    """Return the path of the record of a multiverse plot.

    Parameters
    ----------
    plot
        The name of the plot.

    Returns
    -------
    str
        Relative to the project's folder.
    """
    return f"results/{RECORDS}/multiverse/{plot}.json"


def universe_record(plot: str, batch: str = "{batch}") -> str:
    """Return the path of the record of a universe plot for one batch.

    Parameters
    ----------
    plot
        The name of the plot.
    batch
        The name of the batch; by default the wildcard, for the rule.

    Returns
    -------
    str
        Relative to the project's folder; a pattern with ``{batch}`` by default.
    """
    return f"results/{RECORDS}/universes/{plot}/{batch}.json"


def figure_paths(base: str, formats: Sequence[str], *, in_folder: bool) -> tuple[str, ...]:
    """Return the paths of a figure: one file for each format, or one folder.

    Parameters
    ----------
    base
        The path without an ending.
    formats
        The file formats, such as ``pdf``.
    in_folder
        Whether the plot draws several figures, into a folder of their own.

    Returns
    -------
    tuple of str
        A path for each format; the path of the folder alone if `in_folder` is true.
    """
    return (base,) if in_folder else tuple(f"{base}.{kind}" for kind in formats)


def folder_of_figures(plot: str) -> str:
    """Return the folder with the figures of a universe plot.

    Parameters
    ----------
    plot
        The name of the plot.

    Returns
    -------
    str
        The path, relative to the project's folder. It is on this machine even if Snakemake keeps
        the records of figures in a storage, as it does not know these figures.
    """
    return f"results/{FIGURES}/{plot}"


@dataclass(frozen=True, kw_only=True)
class FigureRecord:
    """The figures that one job has drawn, skipped or failed to draw.

    Attributes
    ----------
    files
        A digest of the content of each file, or of each folder of figures or frames, by its path.
    skipped
        The reason for each figure that was skipped on purpose, by its title. The file of the figure
        also states it.
    failed
        The reason for each figure that failed without stopping the job, by its title.
    warnings
        What may mislead in the data that a figure shows, by its title. The figure also states it.
    areas
        For a figure with heat maps over parameters, by the name of its file without the ending, a
        mapping for each of its axes: the ``box`` as fractions of the width and height from the
        upper left corner (left, top, right, bottom); along ``x`` and ``y``, the ``name`` of the
        parameter, the ``indices`` of its values and where these are (``at``); and the index of each
        ``fixed`` parameter, by its name.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    skipped: Mapping[str, str] = field(default_factory=dict)
    failed: Mapping[str, str] = field(default_factory=dict)
    warnings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    areas: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: str | Path) -> FigureRecord:
        """Read a record.

        Parameters
        ----------
        path
            The JSON file of the record.

        Returns
        -------
        FigureRecord
            The record.

        Raises
        ------
        OSError, ValueError
            If the file is missing, or is not a record.
        """
        content = Path(path).read_text(encoding="utf-8")
        try:
            return cls(**json.loads(content))
        except (TypeError, ValueError) as error:
            raise ValueError(f"{path} is not a record of figures: {error}") from error

    @classmethod
    def of(
        cls,
        paths: Iterable[str | Path],
        *,
        skipped: Mapping[str, str] | None = None,
        failed: Mapping[str, str] | None = None,
        warnings: Mapping[str, Sequence[str]] | None = None,
        areas: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
        index: FileIndex | None = None,
    ) -> FigureRecord:
        """Return the record of figures as they are now.

        Parameters
        ----------
        paths
            The files and folders.
        skipped, failed, warnings
            The reasons for figures that were skipped, and that failed, and warnings about what
            figures show, by title.
        areas
            Where parameters are in the figures.
        index
            An index of files, which may have read the figures already.

        Returns
        -------
        FigureRecord
            The record.
        """
        index = index or FileIndex()
        files = {str(path): index.digest(path) for path in paths}
        return cls(
            files=files,
            skipped=skipped or {},
            failed=failed or {},
            warnings=warnings or {},
            areas=areas or {},
        )

    def write(self, path: str | Path) -> None:
        """Write the record; the file appears complete or not at all."""
        content = asdict(self)
        with atomic_path(path) as partial:
            text = json.dumps(content, indent=1, ensure_ascii=False)
            Path(partial).write_text(f"{text}\n", encoding="utf-8")


def add_to_history(plot: str, batch: str, paths: Iterable[str | Path]) -> None:
    """Record that the figures of a batch belong to the workflow, besides those of earlier runs."""
    file = HISTORY / plot / f"{batch}.txt"
    earlier = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    lines = dict.fromkeys([*(path for path in earlier if Path(path).exists()), *map(str, paths)])
    if list(lines) != earlier:
        with atomic_path(file) as partial:
            Path(partial).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def history() -> Iterator[str]:
    """Iterate over the figures that batches have had and that still exist.

    Yields
    ------
    str
        The path of a file or folder.
    """
    for file in sorted(HISTORY.rglob("*.txt")):
        for path in file.read_text(encoding="utf-8").splitlines():
            if Path(path).exists():
                yield path


def forget_figures(plot: str) -> None:
    """Let all figures of a universe plot be drawn again by the next job.

    Parameters
    ----------
    plot
        The name of the plot.
    """
    shutil.rmtree(DRAWN_FIGURES / plot, ignore_errors=True)
