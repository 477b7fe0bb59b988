"""Check plots before anything runs: operations, arguments, tags, helpers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from paraverse.config.plots import CREATORS, PlotConfig
from paraverse.errors import Location, Problem, suggest
from paraverse.plan.checks.arguments import argument_problems
from paraverse.plan.checks.helpers import helper_problems
from paraverse.transform.call_checks import check_arguments, check_call
from paraverse.transform.language.graph import Graph, Node
from paraverse.transform.operations import BUILTIN_NAMES
from paraverse.user_code.fingerprint import (
    Registered,
    Registrations,
    plain_functions,
    registrations,
)
from paraverse.user_code.plot_function_files import MODULES

_PACKAGE = Path(__file__).parents[2]
_WITH_FUNCTIONS = (*MODULES, "errorbars", "scatter3d")
_PLOT_DECORATORS = ("plot_function", "is_plot_func", "make_facet_grid_plot")


class ProjectCode:
    """What plots can refer to, found by reading Python files without running them.

    Parameters
    ----------
    operations
        Files with the project's operations.
    plot_functions
        Files with the project's plot functions.
    plain
        Names of functions in these files that plots use, whether they are registered or not.

    Raises
    ------
    ConfigError
        If a file is missing or not valid Python.
    """

    def __init__(
        self, operations: Sequence[str], plot_functions: Sequence[str], plain: Sequence[str] = ()
    ) -> None:
        own = sorted((_PACKAGE / "transform" / "operations").glob("*.py"))
        self.operations: Registrations = registrations(
            [*own, *operations], ["operation", "is_operation"], ["register_operation"]
        )
        self.own_plot_functions = tuple(plot_functions)
        own = [_PACKAGE / "plot" / "functions" / f"{module}.py" for module in _WITH_FUNCTIONS]
        self._all_plot_functions: list[str | Path] = [*own, *plot_functions]
        registered = registrations(self._all_plot_functions, _PLOT_DECORATORS)
        others = plain_functions(plot_functions, plain) if plain else {}
        self.plot_functions = Registrations(
            {**others, **registered.functions}, registered.open_files
        )

    def assume_more_operations(self) -> None:
        """Take unknown names for operations, as not all files with operations can be read."""
        self.operations = Registrations(self.operations.functions, {"unreadable": ""})

    @cached_property
    def kinds(self) -> Registrations:
        """Kinds of `facet_grid` that functions draw."""
        found = registrations(self._all_plot_functions, ["make_facet_grid_plot"])
        named = {
            str(name if name is not True else function.name): function
            for function in found.functions.values()
            if (name := function.options.get("register_as_kind", True)) is not False
        }
        return Registrations(named, found.open_files)

    @cached_property
    def helpers(self) -> Registrations:
        """All helpers."""
        own = sorted((_PACKAGE / "plot" / "helpers" / "functions").glob("*.py"))
        return registrations([*own, *self.own_plot_functions], ["helper"])

    def registration_problems(self) -> Iterator[Problem]:
        """Find operations of the project whose name is taken."""
        hint = "Give it another name, or `overwrite=True` if it shall replace that one everywhere."
        twice = [pair for pair in self.operations.repeated if not _is_ours(pair[0])]
        for first, second in twice:
            found = f"{first.name!r} is registered already, in {first.file}:{first.line}."
            yield Problem(Location(second.file, second.line), f"{found} {hint}")
        for function in self.operations.functions.values():
            if function.name in BUILTIN_NAMES and not function.replaces and not _is_ours(function):
                found = f"{function.name!r} is an operation that comes with paraverse."
                yield Problem(Location(function.file, function.line), f"{found} {hint}")

    def takes_universe(self, plot: PlotConfig) -> bool:
        """Whether a plot's function may read anything in a universe, as nothing is selected."""
        function = self.plot_functions.functions.get(str(plot.values.get("plot_func")))
        is_own = function is None or not _is_ours(function)
        return is_own and not any(plot.values.get(key) for key in ("select", "transform", "define"))

    def operation_problem(self, name: str, nodes: Sequence[Node]) -> str | None:
        """Say what is wrong with the name of an operation or its arguments, if anything."""
        registered = self.operations.functions.get(name)
        if registered is not None:
            return next(filter(None, (_arguments_problem(registered, n) for n in nodes)), None)
        if self.operations.open_files:
            return None
        others = self.operations.functions
        checked = (check_call(name, node.args, node.kwargs, others=others) for node in nodes)
        return next(filter(None, checked), None)


def plot_problems(plot: PlotConfig, known: ProjectCode) -> Iterator[Problem]:
    """Find what is wrong with a plot, apart from its transformation."""
    values = plot.values
    creator = values.get("creator")
    if creator not in CREATORS:
        found = (
            "The key 'creator' is missing." if creator is None else f"{creator!r} is no creator."
        )
        yield Problem(plot.where("creator"), f"{found} {suggest(creator, CREATORS)}")
    if creator == "universe" and "select_and_combine" in values:
        message = "A universe plot has nothing to combine; use `select`, or `creator: multiverse`."
        yield Problem(plot.where("select_and_combine"), message)
    if creator == "multiverse" and "select" in values:
        message = "A multiverse plot selects by `select_and_combine: fields:`."
        yield Problem(plot.where("select"), message)
    if creator == "multiverse" and "universes" in values:
        message = "A multiverse plot takes `subspace` in `select_and_combine` instead."
        yield Problem(plot.where("universes"), message)
    yield from _function_problems(plot, known)
    function = known.plot_functions.functions.get(str(values.get("plot_func")))
    yield from argument_problems(plot, function, known.kinds)
    yield from helper_problems(plot, known.helpers)


def graph_problems(
    where: Callable[..., Location], graph: Graph, known: ProjectCode
) -> Iterator[Problem]:
    """Find what is wrong with a transformation."""
    yield from graph.problems
    for name in graph.meta_operations:
        function = known.operations.functions.get(name)
        if function is not None and name not in BUILTIN_NAMES:  # of those, the graph says it itself
            found = f"There is an operation {name!r} already, in {function.file}:{function.line}"
            text = f"{found}; this one needs another name."
            yield Problem(where("meta_operations", name), text)
    for name, nodes in graph.operations().items():
        message = known.operation_problem(name, nodes)
        if message:
            yield from (Problem(where(*node.path), message) for node in nodes)


def _is_ours(function: Registered) -> bool:
    return Path(function.file).is_relative_to(_PACKAGE)


def _function_problems(plot: PlotConfig, known: ProjectCode) -> Iterator[Problem]:
    name = plot.values.get("plot_func")
    functions = known.plot_functions.functions
    if name is None:
        yield Problem(plot.where(), f"The key 'plot_func' is missing. {suggest('', functions)}")
    elif name not in functions and not known.plot_functions.open_files:
        message = f"There is no plot function {name!r}. {suggest(name, functions)}"
        for file in known.own_plot_functions:
            if re.search(rf"^def {re.escape(name)}\(", Path(file).read_text(), re.MULTILINE):
                message = f"{name!r} in {file} is not registered: put `@plot_function` above it."
        yield Problem(plot.where("plot_func"), message)


def _arguments_problem(function: Registered, node: Node) -> str | None:
    if function.signature is None:
        return None
    return check_arguments(function.name, function.signature, node.args, node.kwargs)
