"""Jobs as plain data: everything that their scripts need besides input and output files.

Snakemake compares only built-in types between runs, so it does not compare jobs. The plan
therefore passes `params` with each job, which state what its results depend on.

Every process that hands its script to the fork server imports this module, so the module itself
imports little.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from paraverse.base.field_filter import FieldFilter
from paraverse.base.figure_record import figure_paths
from paraverse.base.file_index import FileVersion
from paraverse.base.source_map import SourceMap

Compression = Literal["auto", "none", "zlib", "zstd"]
"""How the numbers of a stored universe are compressed."""

Join = Literal["outer", "inner", "exact", "nearest"]
"""How coordinates that differ between universes are joined."""

OnConflict = Literal["warn", "error"]
"""Response to differences between universes that may mislead."""

MAX_TEXT = 2000
"""Largest number of characters of a job's description as text."""

NODE = "node"
"""The tag of the result in the file of a node."""


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """A file to load into the tree of a universe.

    Attributes
    ----------
    path
        The path of the file.
    target
        The path in the tree; "" if the content of the file is that of the whole universe.
    loader
        The name of the loader.
    options
        Arguments of the loader.
    required
        Whether it is an error if the file cannot be read.
    """

    path: str
    target: str
    loader: str
    options: Mapping[str, Any] = field(default_factory=dict)
    required: bool = True

    def path_in_tree(self, path: str) -> str:
        """Return the path in the tree of what has a path in the file."""
        return f"{self.target}/{path}".strip("/")


@dataclass(frozen=True, kw_only=True)
class ParameterCoordinate:
    """A parameter that depends on swept parameters, and becomes a coordinate along them.

    Attributes
    ----------
    dims
        The dimensions on which the parameter depends.
    values
        Its value at each of their points, of which the last dimension varies fastest; None where
        no universe has a value.
    """

    dims: tuple[str, ...]
    values: tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class UniverseFiles:
    """A universe with the files to load.

    Attributes
    ----------
    id
        The name of the universe in paths: that of its folder or of its point.
    key
        The name of the universe in the data tree.
    values
        The value of each dimension of the parameter space; None if the universe is not in it.
    files
        The files.
    coordinates
        The values of parameters that depend on the dimensions, by name.
    warnings
        What is missing and not required, with the reasons.
    errors
        What is missing and required, with the reasons.
    notes
        What a user should know although nothing is missing, such as how the point was found.
    """

    id: str
    key: str
    values: tuple[Any, ...] | None
    files: tuple[SourceFile, ...]
    coordinates: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CombinedField:
    """A field of many universes, to be combined over the parameter space.

    Attributes
    ----------
    path
        The path of the field in each universe.
    transform
        Nodes that are run in each universe, before combining.
    dimensions
        The values of each parameter dimension of the combined array.
    grid_indices
        The index of each universe along each of these dimensions, by the id of the universe.
    coordinates
        Parameters that depend on these dimensions, by name.
    method
        The node that combines a list of all arrays, each with its parameters as dimensions of
        length 1. By default, each array is put at its point in one array.
    transform_after_combine
        Nodes that are run on the combined array.
    allow_failing
        Whether a universe whose transformation fails is left out, like a missing one.
    dtype
        The dtype of the combined array; None for that of the data.
    join
        How coordinates that differ between universes are joined: ``outer``, ``inner``, ``exact`` or
        ``nearest``.
    tolerance
        With ``nearest``, the largest distance of coordinates that are the same: a number, or a
        duration such as ``1s`` for dates.
    on_conflict
        Whether something that differs between universes and may mislead, such as units, is a
        warning (``warn``) or an error (``error``).
    key
        A digest of the configuration of the field. Fields with the same key are equal.
    sections
        Definitions and meta-operations that the nodes use.
    """

    path: str
    transform: Sequence[Any]
    dimensions: Mapping[str, tuple[Any, ...]]
    grid_indices: Mapping[str, tuple[int, ...]]
    coordinates: Mapping[str, ParameterCoordinate] = field(default_factory=dict)
    method: Mapping[str, Any] | None = None
    transform_after_combine: Sequence[Any] = ()
    allow_failing: bool = False
    dtype: str | None = None
    join: Join = "outer"
    tolerance: float | str | None = None
    on_conflict: OnConflict = "warn"
    key: str = ""
    sections: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
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
        The command to run, with the fields ``{params}``, ``{folder}`` and ``{universe}``; None if
        there is a script.
    outputs
        The files to expect, relative to the universe's folder.
    skip_failure
        Whether a universe is left out if the program fails for it, so that all other jobs go on.
    """

    universe: str
    parameters: Mapping[str, Any]
    script: str | None
    command: str | None
    outputs: tuple[str, ...]
    skip_failure: bool = False


@dataclass(frozen=True, kw_only=True)
class SimulateBatchJob:
    """Simulate several universes, one after the other.

    Attributes
    ----------
    universes
        A job for each universe; all have the same program and the same outputs.
    """

    universes: tuple[SimulateJob, ...]


@dataclass(frozen=True, kw_only=True)
class LoadSettings:
    """Settings for loading files of any kind.

    Attributes
    ----------
    base
        The folder that links in files must not leave; None for the folder of each file.
    labels
        Arguments of `paraverse.load.label_settings.LabelSettings`.
    dimensions
        The names of the parameter dimensions, from which labels may be computed.
    modules
        Python files with loaders and group types.
    """

    base: str | None = None
    labels: Mapping[str, Any] = field(default_factory=dict)
    dimensions: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ConvertJob:
    """Load a batch of universes and store it.

    Attributes
    ----------
    universes
        The universes, in order.
    dimensions
        The names of the parameter dimensions.
    coordinates
        The dimensions of each parameter that depends on them, by its name.
    fields
        The fields to store.
    settings
        How files are loaded.
    compression
        How numbers are compressed.
    versions
        What each file contained when the job was planned. Empty if the workflow simulates the
        universes: other jobs write the files then.
    are_simulated
        Whether the workflow simulates the universes, some of which may have failed.
    """

    universes: tuple[UniverseFiles, ...]
    dimensions: tuple[str, ...]
    fields: FieldFilter
    coordinates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    settings: LoadSettings = LoadSettings()
    compression: Compression = "auto"
    versions: Mapping[str, FileVersion] = field(default_factory=dict)
    are_simulated: bool = False

    def with_inputs(self, paths: Sequence[str]) -> ConvertJob:
        """Return the job with the universes at other paths.

        Parameters
        ----------
        paths
            The first file of each universe, in order. The others are at the same place relative to
            it. Empty if no paths change.

        Returns
        -------
        ConvertJob
            A copy of the job.
        """
        if not paths:
            return self
        universes = (_moved(u, path) for u, path in zip(self.universes, paths, strict=True))
        return replace(self, universes=tuple(universes))


def _moved(universe: UniverseFiles, first: str) -> UniverseFiles:
    prefix = first.removesuffix(universe.files[0].path)
    files = (replace(file, path=f"{prefix}{file.path}") for file in universe.files)
    return replace(universe, files=tuple(files))


@dataclass(frozen=True, kw_only=True)
class TransformJob:
    """Combine fields of many universes, transform them, and store the tagged results.

    Attributes
    ----------
    plot
        The name of the plot.
    fields
        The fields that the plot combines, by tag.
    sections
        The sections of the plot from which the graph of the transformation is built.
    tags
        The tags to compute; None for all public ones.
    operations
        Python files with operations and loaders.
    where
        The locations of the plot's values, for messages.
    group
        The path of the group in the data tree that holds the universes.
    verbosity
        The times of nodes are logged if this is above 0.
    fingerprints
        The fingerprint of each operation, by name.
    stored_nodes
        The keys of the nodes that other jobs compute, in the order of their files.
    node
        The key of the only node to compute; None for a job that computes the data of a plot.
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


