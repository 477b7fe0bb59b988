"""A plot with its transformation as graphs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from paraverse.config.models import PlotDefaults
from paraverse.config.plots import PlotConfig
from paraverse.errors import KeyPath, Location, Problem, value_or_problems
from paraverse.plan.reading.field_entries import FieldEntry, read_field_entries
from paraverse.plan.reading.figure_options import FigureOptions, read_figure_options
from paraverse.plan.reading.plot_sections import section_locator, transform_sections
from paraverse.plan.reading.project_code import ProjectCode
from paraverse.plan.reading.read_sweep import Sweep
from paraverse.plan.reading.tags import computed_tags
from paraverse.plan.reading.universe_selection import select_subspace, select_universes
from paraverse.sweep.coordinates import Dimensions
from paraverse.transform.language.graph import Graph
from paraverse.transform.language.nodes import Node


@dataclass(frozen=True)
class LocatedGraph:
    """A graph, and the locations of its nodes in the configuration.

    Attributes
    ----------
    graph
        The graph.
    where
        Takes the key path of a node in the sections of the graph and returns its location.
    """

    graph: Graph
    where: Callable[..., Location]


@dataclass(frozen=True, kw_only=True)
class ParsedField:
    """A field that a multiverse plot combines.

    Attributes
    ----------
    entry
        Its entry in the plot.
    before
        The nodes that are run in each universe, before the arrays are combined.
    after
        The node that combines the arrays, if that is an operation, and the nodes that are run on
        the combined array.
    dimensions
        The values of each parameter dimension of the combined array; empty if the selection of
        universes is invalid.
    """

    entry: FieldEntry
    before: LocatedGraph
    after: LocatedGraph
    dimensions: Dimensions

    @property
    def nodes(self) -> list[Node]:
        """All nodes that are run on the field."""
        return [*self.before.graph.nodes, *self.after.graph.nodes]


@dataclass(frozen=True, kw_only=True)
class ParsedPlot:
    """A plot with its transformation as graphs and its defaults filled in.

    Attributes
    ----------
    config
        The plot, with its creator filled in.
    transformation
        The transformation of the plot.
    tags
        The tags to compute; None for all public ones.
    fields
        The fields that a multiverse plot combines, by tag; empty for a universe plot.
    universes
        The ids of the universes that a universe plot draws; empty for a multiverse plot, and if the
        selection is invalid.
    figure_options
        How the figures are stored, and defaults for drawing them.
    """

    config: PlotConfig
    transformation: LocatedGraph
    tags: tuple[str, ...] | None
    fields: Mapping[str, ParsedField]
    universes: frozenset[str]
    figure_options: FigureOptions

    @property
    def name(self) -> str:
        """The name of the plot."""
        return self.config.name

    @property
    def is_universe_plot(self) -> bool:
        """True for a plot of single universes."""
        return is_universe_plot(self.config)

    @property
    def graph(self) -> Graph:
        """The graph of the transformation."""
        return self.transformation.graph

    @property
    def graphs(self) -> list[LocatedGraph]:
        """The graphs of the transformation and of all fields."""
        of_fields = ((field.before, field.after) for field in self.fields.values())
        return [*(graph for graphs in of_fields for graph in graphs), self.transformation]

    @property
    def computed_tags(self) -> Sequence[str]:
        """The tags to compute, without those that do not exist."""
        tags = self.graph.public_tags() if self.tags is None else self.tags
        return [tag for tag in tags if tag in self.graph.tags]

    @cached_property
    def selected_paths(self) -> Mapping[str, KeyPath]:
        """The paths that are read from the data tree, and the keys that lead to their first use.

        Empty if the graph has problems, or if tags to compute do not exist.
        """
        if self.graph.problems or any(tag not in self.graph.tags for tag in self.tags or ()):
            return {}
        return self.graph.selected_paths(self.tags)


def is_universe_plot(plot: PlotConfig) -> bool:
    """Return whether a plot draws single universes.

    Parameters
    ----------
    plot
        The plot, with its creator filled in.

    Returns
    -------
    bool
        True if the creator is `universe`.
    """
    return bool(plot.values.get("creator") == "universe")


def is_field(node: Node) -> bool:
    """Return whether a node stands for a field that is combined before the transformation.

    Parameters
    ----------
    node
        A node of the transformation of a multiverse plot.

    Returns
    -------
    bool
        False for operations and for the data tree `dm`.
    """
    return not node.operation and node.args != ("dm",)


def parse_plot(
    plot: PlotConfig, code: ProjectCode, sweep: Sweep, defaults: PlotDefaults
) -> tuple[ParsedPlot, list[Problem]]:
    """Build the graphs of a plot, select its universes, and fill in its defaults.

    Parameters
    ----------
    plot
        The plot, with its creator filled in.
    code
        The plot functions, some of which require tags.
    sweep
        The universes from which the plot selects.
    defaults
        The defaults of all plots and of each creator.

    Returns
    -------
    ParsedPlot
        The plot. Problems in its transformation are attributes of the graphs.
    list of Problem
        What is wrong with its selections of universes.
    """
    is_universe = is_universe_plot(plot)
    universes: frozenset[str] | None = None
    problems: list[Problem] = []
    if is_universe:
        universes, problems = value_or_problems(partial(select_universes, plot, sweep))
    fields = {}
    for entry in () if is_universe else read_field_entries(plot):
        fields[entry.tag], of_field = _parse_field(plot, entry, sweep)
        problems += of_field
    where = section_locator(plot)
    inputs = {tag: field.entry.key for tag, field in fields.items()}
    graph = Graph.of(**transform_sections(plot), inputs=inputs, where=where)
    parsed = ParsedPlot(
        config=plot,
        transformation=LocatedGraph(graph, where),
        tags=computed_tags(plot, graph, code),
        fields=fields,
        universes=universes or frozenset(),
        figure_options=read_figure_options(plot, code, defaults),
    )
    return parsed, problems


def _parse_field(
    plot: PlotConfig, entry: FieldEntry, sweep: Sweep
) -> tuple[ParsedField, list[Problem]]:
    method = [entry.method] if entry.method else []
    before = {"path": entry.path, "transform": entry.transform}
    after = {"path": "field", "transform": [*method, *entry.transform_after_combine]}
    key_path = entry.key_paths["subspace"]
    dimensions, problems = value_or_problems(
        partial(select_subspace, plot, entry.subspace, key_path, sweep)
    )
    field = ParsedField(
        entry=entry,
        before=_graph_of_field(before, entry, _locator_before(plot, entry)),
        after=_graph_of_field(after, entry, _locator_after(plot, entry, len(method))),
        dimensions=dimensions or {},
    )
    return field, problems


def _locator_before(plot: PlotConfig, entry: FieldEntry) -> Callable[..., Location]:
    def where(*keys: str | int) -> Location:
        if keys[:1] != ("select",):
            return section_locator(plot)(*keys)
        return plot.where(*entry.key_paths["entry"], *keys[2:])  # after ("select", "field")

    return where


def _locator_after(
    plot: PlotConfig, entry: FieldEntry, method_count: int
) -> Callable[..., Location]:
    """Return a function that locates nodes, the first `method_count` of which are the method."""
    after_path = entry.key_paths["transform_after_combine"]

    def where(*keys: str | int) -> Location:
        if keys[:1] != ("select",):
            return section_locator(plot)(*keys)
        match keys[3:]:  # after ("select", "field", "transform")
            case (int(index), *_) if index < method_count:
                return plot.where(*entry.key_paths["combination_method"])
            case (int(index), *inside):
                return plot.where(*after_path, index - method_count, *inside)
        return plot.where(*after_path)

    return where


def _graph_of_field(
    selection: Mapping[str, object], entry: FieldEntry, where: Callable[..., Location]
) -> LocatedGraph:
    graph = Graph.of(select={"field": selection}, where=where, **entry.sections)
    return LocatedGraph(graph, where)
