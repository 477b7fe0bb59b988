"""Which universes and fields a plot shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from paraverse.base.digest import digest
from paraverse.config.plots import PlotConfig
from paraverse.errors import KeyPath, Problem, suggest
from paraverse.jobs import CombinedField, UniverseFiles
from paraverse.plan.transformation import sections
from paraverse.plan.used_sections import used_sections
from paraverse.sweep.parameter_space import OutsideSpaceError, ParameterSpace, grid_indices
from paraverse.yaml_io.placeholders import Previous

UNIVERSES = ("all", "single", "first", "last", "random")
COMMON_KEYS = (
    "subspace", "transform_after_combine", "allow_missing_or_failing", "combination_method",
    "dtype",
)  # fmt: skip
COMBINE_KEYS = ("fields", "base_path", *COMMON_KEYS)
FIELD_KEYS = ("path", "transform", "with_previous_result", "combination_kwargs", *COMMON_KEYS)
"""In dantro `combination_kwargs` are for its caches: without effect here."""

METHODS = ("concat", "merge")
"""Words of dantro's for one thing here: what is there is put in its place, gaps are NaN."""


@dataclass(frozen=True)
class FieldEntry:
    """A field that a multiverse plot combines, as the plot says it.

    Attributes
    ----------
    tag
        Its tag.
    at
        Keys that lead to it in the plot.
    path
        The field in each universe.
    transform
        Nodes applied in each universe.
    subspace
        The selection of universes.
    subspace_at
        Keys that lead to the selection.
    method
        The node that combines the universes' arrays, if it is an operation.
    method_at
        Keys that lead to it.
    transform_after_combine
        Nodes applied to the combined array.
    after_at
        Keys that lead to these nodes.
    allow_failing
        Whether universes whose transformation fails are left out.
    dtype
        The type of the combined array.
    sections
        What the nodes use of the plot's other sections.
    """

    tag: str
    at: KeyPath
    path: str
    transform: Sequence[Any]
    subspace: Any
    subspace_at: KeyPath
    method: Mapping[str, Any] | None
    method_at: KeyPath
    transform_after_combine: Sequence[Any]
    after_at: KeyPath
    allow_failing: bool
    dtype: str | None
    sections: Mapping[str, Any]

    @property
    def key(self) -> str:
        """A digest of all that it says: entries of different plots with the same are the same."""
        said = (self.path, self.transform, self.subspace, self.method, self.transform_after_combine)
        return digest([*said, self.allow_failing, self.dtype, self.sections])


@dataclass(frozen=True)
class Selection:
    """Selects universes, and notes what is wrong with the words for it.

    Attributes
    ----------
    universes
        All universes, in order.
    space
        The parameter space, if there is one.
    problems
        What is wrong; added to.
    """

    universes: Sequence[UniverseFiles]
    space: ParameterSpace | None
    problems: list[Problem]

    def of_universe_plot(self, plot: PlotConfig) -> set[str]:
        """Return the names of the universes that a universe plot draws."""
        names = [universe.id for universe in self.universes]
        match plot.values.get("universes"):
            case "all":
                return set(names)
            case "first" | "single":
                return set(names[:1])
            case "last":
                return set(names[-1:])
            case "random" | "any":
                return self._drawn(names, 1, 0)
            case {"random": int(count), **rest} if count > 0 and set(rest) <= {"seed"}:
                return self._drawn(names, count, rest.get("seed", 0))
            case list() as wanted if wanted:
                return self._listed(plot, wanted)
            case Mapping() as subspace:
                return set(self.grid_indices(self.dimensions(plot, subspace, ("universes",))))
            case found:
                missing = (
                    "The key 'universes' is missing." if found is None else f"Found {found!r}."
                )
                near = suggest(found, UNIVERSES, limit=0)
                message = near and f"{missing} {near}"
                message = message or (
                    f"{missing} Allowed: {', '.join(UNIVERSES)}, a list of universes, values of "
                    "parameters, such as {seed: [0, 1]}, or {random: 5, seed: 1}."
                )
                self.problems.append(Problem(plot.where("universes"), message))
                return set()

    def combined(self, plot: PlotConfig, entry: FieldEntry) -> CombinedField:
        """Return a field of a multiverse plot with the place of each universe in it."""
        dimensions = self.dimensions(plot, entry.subspace, entry.subspace_at)
        return CombinedField(
            entry.path,
            entry.transform,
            dimensions,
            self.grid_indices(dimensions),
            entry.method,
            entry.transform_after_combine,
            entry.allow_failing,
            entry.dtype,
            entry.key,
            entry.sections,
        )

    def dimensions(
        self, plot: PlotConfig, selection: Any, at: KeyPath
    ) -> Mapping[str, tuple[Any, ...]]:
        """Return the values of each dimension that a selection of universes leaves."""
        if self.space is None:
            if self.universes:
                message = (
                    "There is no parameter space to place the universes in: let an entry of "
                    "`load` read it, with `loader: yaml_to_object` (dantro's `pspace.yml`)."
                )
                self.problems.append(Problem(plot.where(at[0]), message))
            return {}
        if not isinstance(selection, Mapping):
            message = f"Takes a mapping from dimensions to values; found {selection!r}."
            self.problems.append(Problem(plot.where(*at), message))
            return self.space.dimensions
        try:
            return self.space.subspace(selection)
        except OutsideSpaceError as error:
            name = next((n for n in selection if f"{n!r}" in str(error)), None)
            place = (*at, name) if name is not None else at
            self.problems.append(Problem(plot.where(*place), str(error)))
            return self.space.dimensions

    def grid_indices(self, dimensions: Mapping[str, tuple[Any, ...]]) -> dict[str, tuple[int, ...]]:
        """Say where each universe belongs in an array over some dimensions."""
        return grid_indices(
            dimensions, ((u.id, u.values) for u in self.universes if u.values is not None)
        )

    @staticmethod
    def _drawn(names: Sequence[str], count: int, seed: Any) -> set[str]:
        """Draw names by their digests, so that most stay when a universe is added."""
        return set(sorted(names, key=lambda name: digest([seed, name]))[:count])

    def _listed(self, plot: PlotConfig, wanted: Sequence[Any]) -> set[str]:
        names = {u.key: u.id for u in self.universes} | {u.id: u.id for u in self.universes}
        for name in wanted:
            if str(name) not in names:
                message = f"There is no universe {name!r}. {suggest(name, names)}"
                self.problems.append(Problem(plot.where("universes"), message))
        return {names[str(name)] for name in wanted if str(name) in names}