@dataclass(frozen=True, kw_only=True)
class FigureSettings:
    """Settings for drawing a figure from tagged results.

    Attributes
    ----------
    plot
        The name of the plot.
    function
        The name of the plot function.
    arguments
        Arguments of the plot function.
    helpers
        The configuration of the helpers.
    style
        The style of the plot.
    plot_functions
        Python files with plot functions and helpers.
    where
        The locations of the plot's values, for messages.
    animation
        The configuration of the animation.
    raise_exc
        Whether it is an error if a helper or the figure fails; otherwise, the failure is logged.
    default_style
        The style that `style` updates, unless it ignores the defaults.
    formats
        The formats of the files in a folder of several figures; empty if there is one figure, with
        a file for each format.
    invocation
        Options for calling the plot function, which override those of its registration.
    parameters
        All values of those parameters of the sweep whose values may have colors or ticks in the
        figure, by the name of their dimension.
    caption
        The comment above the plot in the plots file, as reStructuredText for Snakemake's report.
    universe_label
        Whether a figure says which universe it shows.
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
    parameters: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    universe_label: bool = False
    caption: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Return the function, the line in the plots file and the settings, as the report does."""
        from paraverse.base.digest import format_leaves

        sections = {**self.arguments, "helpers": self.helpers, "style": self.style}
        settings = list(format_leaves({key: value for key, value in sections.items() if value}))
        location = replace(self.where(), path=())
        text = "; ".join([f"{self.function} ({location})", *map(_without_escapes, settings)])
        return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}…"


def _without_escapes(line: str) -> str:
    return line.replace(r"\x7b", "{").replace(r"\x7d", "}")


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


@dataclass(frozen=True, kw_only=True)
class ParameterTableJob:
    """Write a table with a row for each universe.

    Attributes
    ----------
    parameters
        The names of the swept parameters, and of those that depend on them.
    scalars
        The paths of fields with one value in each universe.
    """

    parameters: tuple[str, ...]
    scalars: tuple[str, ...]
