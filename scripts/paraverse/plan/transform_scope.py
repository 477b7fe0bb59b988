"""What a plot shows, and what one job computes of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from paraverse.config.plots import PlotConfig
from paraverse.jobs import CombinedField
from paraverse.plan.node_jobs import is_field
from paraverse.transform.language.graph import Graph
from paraverse.transform.language.nodes import Node


@dataclass(frozen=True)
class PlotData:
    """What a plot shows, or a part of that.

    Attributes
    ----------
    plot
        The plot.
    graph
        Its transformation.
    tags
        The tags to compute; None for all public ones.
    fields
        The fields that it combines, by tag.
    field_nodes
        What is run on each of these, by tag: in each universe, and after combining.
    """

    plot: PlotConfig
    graph: Graph
    tags: tuple[str, ...] | None
    fields: Mapping[str, CombinedField]
    field_nodes: Mapping[str, Sequence[Node]]

    @property
    def wanted(self) -> Sequence[str]:
        """The tags to compute, as far as they exist."""
        tags = self.graph.public_tags() if self.tags is None else self.tags
        return [tag for tag in tags if tag in self.graph.tags]

    @property
    def is_sound(self) -> bool:
        """Whether it can be computed, as far as its configuration says."""
        return not self.graph.problems and all(tag in self.graph.tags for tag in self.tags or ())


@dataclass(frozen=True)
class Part:
    """What one job computes of what a plot shows.

    Attributes
    ----------
    data
        What the plot shows.
    graph
        Its transformation, with the tags to compute.
    wanted
        These tags.
    files
        The files of all nodes that other jobs compute, by the nodes' keys.
    """

    data: PlotData
    graph: Graph
    wanted: Sequence[str]
    files: Mapping[str, str]

    @cached_property
    def _needed(self) -> Sequence[Node]:
        return self.graph.nodes_for(self.wanted, self.files)

    @property
    def computed(self) -> Sequence[Node]:
        """The nodes that it computes, fields included."""
        return [node for node in self._needed if node.key not in self.files]

    @property
    def stored(self) -> dict[str, str]:
        """The files that it takes nodes from, by their keys."""
        return {node.key: self.files[node.key] for node in self._needed if node.key in self.files}

    @property
    def fields(self) -> dict[str, CombinedField]:
        """The fields that it combines, by tag."""
        names = {node.args[0] for node in self.computed if is_field(node)}
        return {tag: field for tag, field in self.data.fields.items() if tag in names}

    @property
    def operations(self) -> list[str]:
        """The operations that it uses, in the fields that it combines too."""
        inside = [node for tag in self.fields for node in self.data.field_nodes[tag]]
        return sorted({node.operation for node in (*self.computed, *inside) if node.operation})

    @property
    def read(self) -> Collection[str]:
        """The paths that it reads of the data tree."""
        return self.graph.selected_paths(self.wanted, self.files)
