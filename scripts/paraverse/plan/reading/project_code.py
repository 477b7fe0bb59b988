"""The Python code that plots refer to, read without running it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from paraverse.config.models import Config
from paraverse.config.plots import PlotConfig
from paraverse.errors import Location, Problem, value_or_problems
from paraverse.plot.registry import HELPER_DECORATORS, KIND_DECORATORS, PLOT_FUNCTION_DECORATORS
from paraverse.transform.registration import OPERATION_CALLS, OPERATION_DECORATORS
from paraverse.user_code.plot_function_files import (
    find_builtin_files,
    find_function_files,
    names_own_file,
)
from paraverse.user_code.registered import RegisteredFunction, Registrations
from paraverse.user_code.registrations import find_functions, find_registrations

_PACKAGE = Path(__file__).parents[2]

_NOTHING = Registrations(functions={}, open_files={})


@dataclass(frozen=True, kw_only=True)
class ProjectCode:
    """The functions that plots can refer to by name: those of paraverse and those of the project.

    Attributes
    ----------
    operations
        Operations of transformations.
    plot_functions
        Plot functions, and unregistered functions that a plot names together with their file.
    kinds
        Kinds of ``facet_grid`` that are drawn by a function of their own.
    helpers
        Plot helpers.
    plot_function_files
        The project's own files with plot functions, except those that cannot be read.
    own_files
        All of the project's own files that can be read.
    missing_modules
        Where plots name modules that do not exist.
    """

    operations: Registrations = _NOTHING
    plot_functions: Registrations = _NOTHING
    kinds: Registrations = _NOTHING
    helpers: Registrations = _NOTHING
    plot_function_files: tuple[str, ...] = ()
    own_files: tuple[str, ...] = ()
    missing_modules: frozenset[Location] = frozenset()

    @property
    def functions(self) -> list[RegisteredFunction]:
        """All functions; those that are registered in two ways occur twice."""
        kinds = (self.operations, self.plot_functions, self.kinds, self.helpers)
        return [function for kind in kinds for function in kind.functions.values()]

    def plot_function(self, plot: PlotConfig) -> RegisteredFunction | None:
        """Return the plot function of a plot, or None if it is not among those that were read.

        Parameters
        ----------
        plot
            The plot that names the function.

        Returns
        -------
        RegisteredFunction or None
            The function as it was parsed.
        """
        return self.plot_functions.functions.get(str(plot.values.get("plot_func")))

    def plot_function_option(self, name: str, option: str) -> Any:
        """Return an argument of the decorator that registers a plot function.

        Parameters
        ----------
        name
            The name of the plot function.
        option
            The name of the argument.

        Returns
        -------
        Any
            Its value; None if it is not passed or not a literal, or if there is no such function.
        """
        function = self.plot_functions.functions.get(name)
        return function.options.get(option) if function else None


def is_builtin(function: RegisteredFunction) -> bool:
    """Return whether a function comes with paraverse.

    Parameters
    ----------
    function
        A function that was read from a file.

    Returns
    -------
    bool
        True if its file is in the package.
    """
    return Path(function.file).is_relative_to(_PACKAGE)


def read_project_code(
    config: Config, plots: Sequence[PlotConfig], where: Callable[..., Location]
) -> tuple[ProjectCode, list[Problem]]:
    """Read the functions that plots can refer to, from all files that can be read.

    Parameters
    ----------
    config
        The configuration, which names files with operations and plot functions.
    plots
        All plots, which may name further files with plot functions.
    where
        Returns the location of a key of the configuration.

    Returns
    -------
    ProjectCode
        The functions. If a file with operations cannot be read, any unknown name may be one of
        its operations.
    list of Problem
        Files that are missing or are not valid Python.

    Raises
    ------
    ConfigError
        If a registration cannot be understood without running the file.
    """
    operations = {file: where("operations") for file in config.operations}
    functions, problems = find_function_files(config, plots, where("plot_functions"))
    missing_modules = frozenset(problem.location for problem in problems)
    readable = set()
    loaders = dict.fromkeys(config.loaders, where("loaders"))
    for file, location in {**loaders, **operations, **functions}.items():
        read = partial(find_registrations, [file], ())
        registered, unreadable = value_or_problems(read, location)
        if file not in loaders:  # the problems of which are found when they are read
            problems = [*problems, *unreadable]
        if registered is not None:
            readable.add(file)
    own_loaders = [file for file in loaders if file in readable]
    own_operations = [file for file in operations if file in readable]
    own_functions = [file for file in functions if file in readable]
    # Plots of universes import operations and plot functions in the same process
    before = [*own_loaders, *own_operations]
    code = ProjectCode(
        operations=_read_operations(
            own_operations, own_loaders, is_complete=readable >= operations.keys()
        ),
        plot_functions=_read_plot_functions(own_functions, plots, before),
        kinds=_read_kinds(own_functions, before),
        helpers=_read_helpers(own_functions, before),
        plot_function_files=tuple(own_functions),
        own_files=(*own_loaders, *own_operations, *own_functions),
        missing_modules=missing_modules,
    )
    return code, problems


def _read_operations(
    files: Sequence[str], loaders: Sequence[str], *, is_complete: bool
) -> Registrations:
    builtin = sorted((_PACKAGE / "transform" / "operations").glob("*.py"))
    registered = find_registrations(
        [*builtin, *files], OPERATION_DECORATORS, OPERATION_CALLS, imported_before=loaders
    )
    return (
        registered
        if is_complete
        else Registrations(functions=registered.functions, open_files={"unreadable": ""})
    )


def _read_plot_functions(
    files: Sequence[str], plots: Sequence[PlotConfig], before: Sequence[str]
) -> Registrations:
    registered = find_registrations(
        [*find_builtin_files(), *files], PLOT_FUNCTION_DECORATORS, imported_before=before
    )
    names = [str(plot.values.get("plot_func")) for plot in plots if names_own_file(plot)]
    unregistered = find_functions(files, names, imported_before=before) if names else {}
    return replace(registered, functions={**unregistered, **registered.functions})


def _read_kinds(files: Sequence[str], before: Sequence[str]) -> Registrations:
    registered = find_registrations(
        [*find_builtin_files(), *files], KIND_DECORATORS, imported_before=before
    )
    kinds = {
        str(name if name is not True else function.name): function
        for function in registered.functions.values()
        if (name := function.options.get("register_as_kind", True)) is not False
    }
    return replace(registered, functions=kinds)


def _read_helpers(files: Sequence[str], before: Sequence[str]) -> Registrations:
    builtin = sorted((_PACKAGE / "plot" / "helpers" / "functions").glob("*.py"))
    return find_registrations([*builtin, *files], HELPER_DECORATORS, imported_before=before)
