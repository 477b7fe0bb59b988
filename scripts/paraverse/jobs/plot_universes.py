"""Jobs that draw a figure for each universe of a batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from paraverse.base.figure_record import figure_paths
from paraverse.jobs.plot import FigureSettings


@dataclass(frozen=True, kw_only=True)
class UniversePlotJob:
    """Transform and draw the universes of a batch, with one figure for each.

    Attributes
    ----------
    drawing
        How the figures are drawn.
    universes
        The ids of the universes.
    sections
        The sections of the plot from which the graph of the transformation is built.
    tags
        The tags to compute; None for all public ones.
    operations
        Python files with operations and loaders.
    verbosity
        The times of nodes are logged if this is above 0.
    file_ext
        The file formats of the figures.
    """

    drawing: FigureSettings
    universes: tuple[str, ...]
    sections: Mapping[str, Any]
    tags: tuple[str, ...] | None
    operations: tuple[str, ...]
    verbosity: int = 0
    file_ext: tuple[str, ...] = ("pdf",)

    def __str__(self) -> str:
        """Return the settings of the drawing, as Snakemake's report shows them."""
        return str(self.drawing)

    def figures(self, folder: str, universe: str) -> tuple[str, ...]:
        """Return the figure of a universe: a file for each format, or a folder of several figures.

        Parameters
        ----------
        folder
            The folder for all figures of the plot.
        universe
            The name of the universe.

        Returns
        -------
        tuple of str
            The paths of the files, or of the folder.
        """
        in_folder = bool(self.drawing.formats)
        return figure_paths(f"{folder}/{universe}", self.file_ext, in_folder=in_folder)
