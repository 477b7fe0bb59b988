"""Check names of dimensions against the sweep and the data.

Transformations can do anything, so a name is reported only if neither the sweep nor the data of
a few universes have it, nothing in the plot could have created it, and all operations are among
those that cannot invent names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from paraverse.config.plots import PlotConfig
from paraverse.errors import KeyPath, Location, Problem, list_some, suggest
from paraverse.plan.reading.names_in_data import NamesInData, read_names, words
from paraverse.plan.reading.parsed_plot import ParsedPlot
from paraverse.plan.reading.read import ProjectInputs
from paraverse.sweep.load_entries import field_in_universe
from paraverse.transform.language.graph import Node
from paraverse.transform.registry import follow_aliases

_ENCODINGS = {
    "facet_grid": ("x", "y", "hue", "col", "row", "frames", "files"),
    "snsplot": ("x", "y", "hue", "col", "row"),
}
"""Arguments of plot functions that are names of dimensions, coordinates or variables."""

_REDUCTIONS = frozenset(
    f".{name}"
    for name in (
        "all", "any", "argmax", "argmin", "count", "cumprod", "cumsum", "diff", "idxmax", "idxmin",
        "max", "mean", "median", "min", "prod", "quantile", "std", "sum", "var",
    )
)  # fmt: skip
"""Methods whose first argument, or `dim`, is the name of a dimension or a list of them."""

_SELECTIONS = frozenset((".sel", ".isel"))
"""Methods whose keyword arguments are names of dimensions."""

_OPTIONS_OF_SELECTIONS = ("indexers", "method", "tolerance", "drop", "missing_dims")

_INVENT_NO_NAMES = frozenset(
    (
        *_REDUCTIONS,
        *_SELECTIONS,
        ".T", ".assign_attrs", ".assign_coords", ".astype", ".clip", ".coords", ".data", ".dropna",
        ".expand_dims", ".fillna", ".isnull", ".notnull", ".rename", ".round", ".sortby",
        ".squeeze", ".swap_dims", ".transpose", ".where", "[]", "getitem", "define", "pass",
        "print", "dict", "xr.DataArray", "xr.Dataset",
        "add", "sub", "mul", "div", "truediv", "pow", "neg", "np.square", "np.sqrt", "np.abs",
        "np.exp", "np.log", "np.log10", "np.log2", "np.log1p",
        "==", "!=", "<", "<=", ">", ">=", "eq", "ne", "lt", "le", "gt", "ge",
    )
)  # fmt: skip
"""Operations whose results have no other names than their arguments; the others may do anything."""

_UNNAMED = re.compile(r"dim_\d+")
_OF_XARRAY = ("quantile", "universe")


def dimension_problems(project: ProjectInputs) -> Iterator[Problem]:
    """Find names of dimensions that do not exist.

    Parameters
    ----------
    project
        The project. The HDF5 files of a few of its universes are read.

    Yields
    ------
    Problem
        One for each name in the arguments of `facet_grid` and `snsplot`, and in those of methods
        that select from or reduce dimensions.
    """
    space = project.sweep.space
    swept = (*space.dimensions, *space.coordinates) if space else ()
    names_by_targets: dict[frozenset[str], NamesInData | None] = {}
    for parsed in project.parsed_plots:
        targets = _hdf5_targets(parsed, project)
        if targets is None or not _is_closed(parsed):
            continue
        if targets not in names_by_targets:
            labels = project.config.labels.settings
            names_by_targets[targets] = read_names(project.sweep.universes, targets, labels)
        names = names_by_targets[targets]
        if names is not None:
            yield from _problems_of_plot(parsed, swept, names)


def _problems_of_plot(
    parsed: ParsedPlot, swept: Collection[str], names: NamesInData
) -> Iterator[Problem]:
    created = _created_names(parsed)
    existing = {*swept, *names.dims, *names.others, *created, *_OF_XARRAY}
    suggested = {*swept, *names.dims, *(name for name in created if name.isidentifier())}
    for location, subject, name in (*_used_in_nodes(parsed), *_used_in_arguments(parsed.config)):
        if name in existing or _UNNAMED.fullmatch(name):
            continue
        near = suggest(name, suggested, limit=0)
        message = (
            f"{subject}: neither the parameter space nor the data have {name!r}, and nothing in "
            f"the transformation creates it. {near}"
        ).rstrip()
        if not near:
            dims = sorted({*swept, *names.dims})
            message += f" There are the dimensions {list_some(dims, 12)}." if dims else ""
        yield Problem(location, message)


def _hdf5_targets(parsed: ParsedPlot, project: ProjectInputs) -> frozenset[str] | None:
    """Return where the content of the files that a plot reads is placed in universes.

    None if a plot reads anything else than HDF5 files, whose names are not looked up.
    """
    loaders = {field_in_universe(e): e.loader for e in project.entries.of_universes.values()}
    paths = [field.entry.path for field in parsed.fields.values()]
    paths += parsed.selected_paths if parsed.is_universe_plot else []
    if not paths or (parsed.selected_paths and not parsed.is_universe_plot):
        return None
    targets = set()
    for path in paths:
        above = [t for t in loaders if not t or path == t or path.startswith(f"{t}/")]
        if not above or not loaders[max(above, key=len)].startswith("hdf5"):
            return None
        targets.update(above)
    return frozenset(t for t in targets if loaders[t].startswith("hdf5"))


def _is_closed(parsed: ParsedPlot) -> bool:
    nodes = [node for located in parsed.graphs for node in located.graph.nodes]
    has_more = any(g.graph.meta_operations or g.graph.problems for g in parsed.graphs)
    operations = {follow_aliases(node.operation) for node in nodes if node.operation}
    return not has_more and operations <= _INVENT_NO_NAMES


def _used_in_nodes(parsed: ParsedPlot) -> Iterator[tuple[Location, str, str]]:
    """Yield the location and name of each use of a dimension by an operation."""
    for located in parsed.graphs:
        for node in located.graph.nodes:
            for name in _dims_of_node(node):
                yield located.where(*node.path), node.operation, name


def _dims_of_node(node: Node) -> Iterator[str]:
    if node.operation in _REDUCTIONS and not node.allow_failure:
        dims = node.kwargs.get("dim", node.args[1] if len(node.args) > 1 else None)
        if node.operation == ".quantile":  # the first argument is the quantile
            dims = node.kwargs.get("dim")
        for dim in dims if isinstance(dims, list | tuple) else [dims]:
            if isinstance(dim, str) and dim != "...":
                yield dim
    elif node.operation in _SELECTIONS and not _tolerates(node):
        yield from (key for key in node.kwargs if key not in _OPTIONS_OF_SELECTIONS)


def _tolerates(node: Node) -> bool:
    return bool(node.allow_failure) or node.kwargs.get("missing_dims", "raise") != "raise"


def _used_in_arguments(plot: PlotConfig) -> Iterator[tuple[Location, str, str]]:
    arguments = plot.arguments()
    for key in _ENCODINGS.get(str(plot.values.get("plot_func")), ()):
        value = arguments.get(key)
        for dim in value if isinstance(value, list | tuple) else [value]:
            if isinstance(dim, str):
                yield plot.where(*_key_path(plot, key)), key, dim
    selection = arguments.get("sel")
    if plot.values.get("plot_func") == "facet_grid" and isinstance(selection, Mapping):
        for dim in selection:
            if isinstance(dim, str):
                yield plot.where(*_key_path(plot, "sel"), dim), "sel", dim


def _key_path(plot: PlotConfig, key: str) -> KeyPath:
    of_function = plot.values.get("plot_func_kwargs") or {}
    return ("plot_func_kwargs", key) if key in of_function else (key,)


def _created_names(parsed: ParsedPlot) -> set[str]:
    """Return all words in a transformation, except names of dimensions that it only uses."""
    names = {*parsed.graph.tags}
    for field in parsed.fields.values():
        names.update(words([field.entry.tag, field.entry.path]))
    for located in parsed.graphs:
        for node in located.graph.nodes:
            args, kwargs = node.args, dict(node.kwargs)
            if node.operation in _REDUCTIONS:
                args, kwargs = args[2:], {**kwargs, "dim": None}
            elif node.operation in _SELECTIONS:
                kwargs = {"values": list(kwargs.values())}
            names.update(words(args), words(kwargs))
    return names
