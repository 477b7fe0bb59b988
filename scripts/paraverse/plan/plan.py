"""The plan: from the validated configuration to the jobs, as plain data.

The rules only render it, so everything can be tested without Snakemake. It is made whenever the
Snakefile is parsed, also by each cluster job: nothing heavy is imported here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from paraverse.plan.check import UNIVERSES, Known, graph_problems, plot_problems, required_tags
from paraverse.config.models import Config
from paraverse.config.plots import PlotConfig, read_plots
from paraverse.config.read import ConfigFiles, read_config
from paraverse.digest import digest, leaves
from paraverse.errors import ConfigError, Problem, suggest
from paraverse.fingerprint import file_fingerprint
from paraverse.jobs import (
    CombinedField,
    ConvertJob,
    Drawing,
    Places,
    SimulateJob,
    TransformJob,
    UniverseFiles,
    UniversePlotJob,
)
from paraverse.load.fields import Wanted
from paraverse.load.files import is_of_universe, target_field
from paraverse.simulate import stale_folders
from paraverse.space import OutsideSpaceError, Space
from paraverse.transform.graph import Graph
from paraverse.plan.universes import (
    Batch,
    batch_size,
    batches,
    existing_universes,
    loader_options,
    read_space,
    simulated_universes,
)

VERSIONS = {"convert": 1, "transform": 1, "plot": 1}
"""Versions of what the scripts make: raised when a change to this package changes results."""

RULES = ("all", "clean", "convert", "simulate", "transform", "write_parameter_space")
"""Names of rules, which plots cannot have."""

COMBINE_KEYS = ("fields", "subspace", "base_path")
FIELD_KEYS = ("path", "transform", "subspace")


@dataclass(frozen=True)
class MultiversePlot:
    """A plot of all universes: one transformation, one figure."""

    name: str
    rule: str
    stores: tuple[str, ...]
    data: str
    figure: str
    transform: TransformJob
    transform_tracked: tuple[str, ...]
    drawing: Drawing
    tracked: tuple[str, ...]


@dataclass(frozen=True)
class Portion:
    """The figures of a universe plot for one batch."""

    rule: str
    store: str
    figures: tuple[str, ...]
    job: UniversePlotJob


@dataclass(frozen=True)
class UniversePlot:
    """A plot of single universes: a figure for each."""

    name: str
    rule: str
    portions: tuple[Portion, ...]
    tracked: tuple[str, ...]

    @property
    def figures(self) -> list[str]:
        """All its figures."""
        return [figure for portion in self.portions for figure in portion.figures]


@dataclass(frozen=True)
class Plan:
    """All jobs of a project.

    Attributes
    ----------
    config
        The configuration.
    space
        The parameter space, if there is one.
    batches
        The universes, in the portions that one job handles.
    wanted
        The fields to store.
    multiverse_plots, universe_plots
        The plots.
    """

    config: Config
    space: Space | None
    batches: tuple[Batch, ...]
    wanted: Wanted
    multiverse_plots: tuple[MultiversePlot, ...]
    universe_plots: tuple[UniversePlot, ...]
    _universes: Mapping[str, UniverseFiles] = field(repr=False)

    @property
    def figures(self) -> list[str]:
        """All figures."""
        of_universes = [figure for plot in self.universe_plots for figure in plot.figures]
        return [plot.figure for plot in self.multiverse_plots] + of_universes

    @property
    def data_dir(self) -> str:
        """The folder of the universes."""
        return self.config.data_dir.rstrip("/")

    @property
    def parameter_space_file(self) -> list[str]:
        """The file that describes the sweep beside its universes, if they are simulated."""
        return [f"{self.data_dir}/pspace.yml"] if self.config.simulate else []

    def simulate_outputs(self) -> list[str]:
        """Return the files of a universe, with the wildcard `universe`."""
        assert self.config.simulate is not None
        return [f"{self.data_dir}/{{universe}}/{name}" for name in self.config.simulate.outputs]

    @property
    def simulate_inputs(self) -> list[str]:
        """Files that all universes depend on."""
        return list(self.config.simulate.depends_on) if self.config.simulate else []

    def stale_folders(self) -> list[str]:
        """Folders that `simulate` made for points that are no longer in the space."""
        return [str(path) for path in stale_folders(self.data_dir, self._universes)]

    def simulate_job(self, universe: str) -> SimulateJob:
        """Return what simulating a universe takes."""
        assert self.config.simulate is not None and self.space is not None
        values = self._universes[universe].values
        assert values is not None
        return SimulateJob(
            universe,
            self.space.parameters(values),
            f"{self.data_dir}/{universe}",
            self.config.simulate.script,
            self.config.simulate.command,
            tuple(self.config.simulate.outputs),
        )

    @cached_property
    def simulate_tracked(self) -> tuple[str, ...]:
        """What all universes depend on, besides the values in their names."""
        assert self.config.simulate is not None and self.space is not None
        simulate = self.config.simulate
        program = (
            f"script {simulate.script} {file_fingerprint(simulate.script)}"
            if simulate.script
            else f"command {simulate.command!r}".replace("{", "(").replace("}", ")")
        )
        return (program, *leaves(self.space.constant_parameters(), "parameters"))

    @cached_property
    def _batches_by_name(self) -> dict[str, Batch]:
        return {batch.name: batch for batch in self.batches}

    def convert_inputs(self, batch: str) -> list[str]:
        """Return the files of a batch's universes."""
        universes = self._batches_by_name[batch].universes
        return [file.path for universe in universes for file in universe.files]

    def convert_job(self, batch: str) -> ConvertJob:
        """Return what converting a batch takes."""
        dimensions = tuple(self.space.dimensions) if self.space else ()
        return ConvertJob(self._batches_by_name[batch].universes, dimensions, self.wanted)

    def convert_tracked(self, batch: str) -> list[str]:
        """Return what a batch depends on, besides its universes' files."""
        universes = self._batches_by_name[batch].universes
        places = [(u.id, u.key, u.values) for u in universes]
        loaders = {
            name: [entry.loader, entry.target_path, loader_options(entry)]
            for name, entry in self.config.load.items()
            if entry.enabled and is_of_universe(entry)
        }
        return [
            f"format {VERSIONS['convert']}",
            f"fields = {self.wanted.patterns}",
            f"universes = {len(universes)}, {digest(places)}",
            *leaves(loaders, "load"),
        ]


