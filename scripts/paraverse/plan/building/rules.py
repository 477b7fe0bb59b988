"""Rules of plots as plain data: their names, files and jobs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from paraverse.base.digest import digest
from paraverse.base.figure_record import folder_of_figures, universe_record
from paraverse.jobs.plot import FigureSettings
from paraverse.jobs.plot_universes import UniversePlotJob
from paraverse.jobs.transform import TransformJob
from paraverse.plot.animation.settings import frames_folder


def rule_name(plot: str) -> str:
    """Return the rule, and so the target, of a plot.

    Parameters
    ----------
    plot
        The name of the plot, in which ``/`` separates folders.

    Returns
    -------
    str
        The name, with ``__`` in place of ``/``.
    """
    return plot.replace("/", "__")


def data_file(plot: str) -> str:
    """Return the file with the data of a multiverse plot.

    Parameters
    ----------
    plot
        The name of the plot.

    Returns
    -------
    str
        The path, relative to the project's folder.
    """
    return f"results/data/{plot}.nc"


@dataclass(frozen=True, kw_only=True)
class Dependencies:
    """Dependencies of a result, besides the files that its job reads.

    Snakemake compares these strings between runs. A string that is new is the reason for running a
    job, and `snakemake --dry-run` shows it.

    Attributes
    ----------
    configuration
        A string for each value in the configuration, such as ``helpers.set_title.title = 'A'``.
    code
        Versions of the library's own formats, and a fingerprint of each function.
    """

    configuration: tuple[str, ...] = ()
    code: tuple[str, ...] = ()

    def __add__(self, other: Dependencies) -> Dependencies:
        return Dependencies(
            configuration=self.configuration + other.configuration, code=self.code + other.code
        )


@dataclass(frozen=True, kw_only=True)
class Transformation:
    """A job that computes the data of a multiverse plot, or a node that several plots need.

    Attributes
    ----------
    name
        The name of the plot or node.
    stores
        The files with the universes that it reads.
    nodes
        The files with the nodes that it takes from other jobs.
    sweep
        The file with the data of the whole sweep, if it reads that.
    data
        The file for the results.
    job
        What to compute.
    depends_on
        What the results depend on, besides these files.
    """

    name: str
    stores: tuple[str, ...]
    nodes: tuple[str, ...]
    sweep: tuple[str, ...]
    data: str
    job: TransformJob
    depends_on: Dependencies

    @property
    def inputs(self) -> tuple[str, ...]:
        """All files that it reads."""
        return (*self.stores, *self.nodes, *self.sweep)

    @property
    def rule(self) -> str:
        """The name of its rule."""
        return f"{'transform' if self.job.node is None else 'node'}__{rule_name(self.name)}"


@dataclass(frozen=True, kw_only=True)
class MultiversePlot:
    """A plot of all universes, or of none: one figure.

    Attributes
    ----------
    swept
        Name of the plot that it is one point of, if that has a sweep in it.
    is_target
        Whether it is drawn unless other targets are named.
    data
        The file with the data that it shows.
    figures
        A file for each format, or the folder of several figures.
    frames
        Folders with the frames of animations, beside the figures.
    record
        The file that lists what was drawn, and what was skipped.
    drawing
        The settings for drawing it.
    depends_on
        What the figure depends on, besides its data.
    """

    name: str
    rule: str
    swept: str | None
    is_target: bool
    data: str
    figures: tuple[str, ...]
    frames: tuple[str, ...]
    record: str
    drawing: FigureSettings
    depends_on: Dependencies


@dataclass(frozen=True, kw_only=True)
class UniversePlot:
    """A plot of single universes: a figure for each, drawn by one job for each batch.

    Attributes
    ----------
    name
        The name of the plot.
    rule
        The name of its rule.
    swept
        Name of the plot that it is one point of, if that has a sweep in it.
    is_target
        Whether it is drawn unless other targets are named.
    universes
        For each batch, by name, the universes that are drawn.
    settings
        The settings of its jobs, without their universes.
    frame_formats
        The formats for which there is a folder with the frames of an animation beside the figure.
    depends_on
        What the figures depend on, besides the universes.
    """

    name: str
    rule: str
    swept: str | None
    is_target: bool
    universes: Mapping[str, tuple[str, ...]]
    settings: UniversePlotJob
    frame_formats: tuple[str, ...]
    depends_on: Dependencies

    @property
    def folder(self) -> str:
        """The folder of its figures."""
        return folder_of_figures(self.name)

    @property
    def record(self) -> str:
        """The record of a batch's figures, with the wildcard `batch`."""
        return universe_record(self.name)

    @property
    def records(self) -> list[str]:
        """The records of all batches."""
        return [universe_record(self.name, batch) for batch in self.universes]

    def job(self, batch: str) -> UniversePlotJob:
        """Return the job that draws the figures of a batch.

        Parameters
        ----------
        batch
            The name of the batch.

        Returns
        -------
        UniversePlotJob
            The job, with the universes of the batch that are drawn.
        """
        return replace(self.settings, universes=self.universes[batch])

    def universes_digest(self, batch: str) -> str:
        """Return a short string that changes with the universes of a batch that are drawn.

        Parameters
        ----------
        batch
            The name of the batch.

        Returns
        -------
        str
            The number of universes and a digest.
        """
        names = self.universes[batch]
        return f"universes = {len(names)}, {digest(names)}"

    def figures(self, universe: str) -> tuple[str, ...]:
        """Return the figure of a universe: a file for each format, or a folder.

        Parameters
        ----------
        universe
            The id of the universe.

        Returns
        -------
        tuple of str
            The paths, relative to the project's folder.
        """
        return self.settings.figures(self.folder, universe)

    def paths(self, batch: str) -> Iterator[str]:
        """Iterate over all figures of a batch, and the folders with frames beside them.

        Parameters
        ----------
        batch
            The name of the batch.

        Yields
        ------
        str
            Paths of files and folders.
        """
        for universe in self.universes[batch]:
            for figure in self.figures(universe):
                yield figure
                if figure.endswith(self._frame_endings):
                    yield frames_folder(figure)

    @property
    def _frame_endings(self) -> tuple[str, ...]:
        return tuple(f".{kind}" for kind in self.frame_formats)