def field_entries(plot: PlotConfig, problems: list[Problem]) -> list[FieldEntry]:
    """Read the section `select_and_combine` of a plot.

    Parameters
    ----------
    plot
        The plot.
    problems
        What is wrong; added to.
    """
    top = "select_and_combine"
    section = plot.values.get(top) or {}
    fields = section.get("fields") or {} if isinstance(section, Mapping) else None
    if not isinstance(fields, Mapping):
        message = "Takes a mapping with 'fields', which is a mapping from tags to paths."
        problems.append(Problem(plot.where(top), message))
        return []
    _check_keys(plot, section, COMBINE_KEYS, (top,), problems)
    entries = []
    for tag, entry in fields.items():
        at: KeyPath = (top, "fields", tag)
        entry = {"path": entry} if isinstance(entry, str) else entry
        if not isinstance(entry, Mapping) or not isinstance(entry.get("path"), str):
            message = "Takes the path of a field, or a mapping with 'path'."
            problems.append(Problem(plot.where(*at), message))
            continue
        _check_keys(plot, entry, FIELD_KEYS, at, problems)
        path = "/".join(filter(None, (str(section.get("base_path") or ""), entry["path"])))
        values = {**section, **entry}
        places = {key: (*at, key) if key in entry else (top, key) for key in COMMON_KEYS}
        method = _method(plot, values, places["combination_method"], problems)
        nodes = [
            entry.get("transform"),
            [method] if method else None,
            values.get("transform_after_combine"),
        ]
        entries.append(
            FieldEntry(
                str(tag),
                at,
                path,
                _nodes(entry),
                values.get("subspace") or {},
                places["subspace"],
                method,
                places["combination_method"],
                values.get("transform_after_combine") or [],
                places["transform_after_combine"],
                bool(values.get("allow_missing_or_failing")),
                values.get("dtype"),
                used_sections(sections(plot), nodes),
            )
        )
    return entries


def _nodes(entry: Mapping[str, Any]) -> Any:
    nodes = entry.get("transform") or []
    if not entry.get("with_previous_result") or not isinstance(nodes, list):
        return nodes
    return [{"with_previous_result": True, **n} if isinstance(n, Mapping) else n for n in nodes]


def _method(
    plot: PlotConfig, values: Mapping[str, Any], at: KeyPath, problems: list[Problem]
) -> Mapping[str, Any] | None:
    """The node that combines universes, if it is an operation, as dantro spells it."""
    match values.get("combination_method", "concat"):
        case str(method) if method in METHODS:
            return None
        case str(operation):
            arguments: dict[Any, Any] = {}
        case {"operation": str(operation), **rest}:
            arguments = rest
        case found:
            message = (
                f"Found {found!r}. Allowed: {', '.join(METHODS)}, the name of an operation, or a "
                "mapping with `operation` and its arguments by keyword."
            )
            problems.append(Problem(plot.where(*at), message))
            return None
    if arguments.get("pass_pspace"):
        message = (
            "There is no object of the parameter space here: take the parameters from the "
            "coordinates of the arrays that the operation is given."
        )
        problems.append(Problem(plot.where(*at, "pass_pspace"), message))
    kwargs = {name: value for name, value in arguments.items() if name != "pass_pspace"}
    return {"operation": operation, "args": [Previous()], "kwargs": kwargs}


def _check_keys(
    plot: PlotConfig,
    section: Mapping[str, Any],
    allowed: Sequence[str],
    at: KeyPath,
    problems: list[Problem],
) -> None:
    for key in section:
        if key not in allowed:
            message = f"Unknown key {key!r}. {suggest(key, allowed)}"
            problems.append(Problem(plot.where(*at, key), message))