def make_plan(
    values: Mapping[str, Any],
    files: Sequence[str] = ("config/config.yaml",),
    *,
    thorough: bool = True,
) -> Plan:
    """Make the plan of the project in the working directory.

    Parameters
    ----------
    values
        The merged configuration, as Snakemake gives it.
    files
        The files that it was read from, to find lines in.
    thorough
        Whether to look into the universes' files for the fields that plots select; jobs that
        the main process has started do without.

    Raises
    ------
    ConfigError
        With everything that is wrong with the configuration.
    """
    config, sources, problems = read_config(values, files)
    if config is None:
        raise ConfigError(problems)
    return _Planner(config, sources, problems).plan(thorough)


class _Planner:
    def __init__(self, config: Config, sources: ConfigFiles, problems: list[Problem]) -> None:
        self.config = config
        self.sources = sources
        self.problems = problems
        self.space: Space | None = None
        self.universes: list[UniverseFiles] = []
        self.batches: list[Batch] = []
        self.used: dict[str, PlotConfig] = {}
        self.known: Known | None = None

    def plan(self, thorough: bool) -> Plan:
        config = self.config
        self._find_universes()
        plots, problems = read_plots(
            config.plots, config.base_plots, self.sources.where("plots")
        )
        self.problems += problems
        self.known = self._try(lambda: Known(config.operations, config.plot_functions), None)
        multiverse, universe = [], []
        for plot in plots if self.known else []:
            if plot.values.get("creator") == "universe":
                universe.append(self._universe_plot(plot))
            else:
                multiverse.append(self._multiverse_plot(plot))
        self._check_names(plots)
        if thorough:
            self._check_fields()
        if self.problems:
            raise ConfigError(self.problems)
        return Plan(
            config,
            self.space,
            tuple(self.batches),
            self._wanted(),
            tuple(plot for plot in multiverse if plot),
            tuple(plot for plot in universe if plot),
            {universe.id: universe for universe in self.universes},
        )

    def _try(self, make: Any, otherwise: Any) -> Any:
        try:
            return make()
        except ConfigError as error:
            self.problems += error.problems
            return otherwise

    # --- universes

    def _find_universes(self) -> None:
        config = self.config
        if not any(is_of_universe(entry) for entry in config.load.values()):
            message = (
                "No entry loads files of universes: give one a `path_regex` and a `target_path` "
                "with `{match:}`, such as `simulations/{match:}/data`."
            )
            self.problems.append(Problem(self.sources.where("load"), message))
            return
        if config.simulate:
            self.space = self._try(lambda: read_space(config.simulate.parameter_space), None)
            if config.simulate.script:
                self._try(lambda: file_fingerprint(config.simulate.script), None)
            if self.space:
                self.universes = self._try(lambda: simulated_universes(config, self.space), [])
        else:
            self.universes, self.space = self._try(lambda: existing_universes(config), ([], None))
        if not self.universes and not self.problems:
            globs = [g for e in config.load.values() if is_of_universe(e) for g in e.glob_str]
            message = (
                f"No universe is found in {config.data_dir!r}: no file there matches "
                f"{' or '.join(map(repr, globs))}."
            )
            self.problems.append(Problem(self.sources.where("data_dir"), message))
        size = config.convert.batch_size
        count = len(self.universes)
        self.batches = batches(self.universes, batch_size(count) if size == "auto" else size)

    # --- plots

    def _universe_plot(self, plot: PlotConfig) -> UniversePlot | None:
        assert self.known is not None
        problems = list(plot_problems(plot, self.known))
        graph = self._graph(plot, (), problems)
        tags = self._tags(plot, graph, problems)
        selected = self._selected(plot, problems)
        self.problems += problems
        if problems:
            return None
        drawing = self._drawing(plot)
        sections = _sections(plot)
        job = (sections, tags, tuple(self.config.operations))
        extension = self._extension(plot)
        rule = _rule_name(plot.name)
        portions = []
        for batch in self.batches:
            names = tuple(u.id for u in batch.universes if u.id in selected)
            if names:
                figures = tuple(f"results/figures/{plot.name}/{name}.{extension}" for name in names)
                portions.append(
                    Portion(
                        f"{rule}__{batch.name}",
                        _store(batch),
                        figures,
                        UniversePlotJob(drawing, names, *job),
                    )
                )
        tracked = (*self._data_tracked(plot, graph, tags), *self._drawing_tracked(plot))
        return UniversePlot(plot.name, rule, tuple(portions), tracked)

    def _multiverse_plot(self, plot: PlotConfig) -> MultiversePlot | None:
        assert self.known is not None
        problems = list(plot_problems(plot, self.known))
        fields = self._fields(plot, problems)
        graph = self._graph(plot, fields, problems)
        tags = self._tags(plot, graph, problems)
        self.problems += problems
        if problems:
            return None
        cells = {name for combined in fields.values() for name in combined.cells}
        job = TransformJob(
            plot.name,
            fields,
            _sections(plot),
            tags,
            tuple(self.config.operations),
            _places(plot),
        )
        universes = [
            f"universes.{tag} = {len(f.cells)}, {digest(f.cells)}" for tag, f in fields.items()
        ]
        dimensions = leaves({tag: f.dimensions for tag, f in fields.items()}, "dimensions")
        return MultiversePlot(
            plot.name,
            _rule_name(plot.name),
            tuple(_store(b) for b in self.batches if any(u.id in cells for u in b.universes)),
            f"results/data/{plot.name}.nc",
            f"results/figures/{plot.name}.{self._extension(plot)}",
            job,
            (*self._data_tracked(plot, graph, tags), *universes, *dimensions),
            self._drawing(plot),
            self._drawing_tracked(plot),
        )

    def _graph(self, plot: PlotConfig, given: Iterable[str], problems: list[Problem]) -> Graph:
        assert self.known is not None
        graph = Graph.of(**_sections(plot), given=given, where=plot.where)
        problems += graph_problems(plot, graph, self.known)
        for node in graph.operations().get("getitem", []):
            if node.path[:1] == ("select",) and plot.values.get("creator") == "universe":
                self.used.setdefault(str(node.args[1]), plot)
        return graph

    def _tags(
        self, plot: PlotConfig, graph: Graph, problems: list[Problem]
    ) -> tuple[str, ...] | None:
        assert self.known is not None
        chosen = plot.values.get("compute_only")
        tags = tuple(chosen) if isinstance(chosen, list) else required_tags(plot, self.known)
        for tag in tags or ():
            if tag not in graph.tags and not graph.problems:
                hint = suggest(tag, graph.public_tags())
                message = f"{plot.values['plot_func']} needs a result with the tag {tag!r}. {hint}"
                problems.append(Problem(plot.where("transform"), message))
        return tags

    def _selected(self, plot: PlotConfig, problems: list[Problem]) -> set[str]:
        """The universes of a universe plot, as dantro's `universes` says."""
        names = [universe.id for universe in self.universes]
        match plot.values.get("universes"):
            case "all":
                return set(names)
            case "first" | "single":
                return set(names[:1])
            case "last":
                return set(names[-1:])
            case list() as wanted:
                by_name = {u.id: u.id for u in self.universes} | {u.key: u.id for u in self.universes}
                for name in wanted:
                    if str(name) not in by_name:
                        message = f"There is no universe {name!r}. {suggest(name, by_name)}"
                        problems.append(Problem(plot.where("universes"), message))
                return {by_name[str(name)] for name in wanted if str(name) in by_name}
            case Mapping() as subspace:
                dimensions = self._subspace(plot, subspace, ("universes",), problems)
                return set(self._cells(dimensions))
            case found:
                missing = "The key 'universes' is missing." if found is None else f"Found {found!r}."
                message = (
                    f"{missing} Allowed: {', '.join(UNIVERSES)}, a list of universes, or values "
                    "of parameters, such as {seed: [0, 1]}."
                )
                problems.append(Problem(plot.where("universes"), message))
                return set()

    # --- fields of the multiverse

    def _fields(self, plot: PlotConfig, problems: list[Problem]) -> dict[str, CombinedField]:
        where = "select_and_combine"
        section = plot.values.get(where) or {}
        if not isinstance(section, Mapping):
            problems.append(Problem(plot.where(where), "Takes a mapping with 'fields'."))
            return {}
        _check_keys(plot, section, COMBINE_KEYS, (where,), problems)
        fields = section.get("fields") or {}
        if not isinstance(fields, Mapping):
            problems.append(Problem(plot.where(where, "fields"), "Takes a mapping from tags."))
            return {}
        combined = {}
        for tag, entry in fields.items():
            at = (where, "fields", tag)
            entry = {"path": entry} if isinstance(entry, str) else entry
            if not isinstance(entry, Mapping) or not isinstance(entry.get("path"), str):
                message = "Takes the path of a field, or a mapping with 'path'."
                problems.append(Problem(plot.where(*at), message))
                continue
            _check_keys(plot, entry, FIELD_KEYS, at, problems)
            path = "/".join(filter(None, (section.get("base_path"), entry["path"])))
            self.used.setdefault(path, plot)
            own = "subspace" in entry
            subspace = entry["subspace"] if own else section.get("subspace")
            place = (*at, "subspace") if own else (where, "subspace")
            dimensions = self._subspace(plot, subspace or {}, place, problems)
            transform = entry.get("transform") or []
            self._check_field_transform(plot, path, transform, at, problems)
            combined[tag] = CombinedField(path, transform, dimensions, self._cells(dimensions))
        return combined

    def _check_field_transform(
        self,
        plot: PlotConfig,
        path: str,
        transform: Any,
        at: tuple[str | int, ...],
        problems: list[Problem],
    ) -> None:
        assert self.known is not None
        graph = Graph.of(
            select={"field": {"path": path, "transform": transform}},
            where=lambda *keys: plot.where(*at, *keys[2:]),
        )
        problems += graph.problems
        for name, nodes in graph.operations().items():
            message = self.known.operation_problem(name, nodes)
            if message:
                problems += (Problem(plot.where(*at, *n.path[2:]), message) for n in nodes)

    def _subspace(
        self,
        plot: PlotConfig,
        selection: Any,
        at: tuple[str | int, ...],
        problems: list[Problem],
    ) -> Mapping[str, tuple[Any, ...]]:
        if self.space is None:
            if self.universes and not self.problems:
                message = (
                    "There is no parameter space to place the universes in: let an entry of `load` "
                    "read it, with `loader: yaml_to_object` (dantro's `pspace.yml`)."
                )
                problems.append(Problem(plot.where(at[0]), message))
            return {}
        if not isinstance(selection, Mapping):
            problems.append(Problem(plot.where(*at), "Takes a mapping from dimensions to values."))
            return self.space.dimensions
        try:
            return self.space.subspace(selection)
        except OutsideSpaceError as error:
            name = next((n for n in selection if f"{n!r}" in str(error)), None)
            place = (*at, name) if name is not None else at
            problems.append(Problem(plot.where(*place), str(error)))
            return self.space.dimensions

    def _cells(self, dimensions: Mapping[str, tuple[Any, ...]]) -> dict[str, tuple[int, ...]]:
        """Where each universe belongs in an array over some dimensions."""
        positions = [
            {_hashable(value): i for i, value in enumerate(values)}
            for values in dimensions.values()
        ]
        cells = {}
        for universe in self.universes:
            if universe.values is None:
                continue
            cell = [
                position.get(_hashable(value))
                for position, value in zip(positions, universe.values, strict=True)
            ]
            if None not in cell:
                cells[universe.id] = tuple(i for i in cell if i is not None)
        return cells

    # --- checks over all plots

    def _check_names(self, plots: Sequence[PlotConfig]) -> None:
        seen: dict[str, str] = {}
        for plot in plots:
            rule = _rule_name(plot.name)
            if rule in RULES:
                message = f"{plot.name!r} is the name of a rule; name the plot otherwise."
                self.problems.append(Problem(plot.where(), message))
            elif rule in seen:
                message = f"{plot.name!r} and {seen[rule]!r} would be the same target {rule!r}."
                self.problems.append(Problem(plot.where(), message))
            if not re.fullmatch(r"[\w.+-]+(/[\w.+-]+)*", plot.name):
                message = (
                    f"{plot.name!r} cannot name files: letters, digits and _ . + - are possible, "
                    "and / between folders."
                )
                self.problems.append(Problem(plot.where(), message))
            seen[rule] = plot.name

    def _check_fields(self) -> None:
        """Find fields that no universe has, as far as there are universes already."""
        targets = {
            target_field(entry): entry.loader
            for entry in self.config.load.values()
            if entry.enabled and is_of_universe(entry)
        }
        for path, plot in self.used.items():
            place = next(
                (plot.where(*keys) for keys in _places_of(plot, path)), plot.where()
            )
            target = next((t for t in targets if path == t or path.startswith(f"{t}/")), None)
            if target is None:
                hint = suggest(path, targets)
                message = f"No universe has {path!r}: `load` puts nothing there. {hint}"
                self.problems.append(Problem(place, message))
            elif targets[target] == "hdf5" and path != target:
                names = self._names_without(target, path.removeprefix(f"{target}/"))
                if names:
                    hint = suggest(path, (f"{target}/{name}" for name in names))
                    self.problems.append(Problem(place, f"No universe has {path!r}. {hint}"))

    def _names_without(self, target: str, inside: str) -> set[str]:
        """The names in all universes' HDF5 files, if the one sought is not among them."""
        from paraverse.load.hdf5 import field_names, has_field

        names: set[str] = set()
        for universe in self.universes:
            for file in universe.files:
                if file.target == target and Path(file.path).is_file():
                    try:
                        if has_field(file.path, inside):
                            return set()
                        names.update(field_names(file.path))
                    except OSError:
                        continue
        return names

    def _wanted(self) -> Wanted:
        chosen = self.config.convert.fields
        if chosen == "all":
            return Wanted()
        texts = [
            target_field(entry)
            for entry in self.config.load.values()
            if entry.enabled and is_of_universe(entry) and entry.loader != "hdf5"
        ]
        patterns = chosen if isinstance(chosen, list) else []
        return Wanted(tuple(sorted({*self.used, *texts, *patterns})))

    # --- drawing, and what results depend on

    def _drawing(self, plot: PlotConfig) -> Drawing:
        return Drawing(
            plot.name,
            str(plot.values["plot_func"]),
            plot.arguments(),
            plot.values.get("helpers") or {},
            plot.values.get("style") or {},
            tuple(self.config.plot_functions),
            _places(plot),
        )

    def _extension(self, plot: PlotConfig) -> str:
        return plot.values.get("file_ext") or self.config.plot_defaults.default_ext

    def _data_tracked(
        self, plot: PlotConfig, graph: Graph, tags: Sequence[str] | None
    ) -> tuple[str, ...]:
        assert self.known is not None
        operations = set(graph.operations())
        fields = (plot.values.get("select_and_combine") or {}).get("fields") or {}
        for entry in fields.values():
            if isinstance(entry, Mapping) and entry.get("transform"):
                chain = {"path": "", "transform": entry["transform"]}
                operations |= set(Graph.of(select={"field": chain}).operations())
        prints = {name: self.known.operations.fingerprint(name) for name in sorted(operations)}
        return (
            f"transform {VERSIONS['transform']}",
            f"tags = {tags}",
            *leaves(plot.data()),
            *(f"operation {name} {print_}" for name, print_ in prints.items() if print_),
        )

    def _drawing_tracked(self, plot: PlotConfig) -> tuple[str, ...]:
        assert self.known is not None
        name = str(plot.values["plot_func"])
        helpers = plot.values.get("helpers") or {}
        return (
            f"plot {VERSIONS['plot']}",
            f"plot function {name} {self.known.plot_functions.fingerprint(name)}",
            *(f"helper {h} {self.known.helpers.fingerprint(h)}" for h in helpers),
            *leaves(plot.arguments()),
            *leaves(helpers, "helpers"),
            *leaves(plot.values.get("style") or {}, "style"),
        )


