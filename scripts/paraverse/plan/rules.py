"""What the rules of plots are made from: their names, files and jobs, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from paraverse.jobs import FigureSettings, TransformJob, UniversePlotJob


def rule_name(plot: str) -> str:
    """Return the rule, and so the target, of a plot."""
    return plot.replace("/", "__")


def data_file(plot: str) -> str:
    """Return the file with what a multiverse plot shows."""
    return f"results/data/{plot}.nc"


@dataclass(frozen=True)
class Transformation:
    """A job that computes what a multiverse plot shows, or a node that has a job of its own.

    Attributes
    ----------
    stores
        Files with universes that it reads.
    nodes
        Files with nodes that other jobs compute.
    reads_sweep
        Whether it reads what belongs to the whole sweep.
    data
        The file for the results.
    """

    rule: str
    message: str
    stores: tuple[str, ...]
    nodes: tuple[str, ...]
    reads_sweep: bool
    data: str
    log: str
    job: TransformJob
    tracked: tuple[str, ...]


@dataclass(frozen=True)
class MultiversePlot:
    """A plot of all universes, or of none: one figure.

    Attributes
    ----------
    swept
        Name of the plot that it is one point of, if that has a sweep in it.
    chosen
        Whether it is to be drawn unless other targets are named.
    data
        The file with what it shows.
    figures
        A file for each format, or the folder of several figures.
    frames
        Folders with the frames of animations, beside the figures.
    """

    name: str
    rule: str
    swept: str | None
    chosen: bool
    data: str
    figures: tuple[str, ...]
    frames: tuple[str, ...]
    drawing: FigureSettings
    tracked: tuple[str, ...]


@dataclass(frozen=True)
class Portion:
    """The figures of a universe plot for one batch.

    Attributes
    ----------
    figures
        One file for each universe and file format, those of a universe together; or a folder of
        several figures for each universe.
    frames
        Folders with the frames of animations, beside the figures.
    labels
        For each figure the universe's place in the parameter space, for the report.
    """

    rule: str
    store: str
    figures: tuple[str, ...]
    frames: tuple[str, ...]
    labels: tuple[Mapping[str, str], ...]
    job: UniversePlotJob


@dataclass(frozen=True)
class UniversePlot:
    """A plot of single universes: a figure for each."""

    name: str
    rule: str
    swept: str | None
    chosen: bool
    portions: tuple[Portion, ...]
    tracked: tuple[str, ...]

    @property
    def figures(self) -> list[str]:
        """All its figures."""
        return [figure for portion in self.portions for figure in portion.figures]

    @property
    def frames(self) -> list[str]:
        """All folders with the frames of animations."""
        return [folder for portion in self.portions for folder in portion.frames]
