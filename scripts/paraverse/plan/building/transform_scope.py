"""Select the part of a transformation that one job computes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from paraverse.jobs.transform import CombinedField
from paraverse.plan.reading.parsed_plot import ParsedPlot, is_field
from paraverse.transform.language.graph import Graph
from paraverse.transform.language.nodes import Node


@dataclass(frozen=True, kw_only=True)
class TransformScope:
    """The part of a plot's transformation that one job computes.

    Attributes
    ----------
    plot
        The plot to which the transformation belongs.
    fields
        All fields that the plot combines, by tag.
    graph
        The graph that the job computes.
    tags
        The tags that it computes.
    node_files
        The files of all nodes that other jobs compute, by the keys of the nodes.
    """

    plot: ParsedPlot
    fields: Mapping[str, CombinedField]
    graph: Graph
    tags: Sequence[str]
    node_files: Mapping[str, str]

    @cached_property
    def _needed(self) -> Sequence[Node]:
        return self.graph.nodes_for(self.tags, self.node_files)

    @cached_property
    def _computed(self) -> Sequence[Node]:
        """The nodes that the job computes, fields included."""
        return [node for node in self._needed if node.key not in self.node_files]

    @property
    def files_read(self) -> dict[str, str]:
        """The files of nodes that the job reads, by the keys of the nodes."""
        files = self.node_files
        return {node.key: files[node.key] for node in self._needed if node.key in files}

    @cached_property
    def combined_fields(self) -> dict[str, CombinedField]:
        """The fields that the job combines itself, by tag."""
        tags = {node.args[0] for node in self._computed if is_field(node)}
        return {tag: field for tag, field in self.fields.items() if tag in tags}

    @property
    def nodes(self) -> list[Node]:
        """The nodes that the job computes, also those of the fields that it combines."""
        of_fields = [node for tag in self.combined_fields for node in self.plot.fields[tag].nodes]
        return [*self._computed, *of_fields]

    @property
    def operations(self) -> list[str]:
        """The names of all operations that the job runs."""
        return sorted({node.operation for node in self.nodes if node.operation})

    @property
    def paths_read(self) -> Collection[str]:
        """The paths that the job reads from the data tree."""
        return self.graph.selected_paths(self.tags, self.node_files)
