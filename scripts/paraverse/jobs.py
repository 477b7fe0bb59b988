"""What a job gets: everything its script needs, as plain data.

Snakemake compares only built-in types between runs, so these are not compared. Next to each
stands a list of lines, `tracked`, that says what the job's result depends on besides its input
files: a changed line is why it is made again, and `snakemake --dry-run` shows it.

Every process that hands its script over imports this: what else there is, is imported at first use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from paraverse.base.field_filter import FieldFilter
from paraverse.base.figure_record import figure_paths
from paraverse.base.source_map import SourceMap

Compression = Literal["none", "zlib", "zstd"]
"""How the numbers of a stored universe are compressed."""

NODE = "node"
"""The tag of the result in the file of a node."""


@dataclass(frozen=True)
class SourceFile:
    """A file to load into a universe's tree.

    Attributes
    ----------
    path
        The file.
    target
        Where it goes in the tree.
    loader
        Name of the loader.
    options
        Arguments of the loader.
    required
        Whether it is an error if it cannot be read.
    content
        A digest of what is in it; None where Snakemake is to look after the file.
    """

    path: str
    target: str
    loader: str
    options: Mapping[str, Any] = field(default_factory=dict)
    required: bool = True
    content: str | None = None


@dataclass(frozen=True)
class UniverseFiles:
    """One universe and where its files are.

    Attributes
    ----------
    id
        Its name in paths: its folder's, or that of its point.
    key
        What the data tree calls it.
    values
        Its value of each dimension of the space; None if it has no place there.
    files
        Its files.
    reasons
        What it goes without, and why.
    failures
        What it cannot go without, and why.
    """

    id: str
    key: str
    values: tuple[Any, ...] | None
    files: tuple[SourceFile, ...]
    reasons: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()


@dataclass(frozen=True)
class CombinedField:
    """A field of many universes, to be combined over the parameter space.

    Attributes
    ----------
    path
        The field in each universe.
    transform
        Nodes applied in each universe, before combining.
    dimensions
        Values of each parameter dimension of the result.
    grid_indices
        For each universe, by name, where in the result it belongs.
    method
        The node that makes the result of a list of all arrays, each with its parameters as
        dimensions of length 1; by default each is put in its place in one array.
    transform_after_combine
        Nodes applied to the result.
    allow_failing
        Whether a universe whose transformation fails is left out as one that is missing.
    dtype
        The type of the result, if it shall be another than the data's.
    key
        A digest of what the configuration says of it: what has the same one is the same.
    sections
        Definitions and meta operations that the nodes use.
    """

    path: str
    transform: Sequence[Any]
    dimensions: Mapping[str, tuple[Any, ...]]
    grid_indices: Mapping[str, tuple[int, ...]]
    method: Mapping[str, Any] | None = None
    transform_after_combine: Sequence[Any] = ()
    allow_failing: bool = False
    dtype: str | None = None
    key: str = ""
    sections: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SimulateJob:
    """Simulate one universe.

    Attributes
    ----------
    universe
        The name of the universe.
    parameters
        All its parameters, nested as in the parameter space.
    script
        The Python script to run; None if there is a command.
    command
        The command to run, with the fields ``{params}``, ``{folder}`` and ``{universe}``.
    outputs
        The files to expect, relative to the universe's folder.
    """

    universe: str
    parameters: Mapping[str, Any]
    script: str | None
    command: str | None
    outputs: tuple[str, ...]


@dataclass(frozen=True)
class LoadSettings:
    """How files are loaded, whatever they are.

    Attributes
    ----------
    base
        The folder that links in files may not lead out of; by default each file's own.
    labels
        Arguments of `paraverse.load.labels.LabelSettings`.
    modules
        Python files with loaders and group types.
    """

    base: str | None = None
    labels: Mapping[str, Any] = field(default_factory=dict)
    modules: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConvertJob:
    """Load a batch of universes and store it."""

    universes: tuple[UniverseFiles, ...]
    dimensions: tuple[str, ...]
    wanted: FieldFilter
    settings: LoadSettings = LoadSettings()
    compression: Compression = "none"

    @property
    def inputs(self) -> list[str]:
        """The files that Snakemake knows as inputs; of the others it only compares the content."""
        return [f.path for u in self.universes for f in u.files if f.content is None]

    def with_inputs(self, paths: Iterable[str]) -> ConvertJob:
        """Return the job with other paths of its inputs, in the same order."""
        following = iter(paths)

        def moved(file: SourceFile) -> SourceFile:
            return file if file.content is not None else replace(file, path=next(following))

        universes = (replace(u, files=tuple(map(moved, u.files))) for u in self.universes)
        return replace(self, universes=tuple(universes))


@dataclass(frozen=True)
class TransformJob:
    """Combine fields over a multiverse, transform them, store the tagged results.

    Attributes
    ----------
    group
        Where in the data tree the universes are.
    verbosity
        Above 0, the times of nodes are logged.
    fingerprints
        Of the operations, by name.
    stored_nodes
        The keys of the nodes that other jobs compute, in the order of the files with them.
    node
        The key of the one node to compute, if it is such a job.
    """

    plot: str
    fields: Mapping[str, CombinedField]
    sections: Mapping[str, Any]
    tags: tuple[str, ...] | None
    operations: tuple[str, ...]
    where: SourceMap
    group: str = "universes"
    verbosity: int = 0
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    stored_nodes: tuple[str, ...] = ()
    node: str | None = None


@dataclass(frozen=True)
class FigureSettings:
    """How a figure is drawn from tagged results.

    Attributes
    ----------
    raise_exc
        Whether a helper or figure that fails is an error; if not, it is logged.
    default_style
        A style that `style` updates, unless it ignores the defaults.
    formats
        Formats of the files in the folder that the plot makes, as it makes several figures; none
        if it makes one figure, a file for each format.
    invocation
        How the function is called, where that is not as it says itself.
    """

    plot: str
    function: str
    arguments: Mapping[str, Any]
    helpers: Mapping[str, Any]
    style: Mapping[str, Any]
    plot_functions: tuple[str, ...]
    where: SourceMap = field(compare=False)
    animation: Mapping[str, Any] = field(default_factory=dict)
    raise_exc: bool = True
    default_style: Mapping[str, Any] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    invocation: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class UniversePlotJob:
    """Transform and draw the universes of a batch, one figure each.

    Attributes
    ----------
    file_ext
        Formats of the figures.
    """

    drawing: FigureSettings
    universes: tuple[str, ...]
    sections: Mapping[str, Any]
    tags: tuple[str, ...] | None
    operations: tuple[str, ...]
    verbosity: int = 0
    file_ext: tuple[str, ...] = ("pdf",)

    def figures(self, folder: str, universe: str) -> tuple[str, ...]:
        """Return the figure of a universe: a file for each format, or a folder of several figures.

        Parameters
        ----------
        folder
            The folder for all figures of the plot.
        universe
            The name of the universe.
        """
        in_folder = bool(self.drawing.formats)
        return figure_paths(f"{folder}/{universe}", self.file_ext, in_folder=in_folder)


@dataclass(frozen=True)
class GalleryFigure:
    """A figure, with its files in all formats.

    Attributes
    ----------
    label
        What tells it from the plot's other figures: a universe, a point of a sweep.
    """

    label: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class GalleryPlot:
    """A plot in the gallery.

    Attributes
    ----------
    name
        Its name; what is before the last ``/`` is its group.
    description
        The comment above it in the plots file.
    text
        What that file says of it.
    place
        The file and line.
    figures
        The figures that are shown.
    count
        How many there are.
    """

    name: str
    description: str
    text: str
    place: str
    figures: tuple[GalleryFigure, ...]
    count: int