def _sections(plot: PlotConfig) -> dict[str, Any]:
    sections = {key: plot.values.get(key) for key in ("select", "define", "transform")}
    return {key: value for key, value in sections.items() if value is not None}


def _places(plot: PlotConfig) -> Places:
    keys: set[tuple[str | int, ...]] = {()}
    for file, name in plot.origins:
        keys |= {path[1:] for path in file.lines if path[:1] == (name,)}
    return Places({path: plot.where(*path) for path in keys})


def _places_of(plot: PlotConfig, path: str) -> Iterable[tuple[str | int, ...]]:
    """Keys under which a plot selects a path."""
    fields = (plot.values.get("select_and_combine") or {}).get("fields") or {}
    for section, entries in (("select_and_combine", fields), ("select", plot.values.get("select"))):
        for tag, entry in (entries or {}).items():
            found = entry if isinstance(entry, str) else (entry or {}).get("path", "")
            if path.endswith(found):
                at = (section, "fields", tag) if section == "select_and_combine" else (section, tag)
                yield at if isinstance(entry, str) else (*at, "path")


def _check_keys(
    plot: PlotConfig,
    section: Mapping[str, Any],
    allowed: Sequence[str],
    at: tuple[str | int, ...],
    problems: list[Problem],
) -> None:
    for key in section:
        if key not in allowed:
            message = f"Unknown key {key!r}. {suggest(key, allowed)}"
            problems.append(Problem(plot.where(*at, key), message))


def _rule_name(plot: str) -> str:
    return plot.replace("/", "__")


def _store(batch: Batch) -> str:
    return f"results/universes/{batch.name}.nc"


def _hashable(value: Any) -> Any:
    return value if isinstance(value, int | float | str | bool | None) else repr(value)
