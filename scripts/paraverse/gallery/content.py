"""The content of the gallery as plain data: the universes of a sweep and all figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from paraverse.jobs.universe_files import UniverseFiles


@dataclass(frozen=True, kw_only=True)
class GalleryBatch:
    """Universes that are in one store.

    Attributes
    ----------
    name
        The name of the batch.
    store
        Path of the netCDF file that holds the batch.
    universes
        The universes, in the order of the sweep.
    """

    name: str
    store: str
    universes: tuple[UniverseFiles, ...]


@dataclass(frozen=True, kw_only=True)
class MultiverseFigure:
    """The figure of a multiverse plot, or of one point of a plot with a sweep in it.

    Attributes
    ----------
    label
        The point of the plot's own sweep; "" if it has none.
    files
        A file for each format, or the folder of several figures.
    record
        The record of what was drawn.
    data
        The file with the data behind the figure.
    log
        The log of the job that draws it.
    """

    label: str
    files: tuple[str, ...]
    record: str
    data: str
    log: str


@dataclass(frozen=True, kw_only=True)
class UniverseFigures:
    """The figures of a plot of universes, or of one point of a plot with a sweep in it.

    Attributes
    ----------
    name
        The name of the plot, with its point.
    label
        The point of the plot's own sweep; "" if it has none.
    folder
        The folder of the figures.
    formats
        The endings of the files of each universe; empty if each universe has a folder of several
        figures.
    universes
        For each batch, by name, the universes that are drawn.
    """

    name: str
    label: str
    folder: str
    formats: tuple[str, ...]
    universes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class GalleryPlot:
    """A plot in the gallery.

    Attributes
    ----------
    name
        The name of the plot; the part before the last ``/`` is its group.
    description
        The comment above the plot in the plots file.
    text
        The configuration of the plot in that file.
    file, line
        The plots file, and the line of the plot.
    of_multiverse
        Its figures, if it is a plot of all universes.
    of_universes
        Its figures, if it is a plot of single universes.
    """

    name: str
    description: str
    text: str
    file: str
    line: int
    of_multiverse: tuple[MultiverseFigure, ...] = ()
    of_universes: tuple[UniverseFigures, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GalleryContent:
    """Everything that the gallery shows.

    Attributes
    ----------
    title
        The title of the page.
    plots
        The plots, in the order of the plots file.
    dimensions
        The values of each dimension of the parameter space; empty if there is no such space.
    batches
        All universes, in batches.
    are_simulated
        Whether the workflow simulates the universes, and has logs of that.
    """

    title: str
    plots: tuple[GalleryPlot, ...]
    dimensions: Mapping[str, tuple[Any, ...]]
    batches: tuple[GalleryBatch, ...]
    are_simulated: bool
