"""From the configuration of a plot to its jobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paraverse.config.models import Config
from paraverse.config.plots import PlotConfig
from paraverse.digest import digest, leaves
from paraverse.errors import Problem, Where, suggest
from paraverse.jobs import CombinedField, Drawing, TransformJob, UniversePlotJob
from paraverse.load.entries import Entries
from paraverse.plan.check import Known, graph_problems, plot_problems, required_tags
from paraverse.plan.helpers import animation_config_problems, helper_names
from paraverse.plan.plan import MultiversePlot, Portion, UniversePlot, rule_name
from paraverse.plan.selection import FieldEntry, Selection, field_entries
from paraverse.plan.transformation import (
    all_places,
    option_problems,
    place_in,
    place_of_path,
    sections,
    selected,
    verbosity,
)
from paraverse.plan.universes import Batch
from paraverse.store import FORMAT
from paraverse.transform.graph import Graph
from paraverse.transform.placeholders import result_tags
from paraverse.versions import VERSIONS


@dataclass(frozen=True)
class _Reads:
    """What a plot reads of the data tree: universes by name, and whether what is of the sweep."""

    universes: frozenset[str]
    sweep: bool


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
        for path, keys in selected(graph, tags).items():
            self.used.setdefault(path or "*", place_of_path(plot, keys))
        chosen = self._selection.of_universe_plot(plot)
        drawing = self._drawing(plot)
        portions = []
        for batch in self._batches:
            drawn = [u for u in batch.universes if u.id in chosen]
            if drawn:
                names = tuple(universe.id for universe in drawn)
                extensions = self._extensions(plot)
                labels = tuple(self._selection.labels(u) for u in drawn for _ in extensions)
                figures = tuple(
                    f"results/figures/{plot.name}/{name}.{extension}"
                    for name in names
                    for extension in extensions
                )
                job = UniversePlotJob(
                    drawing, names, sections(plot), tags, self._modules, verbosity(plot)
                )
                rule = f"{rule_name(plot.name)}__{batch.name}"
                portions.append(Portion(rule, batch.store, figures, labels, job))
        tracked = (*self._data_tracked(plot, [graph], tags), *self._drawing_tracked(plot))
        rule = rule_name(plot.name)
        return UniversePlot(plot.name, rule, plot.swept, tuple(portions), tracked)

    def multiverse_plot(self, plot: PlotConfig) -> MultiversePlot:
        """Plan a plot of all universes, or of what belongs to the whole sweep."""
        self.problems += plot_problems(plot, self._known)
        entries = field_entries(plot, self.problems)
        fields = {entry.tag: self._selection.combined(plot, entry) for entry in entries}
        graphs = [self._graph(plot, fields)]
        for entry in entries:
            graphs += [self._field_graph(plot, entry), self._graph_after(plot, entry)]
        tags = self._tags(plot, graphs[0])
        cells = {name for combined in fields.values() for name in combined.cells}
        reads = self._reads(plot, selected(graphs[0], tags))
        stores = [
            batch.store
            for batch in self._batches
            if any(u.id in cells or u.id in reads.universes for u in batch.universes)
        ]
        job = TransformJob(
            plot.name,
            fields,
            sections(plot),
            tags,
            self._modules,
            all_places(plot),
            self._group,
            verbosity(plot),
            self._fingerprints(graphs[:1]),
        )
        return MultiversePlot(
            plot.name,
            rule_name(plot.name),
            plot.swept,
            tuple(stores),
            reads.sweep,
            f"results/data/{plot.name}.nc",
            tuple(f"results/figures/{plot.name}.{ext}" for ext in self._extensions(plot)),
            job,
            (*self._data_tracked(plot, graphs, tags), *_fields_tracked(fields)),
            self._drawing(plot),
            self._drawing_tracked(plot),
        )

    def _graph(self, plot: PlotConfig, given: Mapping[str, Any]) -> Graph:
        self.problems += option_problems(plot)
        where = place_in(plot)
        graph = Graph.of(**sections(plot), given=given, where=where)
        self.problems += graph_problems(where, graph, self._known)
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

    def _graph_after(self, plot: PlotConfig, entry: FieldEntry) -> Graph:
        """The graph that is run on the combined field."""

        def where(*keys: str | int) -> Where:
            return plot.where(*entry.after_at, *keys[3:])  # behind ("select", "field", "transform")

        selection = {"path": "field", "transform": entry.transform_after_combine}
        graph = Graph.of(select={"field": selection}, where=where)
        self.problems += graph_problems(where, graph, self._known)
        return graph

    def _reads(self, plot: PlotConfig, paths: Mapping[str, Sequence[str | int]]) -> _Reads:
        """What a plot reads of the data tree, and note the fields of universes that it does."""
        universes: set[str] = set()
        sweep = False
        ids = {u.key: u.id for batch in self._batches for u in batch.universes}
        for path, keys in paths.items():
            above, _, below = path.removeprefix(self._group).strip("/").partition("/")
            if path == self._group or path.startswith(f"{self._group}/"):
                if above and above not in ids:
                    message = f"There is no universe {above!r}. {suggest(above, ids)}"
                    self.problems.append(Problem(place_in(plot)(*keys), message))
                universes |= {ids[above]} if above in ids else set(ids.values())
                self.used.setdefault(below or "*", place_in(plot)(*keys))
            else:
                sweep = True
                if not path:
                    universes |= set(ids.values())
                    self.used.setdefault("*", place_in(plot)(*keys))
        return _Reads(frozenset(universes), sweep)

    @property
    def _group(self) -> str:
        return Entries.of(self._config.load).group or "universes"

    def _tags(self, plot: PlotConfig, graph: Graph) -> tuple[str, ...] | None:
        """The tags to compute; None for all."""
        chosen = plot.values.get("compute_only")
        if chosen == "all":
            return None
        chosen = [chosen] if isinstance(chosen, str) else chosen
        tags = tuple(chosen) if chosen else required_tags(plot, self._known)
        if tags is not None:
            tags = tuple(dict.fromkeys((*tags, *result_tags(plot.arguments()))))
        for tag in tags or ():
            if tag not in graph.tags and not graph.problems:
                hint = suggest(tag, graph.public_tags())
                key = "compute_only" if chosen else "transform"
                asks = "compute_only asks for" if chosen else f"{plot.values['plot_func']} needs"
                message = f"{asks} a result with the tag {tag!r}. {hint}"
                self.problems.append(Problem(plot.where(key), message))
        return tags

    def _drawing(self, plot: PlotConfig) -> Drawing:
        self.problems += animation_config_problems(plot, self._extensions(plot))
        return Drawing(
            plot.name,
            str(plot.values.get("plot_func")),
            plot.arguments(),
            plot.values.get("helpers") or {},
            plot.values.get("style") or {},
            self._known.own_plot_functions,
            all_places(plot),
            animation=plot.values.get("animation") or {},
            raise_exc=plot.values.get("raise_exc") is not False,
        )

    def _extensions(self, plot: PlotConfig) -> list[str]:
        found = plot.values.get("file_ext") or self._config.plot_defaults.default_ext
        return found if isinstance(found, list) else [found]

    def _data_tracked(
        self, plot: PlotConfig, graphs: Sequence[Graph], tags: Sequence[str] | None
    ) -> tuple[str, ...]:
        """What the data of a plot depend on, besides the universes."""
        return (
            f"transform {VERSIONS['transform']}, format {FORMAT}",
            f"tags = {tags}",
            *leaves(plot.data()),
            *(f"operation {name} {found}" for name, found in self._fingerprints(graphs).items()),
        )

    def _fingerprints(self, graphs: Sequence[Graph]) -> dict[str, str]:
        """The fingerprints of the operations that some graphs use."""
        names = sorted({name for graph in graphs for name in graph.operations()})
        prints = {name: self._known.operations.fingerprint(name) for name in names}
        return {name: found for name, found in prints.items() if found}

    def _drawing_tracked(self, plot: PlotConfig) -> tuple[str, ...]:
        """What a figure depends on, besides its data."""
        kind = str(plot.arguments().get("kind"))
        name = str(plot.values.get("plot_func"))
        helpers = plot.values.get("helpers") or {}
        style = plot.values.get("style") or {}
        return (
            f"plot {VERSIONS['plot']}",
            f"plot function {name} {self._known.plot_functions.fingerprint(name)}",
            f"kind {kind} {self._known.kinds.fingerprint(kind)}",
            *(f"helper {h} {self._known.helpers.fingerprint(h)}" for h in helper_names(helpers)),
            *leaves(plot.arguments()),
            f"order {digest({key: _order(value) for key, value in plot.arguments().items()})}",
            *leaves(helpers, "helpers"),
            *leaves(style, "style"),
            *_file_tracked("style.rc_file", style.get("rc_file")),
            *leaves(plot.values.get("animation") or {}, "animation"),
            f"raise_exc = {plot.values.get('raise_exc') is not False}",
        )


def _file_tracked(key: str, file: str | None) -> list[str]:
    path = Path(file or "").expanduser()
    return [f"{key} {digest(path.read_bytes())}"] if path.is_file() else []


def _fields_tracked(fields: Mapping[str, CombinedField]) -> list[str]:
    universes = [
        f"universes.{tag} = {len(f.cells)}, {digest(f.cells)}" for tag, f in fields.items()
    ]
    return [*universes, *leaves({tag: f.dimensions for tag, f in fields.items()}, "dimensions")]


def _order(value: Any) -> Any:
    """The keys of mappings in the order in which they stand, which may mean something."""
    if isinstance(value, Mapping):
        return [[str(key), _order(item)] for key, item in value.items()]
    return [_order(item) for item in value] if isinstance(value, list) else None
