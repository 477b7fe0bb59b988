"""The ingredients of a figure: everything that it is made of, from simulations to helpers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from paraverse.config.models import LoadEntry
from paraverse.errors import list_some, pluralize
from paraverse.explore.graphs import find_transforming_jobs
from paraverse.jobs.plot import FigureSettings
from paraverse.jobs.plot_universes import UniversePlotJob
from paraverse.jobs.transform import TransformJob
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.plan.building.rules import MultiversePlot, UniversePlot
from paraverse.plan.code_sources import function_of_line
from paraverse.plan.plan import Plan
from paraverse.plan.reading.project_code import is_builtin
from paraverse.plan.reading.used_fields import ALL_FIELDS, split_data_path
from paraverse.plan.used_universes import transformations_behind, used_universes
from paraverse.sweep.load_entries import field_in_universe
from paraverse.transform.language.job_graph import job_graph
from paraverse.user_code.registered import RegisteredFunction

MAX_LINES = 5
"""The number of incomplete universes that are listed one by one."""


@dataclass(frozen=True, kw_only=True)
class Ingredient:
    """Something that a figure is made of.

    Attributes
    ----------
    label
        A word that says what it is, such as ``operations``.
    lines
        Its description.
    """

    label: str
    lines: tuple[str, ...]


def list_ingredients(
    plan: Plan, plot: MultiversePlot | UniversePlot, universe: str | None = None
) -> list[Ingredient]:
    """List everything that the figures of a plot are made of.

    Parameters
    ----------
    plan
        The plan of the project.
    plot
        The plot.
    universe
        The universe of the only figure to describe; by default, all figures are described.

    Returns
    -------
    list of Ingredient
        From the figure back to the simulations.
    """
    recipe = _Recipe(plan, plot, universe)
    ingredients = {
        "figure": recipe.figures(),
        "function": recipe.function(),
        "helpers": recipe.helpers(),
        "data": recipe.data(),
        "operations": recipe.operations(),
        "fields": recipe.fields(),
        "store": recipe.store(),
        "load": recipe.load(),
        "universes": recipe.universes(),
        "simulate": recipe.simulation(),
    }
    described = {label: tuple(lines) for label, lines in ingredients.items()}
    return [Ingredient(label=label, lines=lines) for label, lines in described.items() if lines]


class _Recipe:
    """The steps in which the figures of a plot are made, each as lines of text."""

    def __init__(
        self, plan: Plan, plot: MultiversePlot | UniversePlot, universe: str | None
    ) -> None:
        self._plan = plan
        self._plot = plot
        self._universe = universe
        self._job: TransformJob | UniversePlotJob = find_transforming_jobs(plan)[plot.name]
        self._graph = job_graph(self._job)
        self._transformations = (
            transformations_behind(plan, plot.data) if isinstance(plot, MultiversePlot) else []
        )

    @property
    def _drawing(self) -> FigureSettings:
        return (
            self._plot.drawing
            if isinstance(self._plot, MultiversePlot)
            else (self._plot.settings.drawing)
        )

    @property
    def _tags(self) -> Sequence[str]:
        tags = self._graph.public_tags() if self._job.tags is None else self._job.tags
        return [tag for tag in tags if tag in self._graph.tags]

    def figures(self) -> Iterator[str]:
        plot = self._plot
        if isinstance(plot, MultiversePlot):
            yield ", ".join(plot.figures)
        elif self._universe is not None:
            yield ", ".join(plot.figures(self._universe))
        else:
            count = sum(map(len, plot.universes.values()))
            yield f"{plot.folder}/, {pluralize(count, 'universe')}"

    def function(self) -> Iterator[str]:
        drawing = self._drawing
        function = self._plan.code.plot_functions.functions.get(drawing.function)
        kind = drawing.arguments.get("kind")
        suffix = f", kind {kind}" if isinstance(kind, str) else ""
        yield f"{drawing.function}{_location(function)}{suffix}"
        own_kind = self._plan.code.kinds.functions.get(str(kind))
        if own_kind is not None and not is_builtin(own_kind):
            yield f"{kind}{_location(own_kind)}"

    def helpers(self) -> Iterator[str]:
        lines = self._plot.depends_on.code
        yield from _name_functions(self._plan, lines, "helper")

    def data(self) -> Iterator[str]:
        tags = self._tags
        suffix = f", {'tag' if len(tags) == 1 else 'tags'} {', '.join(tags)}" if tags else ""
        if isinstance(self._plot, MultiversePlot):
            yield f"{self._plot.data}{suffix}"
            for job in self._transformations[1:]:
                yield f"{job.data}, shared by plots"
        elif tags:
            yield f"computed for each figure{suffix}"

    def operations(self) -> Iterator[str]:
        jobs = [job.depends_on for job in self._transformations] or [self._plot.depends_on]
        lines = list(dict.fromkeys(line for stated in jobs for line in stated.code))
        nodes = self._graph.nodes_for(self._tags)
        in_graph = (node.operation for node in nodes if node.operation)
        yield from _name_functions(self._plan, lines, "operation", in_graph)

    @property
    def _paths(self) -> dict[str, str]:
        """The paths in universes that are read, each with the tag under which it is known."""
        if isinstance(self._job, TransformJob):
            paths = {field.path: tag for tag, field in self._job.fields.items()}
        else:
            paths = {}
        group = self._plan.entries.universe_group
        for path in self._graph.selected_paths(self._job.tags):
            universe, field = split_data_path(path, group)
            if isinstance(self._job, UniversePlotJob):
                paths.setdefault(path, "")
            elif universe is not None:
                paths.setdefault(field or ALL_FIELDS, "")
        return paths

    def fields(self) -> Iterator[str]:
        for path, tag in self._paths.items():
            yield f"{path} as {tag}" if tag else path

    @property
    def _used_universes(self) -> list[UniverseFiles]:
        ids = self._ids
        return [universe for name, universe in self._plan.universes.items() if name in ids]

    @property
    def _ids(self) -> set[str]:
        return (
            used_universes(self._plan, self._plot) if self._universe is None else {self._universe}
        )

    def store(self) -> Iterator[str]:
        ids = self._ids
        batches = [b for b in self._plan.batches if any(u.id in ids for u in b.universes)]
        if batches:
            yield list_some([batch.store for batch in batches], 1)
        if any(job.sweep for job in self._transformations):
            yield "results/sweep.nc, the data of the whole sweep"

    def load(self) -> Iterator[str]:
        paths = self._paths
        universes = self._used_universes
        for name, entry in self._plan.entries.of_universes.items():
            target = field_in_universe(entry)
            if any(_is_below(path, target) for path in paths):
                with_file = [u for u in universes if _count_files(u, entry, target)]
                lacking = len(universes) - len(with_file)
                missing = f", missing for {pluralize(lacking, 'universe')}" if lacking else ""
                files = sum(_count_files(u, entry, target) for u in with_file)
                pattern = ", ".join(entry.glob_str)
                yield f"{name}: {entry.loader}, {pattern}, {pluralize(files, 'file')}{missing}"

    def universes(self) -> Iterator[str]:
        universes = self._used_universes
        if self._universe is not None:
            labels = self._plan.labels(self._universe)
            yield ", ".join([self._universe, *(f"{k}={v}" for k, v in labels.items())])
        else:
            incomplete = [u for u in universes if u.errors or u.warnings]
            count = f"{len(universes)} of {pluralize(len(self._plan.universes), 'universe')}"
            yield f"{count}, {len(incomplete)} incomplete" if incomplete else count
        yield from _list_lacks(universes)
        if isinstance(self._job, TransformJob):
            for tag, field in self._job.fields.items():
                points = math.prod(map(len, field.dimensions.values()))
                if len(field.grid_indices) < points:
                    missing = points - len(field.grid_indices)
                    yield f"{tag}: no universe at {missing} of {pluralize(points, 'point')}"

    def simulation(self) -> Iterator[str]:
        if self._plan.simulation is not None:
            settings = self._plan.simulation.settings
            yield f"{settings.program}, {settings.parameter_space}"


def _list_lacks(universes: Iterable[UniverseFiles]) -> Iterator[str]:
    lacks = [(u.id, (*u.errors, *u.warnings)) for u in universes if u.errors or u.warnings]
    for name, reasons in lacks[:MAX_LINES]:
        yield f"  {name}: {'; '.join(reasons)}"
    if len(lacks) > MAX_LINES:
        yield f"  and {len(lacks) - MAX_LINES} more"


def _name_functions(
    plan: Plan, lines: Sequence[str], kind: str, others: Iterable[str] = ()
) -> Iterator[str]:
    """Yield the names of paraverse's own functions in a line, then each of the project's."""
    own: dict[str, RegisteredFunction] = {}
    builtin: dict[str, None] = {}
    for line in lines:
        kind_of_line, function = function_of_line(line, plan.code)
        if kind_of_line == kind and function is not None:
            if is_builtin(function):
                builtin[function.name] = None
            else:
                own[function.name] = function
    # `getitem` is how fields are selected, which are listed by themselves
    names = [n for n in dict.fromkeys([*builtin, *others]) if n not in own and n != "getitem"]
    if names:
        yield ", ".join(names)
    for function in own.values():
        yield f"{function.name}{_location(function)}"


def _location(function: RegisteredFunction | None) -> str:
    if function is None or is_builtin(function):
        return ""
    return f" ({function.file}:{function.line})"


def _is_below(path: str, target: str) -> bool:
    return path in (ALL_FIELDS, target) or not target or path.startswith(f"{target}/")


def _count_files(universe: UniverseFiles, entry: LoadEntry, target: str) -> int:
    return sum(
        file.loader == entry.loader and _is_below(file.target, target) for file in universe.files
    )
