"""From the configuration of a plot to its jobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from paraverse.config.models import Config
from paraverse.config.plots import PlotConfig
from paraverse.digest import digest, leaves
from paraverse.errors import Problem, Where, suggest
from paraverse.jobs import CombinedField, Drawing, Places, TransformJob, UniversePlotJob
from paraverse.plan.check import Known, graph_problems, plot_problems, required_tags
from paraverse.plan.plan import MultiversePlot, Portion, UniversePlot, rule_name
from paraverse.plan.selection import FieldEntry, Selection, field_entries
from paraverse.plan.universes import Batch
from paraverse.transform.graph import Graph
from paraverse.versions import VERSIONS


class PlotPlanner:
    """Plans plots, one by one.

    Parameters
    ----------
    config
        The configuration.
    known
        What plots can refer to.
    selection
        The universes to select from.
    batches
        The universes in portions.

    Attributes
    ----------
    problems
        What is wrong with the plots so far.
    used
        The fields that they select, each with a place where one does.
    """

    def __init__(
        self, config: Config, known: Known, selection: Selection, batches: Sequence[Batch]
    ) -> None:
        self._config = config
        self._known = known
        self._selection = selection
        self._batches = batches
        self.problems = selection.problems
        self.used: dict[str, Where] = {}

    @property
    def _modules(self) -> tuple[str, ...]:
        """Python files that register what transformations use."""
        return (*self._config.loaders, *self._config.operations)

    def universe_plot(self, plot: PlotConfig) -> UniversePlot:
        """Plan a plot of single universes."""
        self.problems += plot_problems(plot, self._known)
        graph = self._graph(plot, {})
        tags = self._tags(plot, graph)
        self._note_selected(plot, graph)
        selected = self._selection.of_universe_plot(plot)
        drawing = self._drawing(plot)
        portions = []
        for batch in self._batches:
            drawn = [u for u in batch.universes if u.id in selected]
            if drawn:
                names = tuple(universe.id for universe in drawn)
                extensions = self._extensions(plot)
                labels = tuple(self._selection.labels(u) for u in drawn for _ in extensions)
                figures = tuple(
                    f"results/figures/{plot.name}/{name}.{extension}"
                    for name in names
                    for extension in extensions
                )
                job = UniversePlotJob(drawing, names, _sections(plot), tags, self._modules)
                rule = f"{rule_name(plot.name)}__{batch.name}"
                portions.append(Portion(rule, batch.store, figures, labels, job))
        tracked = (*self._data_tracked(plot, [graph], tags), *self._drawing_tracked(plot))
        rule = rule_name(plot.name)
        return UniversePlot(plot.name, rule, plot.swept, tuple(portions), tracked)

    def multiverse_plot(self, plot: PlotConfig) -> MultiversePlot:
        """Plan a plot of all universes."""
        self.problems += plot_problems(plot, self._known)
        entries = field_entries(plot, self.problems)
        fields = {entry.tag: self._selection.combined(plot, entry) for entry in entries}
        graphs = [self._graph(plot, fields), *(self._field_graph(plot, e) for e in entries)]
        tags = self._tags(plot, graphs[0])
        cells = {name for combined in fields.values() for name in combined.cells}
        stores = [b.store for b in self._batches if any(u.id in cells for u in b.universes)]
        operations = self._modules
        job = TransformJob(plot.name, fields, _sections(plot), tags, operations, _places(plot))
        return MultiversePlot(
            plot.name,
            rule_name(plot.name),
            plot.swept,
            tuple(stores),
            f"results/data/{plot.name}.nc",
            tuple(f"results/figures/{plot.name}.{ext}" for ext in self._extensions(plot)),
            job,
            (*self._data_tracked(plot, graphs, tags), *_fields_tracked(fields)),
            self._drawing(plot),
            self._drawing_tracked(plot),
        )

    def _graph(self, plot: PlotConfig, given: Mapping[str, Any]) -> Graph:
        graph = Graph.of(**_sections(plot), given=given, where=plot.where)
        self.problems += graph_problems(plot.where, graph, self._known)
        return graph

    def _field_graph(self, plot: PlotConfig, entry: FieldEntry) -> Graph:
        """The graph that is run in each universe before combining."""

        def where(*keys: str | int) -> Where:
            return plot.where(*entry.at, *keys[2:])  # behind ("select", "field")

        self.used.setdefault(entry.path, where("select", "field", "path"))
        selection = {"path": entry.path, "transform": entry.transform}
        graph = Graph.of(select={"field": selection}, where=where)
        self.problems += graph_problems(where, graph, self._known)
        return graph

    def _note_selected(self, plot: PlotConfig, graph: Graph) -> None:
        for node in graph.operations().get("getitem", []):
            if node.path[:1] == ("select",):
                self.used.setdefault(str(node.args[1]), plot.where(*node.path, "path"))

    def _tags(self, plot: PlotConfig, graph: Graph) -> tuple[str, ...] | None:
        """The tags to compute; None for all."""
        chosen = plot.values.get("compute_only")
        tags = tuple(chosen) if isinstance(chosen, list) else required_tags(plot, self._known)
        for tag in tags or ():
            if tag not in graph.tags and not graph.problems:
                hint = suggest(tag, graph.public_tags())
                key = "compute_only" if chosen else "transform"
                asks = "compute_only asks for" if chosen else f"{plot.values['plot_func']} needs"
                message = f"{asks} a result with the tag {tag!r}. {hint}"
                self.problems.append(Problem(plot.where(key), message))
        return tags

    def _drawing(self, plot: PlotConfig) -> Drawing:
        return Drawing(
            plot.name,
            str(plot.values.get("plot_func")),
            plot.arguments(),
            plot.values.get("helpers") or {},
            plot.values.get("style") or {},
            tuple(self._config.plot_functions),
            _places(plot),
        )

    def _extensions(self, plot: PlotConfig) -> list[str]:
        found = plot.values.get("file_ext") or self._config.plot_defaults.default_ext
        return found if isinstance(found, list) else [found]

    def _data_tracked(
        self, plot: PlotConfig, graphs: Sequence[Graph], tags: Sequence[str] | None
    ) -> tuple[str, ...]:
        """What the data of a plot depend on, besides the universes."""
        names = sorted({name for graph in graphs for name in graph.operations()})
        prints = {name: self._known.operations.fingerprint(name) for name in names}
        return (
            f"transform {VERSIONS['transform']}",
            f"tags = {tags}",
            *leaves(plot.data()),
            *(f"operation {name} {found}" for name, found in prints.items() if found),
        )

    def _drawing_tracked(self, plot: PlotConfig) -> tuple[str, ...]:
        """What a figure depends on, besides its data."""
        name = str(plot.values.get("plot_func"))
        helpers = plot.values.get("helpers") or {}
        return (
            f"plot {VERSIONS['plot']}",
            f"plot function {name} {self._known.plot_functions.fingerprint(name)}",
            *(f"helper {h} {self._known.helpers.fingerprint(h)}" for h in helpers),
            *leaves(plot.arguments()),
            *leaves(helpers, "helpers"),
            *leaves(plot.values.get("style") or {}, "style"),
        )


def _fields_tracked(fields: Mapping[str, CombinedField]) -> list[str]:
    universes = [
        f"universes.{tag} = {len(f.cells)}, {digest(f.cells)}" for tag, f in fields.items()
    ]
    return [*universes, *leaves({tag: f.dimensions for tag, f in fields.items()}, "dimensions")]


def _sections(plot: PlotConfig) -> dict[str, Any]:
    sections = {key: plot.values.get(key) for key in ("select", "define", "transform")}
    return {key: value for key, value in sections.items() if value is not None}


def _places(plot: PlotConfig) -> Places:
    keys: set[tuple[str | int, ...]] = {()}
    for file, name in plot.origins:
        keys |= {path[1:] for path in file.lines if path[:1] == (name,)}
    return Places(plot.name, {path: plot.where(*path) for path in keys})
