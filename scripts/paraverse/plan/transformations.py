"""From the configuration of plots to the jobs that compute the data behind their figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from paraverse.base.digest import digest, format_leaves
from paraverse.base.versions import VERSIONS
from paraverse.config.models import Config
from paraverse.config.plots import PlotConfig
from paraverse.errors import Location, Problem, suggest
from paraverse.jobs import NODE, TransformJob
from paraverse.plan.checks.operations import graph_problems
from paraverse.plan.node_jobs import is_field, shared_nodes
from paraverse.plan.project_code import ProjectCode, is_builtin
from paraverse.plan.rules import Transformation, data_file, rule_name
from paraverse.plan.selection import FieldEntry, Selection, field_entries
from paraverse.plan.tags import tags_of
from paraverse.plan.transform_scope import Part, PlotData
from paraverse.plan.transformation import (
    all_places,
    option_problems,
    place_in,
    place_of_path,
    sections,
    verbosity,
)
from paraverse.store import FORMAT
from paraverse.sweep.batches import Batch
from paraverse.sweep.load_entries import LoadEntries
from paraverse.transform.language.graph import Graph
from paraverse.transform.language.nodes import Node


class DataPlanner:
    """Plans what plots show, one by one, and then the jobs for all of it.

    Parameters
    ----------
    config
        The configuration.
    entries
        The entries of its `load` section.
    known
        What plots can refer to.
    selection
        The universes to select from.
    batches
        The universes in portions.

    Attributes
    ----------
    problems
        What is wrong so far.
    used
        The fields that are selected, each with a place where one is.
    """

    def __init__(
        self,
        config: Config,
        entries: LoadEntries,
        known: ProjectCode,
        selection: Selection,
        batches: Sequence[Batch],
    ) -> None:
        self._config = config
        self._known = known
        self._selection = selection
        self._batches = batches
        self._ids = {u.key: u.id for batch in batches for u in batch.universes}
        self._group = entries.universe_group
        self.problems = selection.problems
        self.used: dict[str, Location] = {}

    @property
    def modules(self) -> tuple[str, ...]:
        """Python files that register what transformations use."""
        return (*self._config.loaders, *self._config.operations)

    def of_universes(self, plot: PlotConfig) -> PlotData:
        """Return what a plot shows of each universe."""
        graph = self._graph(plot, {})
        data = PlotData(plot, graph, tags_of(plot, graph, self._known, self.problems), {}, {})
        if data.is_sound:
            for path, keys in graph.selected_paths(data.tags).items():
                self.used.setdefault(path or "*", place_of_path(plot, keys))
        if _takes_universe(plot, self._known):
            self.used.setdefault("*", plot.where("plot_func"))
        return data

    def of_multiverse(self, plot: PlotConfig) -> PlotData:
        """Return what a plot shows of all universes, or of what belongs to the whole sweep."""
        entries = field_entries(plot, self.problems)
        fields = {entry.tag: self._selection.combined(plot, entry) for entry in entries}
        graph = self._graph(plot, {tag: field.key for tag, field in fields.items()})
        nodes = {e.tag: self._field_nodes(plot, e) + self._nodes_after(plot, e) for e in entries}
        data = PlotData(
            plot, graph, tags_of(plot, graph, self._known, self.problems), fields, nodes
        )
        if data.is_sound:
            self._note_reads(data)
        return data

    def transformations(self, plots: Sequence[PlotData]) -> list[Transformation]:
        """Return the jobs for all that multiverse plots show.

        What several plots need, and what users mark, has jobs of its own. What is not sound has
        none.
        """
        sound = [data for data in plots if data.is_sound]
        shared = shared_nodes(sound)
        files = {key: f"results/nodes/{_node_name(data, key)}.nc" for key, data in shared.items()}
        nodes = [self._of_node(data, key, files) for key, data in shared.items()]
        return [*nodes, *(self._of_plot(data, files) for data in sound)]

    def tracked(self, data: PlotData) -> tuple[str, ...]:
        """Return what the data of a plot depend on, besides the universes and files of nodes."""
        return (
            self._tracked_of_plot(Part(data, data.graph, data.wanted, {})) if data.is_sound else ()
        )

    def _of_plot(self, data: PlotData, files: Mapping[str, str]) -> Transformation:
        part = Part(data, data.graph, data.wanted, files)
        name = data.plot.name
        return Transformation(
            rule=f"transform__{rule_name(name)}",
            message=f"Transforming the data of {name}",
            **self._inputs(part),
            data=data_file(name),
            log=f"logs/transform/{name}.log",
            job=self._job(part, None),
            rerun_if=self._tracked_of_plot(part),
        )

    def _of_node(self, data: PlotData, key: str, files: Mapping[str, str]) -> Transformation:
        others = {other: file for other, file in files.items() if other != key}
        part = Part(data, data.graph.restrict_to(key, NODE), [NODE], others)
        name = PurePosixPath(files[key]).stem
        return Transformation(
            rule=f"node__{name}",
            message=f"Computing {name}, for the plots that need it",
            **self._inputs(part),
            data=files[key],
            log=f"logs/nodes/{name}.log",
            job=self._job(part, key),
            rerun_if=self._tracked(part),  # what the configuration says is in the file's name
        )

    def _job(self, part: Part, node: str | None) -> TransformJob:
        plot = part.data.plot
        return TransformJob(
            plot.name,
            part.data.fields,
            sections(plot),
            part.data.tags,
            self.modules,
            all_places(plot),
            self._group,
            verbosity(plot),
            self._fingerprints(part),
            part.stored,
            node,
        )

    def _inputs(self, part: Part) -> dict[str, Any]:
        """The stores and the files of nodes that a job reads, and whether it reads the sweep's."""
        universes = {name for field in part.fields.values() for name in field.grid_indices}
        sweep = False
        for path in part.read:
            universe, _ = self._in_group(path)
            if universe is None:
                sweep = True
            if universe is None and path:
                continue
            one = self._ids.get(universe or "")
            universes |= set(self._ids.values()) if one is None else {one}
        stores = (b.store for b in self._batches if any(u.id in universes for u in b.universes))
        nodes = tuple(sorted(part.stored.values()))
        return {"stores": tuple(stores), "nodes": nodes, "reads_sweep": sweep}

    def _in_group(self, path: str) -> tuple[str | None, str]:
        """The universe, "" for all, and the path in it of what is read; None if it is in none."""
        if path != self._group and not path.startswith(f"{self._group}/"):
            return None, ""
        universe, _, field = path.removeprefix(self._group).strip("/").partition("/")
        return universe, field

    def _note_reads(self, data: PlotData) -> None:
        """Note the fields of universes that are read of the data tree."""
        for path, keys in data.graph.selected_paths(data.tags).items():
            universe, field = self._in_group(path)
            if universe and universe not in self._ids:
                message = f"There is no universe {universe!r}. {suggest(universe, self._ids)}"
                self.problems.append(Problem(place_in(data.plot)(*keys), message))
            if universe is not None or not path:
                self.used.setdefault(field or "*", place_in(data.plot)(*keys))

    def _tracked_of_plot(self, part: Part) -> tuple[str, ...]:
        data = part.data
        return (*self._tracked(part), f"tags = {data.tags}", *format_leaves(data.plot.data()))

    def _tracked(self, part: Part) -> tuple[str, ...]:
        prints = self._fingerprints(part)
        dimensions = {tag: field.dimensions for tag, field in part.fields.items()}
        return (
            f"transform {VERSIONS['transform']}, format {FORMAT}",
            *(f"operation {name} {found}" for name, found in prints.items()),
            *(f"universes.{tag} = {len(field.grid_indices)}, {digest(field.grid_indices)}"
              for tag, field in part.fields.items()),
            *format_leaves(dimensions, "dimensions"),
        )  # fmt: skip

    def _fingerprints(self, part: Part) -> dict[str, str]:
        prints = {name: self._known.operations.fingerprint(name) for name in part.operations}
        return {name: found for name, found in prints.items() if found}

    def _graph(self, plot: PlotConfig, given: Mapping[str, Any]) -> Graph:
        self.problems += option_problems(plot)
        where = place_in(plot)
        graph = Graph.of(**sections(plot), inputs=given, where=where)
        self.problems += graph_problems(where, graph, self._known)
        return graph

    def _field_nodes(self, plot: PlotConfig, entry: FieldEntry) -> list[Node]:
        """The nodes that are run in each universe before combining."""

        def where(*keys: str | int) -> Location:
            if keys[:1] != ("select",):
                return place_in(plot)(*keys)
            return plot.where(*entry.at, *keys[2:])  # behind ("select", "field")

        self.used.setdefault(entry.path, where("select", "field", "path"))
        selection = {"path": entry.path, "transform": entry.transform}
        graph = Graph.of(select={"field": selection}, where=where, **entry.sections)
        self.problems += graph_problems(where, graph, self._known)
        return list(graph.nodes)

    def _nodes_after(self, plot: PlotConfig, entry: FieldEntry) -> list[Node]:
        """The nodes that combine the field, if these are any, and those run on it afterwards."""
        method = [entry.method] if entry.method else []

        def where(*keys: str | int) -> Location:
            if keys[:1] != ("select",):
                return place_in(plot)(*keys)
            match keys[3:]:  # behind ("select", "field", "transform")
                case (int(index), *_) if index < len(method):
                    return plot.where(*entry.method_at)
                case (int(index), *inside):
                    return plot.where(*entry.after_at, index - len(method), *inside)
            return plot.where(*entry.after_at)

        selection = {"path": "field", "transform": [*method, *entry.transform_after_combine]}
        graph = Graph.of(select={"field": selection}, where=where, **entry.sections)
        self.problems += graph_problems(where, graph, self._known)
        return list(graph.nodes)


def _takes_universe(plot: PlotConfig, code: ProjectCode) -> bool:
    """Return whether a plot function may read anything in a universe, as nothing is selected."""
    function = code.plot_function(plot)
    is_own = function is None or not is_builtin(function)
    return is_own and not any(plot.values.get(key) for key in ("select", "transform", "define"))


def _node_name(data: PlotData, key: str) -> str:
    """A name for the file of a node: what people call it, and digits that tell it from others."""
    number = data.graph.numbers_by_key()[key]
    node = data.graph.nodes[number]
    tags = [tag for tag, tagged in data.graph.tags.items() if tagged == number]
    name = data.fields[node.args[0]].path if is_field(node) else (tags or [node.operation])[0]
    readable = re.sub(r"[^\w+~-]+", ".", name).strip(".") or "node"
    return f"{readable}-{key[:8]}"
