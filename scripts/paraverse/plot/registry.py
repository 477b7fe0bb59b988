"""Plot functions and helpers by name, and the decorators that register them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import ModuleType
from typing import Any, TypeVar, overload

from paraverse.errors import PlotError, suggest
from paraverse.user_code.declared_files import note_declared

PlotFunction = Callable[..., Any]
Helper = Callable[..., None]
Function = TypeVar("Function", bound=Callable[..., Any])

PLOT_FUNCTIONS: dict[str, PlotFunction] = {}
"""Registered plot functions by name."""

HELPERS: dict[str, Helper] = {}
"""Registered helpers by name."""

_FIGURE_HELPERS: set[str] = set()

PLOT_FUNCTION_DECORATORS = ("plot_function", "is_plot_func", "make_facet_grid_plot")
KIND_DECORATORS = ("make_facet_grid_plot",)
HELPER_DECORATORS = ("helper",)
"""Names of the decorators that register plot functions, kinds of `facet_grid`, and helpers."""


@overload
def plot_function(func: Function, /) -> Function: ...
@overload
def plot_function(
    func: None = None,
    /,
    *,
    name: str | None = None,
    required_tags: Sequence[str] | None = None,
    helper_defaults: Mapping[str, Any] | None = None,
    supports_animation: bool = False,
    frames_argument: str | None = None,
    supports_files: bool = False,
    draws_kinds: bool = False,
    dimension_arguments: Sequence[str] = (),
    path_arguments: Sequence[str] = (),
    forwarded_arguments: Sequence[str] = (),
    depends_on: str | Sequence[str] = (),
) -> Callable[[Function], Function]: ...
def plot_function(
    func: PlotFunction | None = None,
    /,
    *,
    name: str | None = None,
    required_tags: Sequence[str] | None = None,
    helper_defaults: Mapping[str, Any] | None = None,
    supports_animation: bool = False,
    frames_argument: str | None = None,
    supports_files: bool = False,
    draws_kinds: bool = False,
    dimension_arguments: Sequence[str] = (),
    path_arguments: Sequence[str] = (),
    forwarded_arguments: Sequence[str] = (),
    depends_on: str | Sequence[str] = (),
) -> Any:
    """Register a plot function.

    A plot function is called as ``func(data=..., hlpr=..., **arguments)``: `data` maps tags to
    results, `hlpr` is a `paraverse.compat.PlotHelper`, which creates the figure on first use, and
    the arguments are all keys of the plot that do not have a special meaning.

    Parameters
    ----------
    func
        The function. Without it, a decorator is returned.
    name
        Name by which `plot_func` refers to the function. By default, the name of the function.
    required_tags
        Tags of the results that the function draws, which must exist. By default, the function
        receives all results.
    helper_defaults
        Default arguments by name of the helper. The section `helpers` of the plot updates them.
    supports_animation
        Whether the function can register an animation with `hlpr`.
    frames_argument
        Argument of the function that turns the figure into an animation regardless of the section
        `animation`; None if there is no such argument. This and the following parameters are
        read from the source code, without importing the function, and must be literals.
    supports_files
        Whether the function draws several figures if its argument `files` is set.
    draws_kinds
        Whether the argument `kind` of the function is a kind of `facet_grid`, and `col_wrap` a
        number of columns, ``auto`` or ``square``.
    dimension_arguments
        Arguments of the function that accept the name of a dimension.
    path_arguments
        Arguments of the function that accept tags. If a plot selects no data, they are paths in the
        data tree, and the function receives what they select under the names of the arguments.
    forwarded_arguments
        Arguments that the function accepts through ``**kwargs``. They are suggested if an argument
        is misspelled.
    depends_on
        Files that the function reads: paths relative to the project's folder, or patterns such as
        ``"maps/*.png"``. If the content of one of them changes, the figures are drawn again.
        They must be written out, as they are read without running the file; by default none.

    Returns
    -------
    Callable
        The function, unchanged except for added attributes; a decorator if `func` is not given.

    Examples
    --------
    A plot function that needs one tag and labels its axis::

        @plot_function(required_tags=("energy",), helper_defaults={"set_labels": {"y": "energy"}})
        def energy_lines(*, data, hlpr, **style):
            hlpr.ax.plot(data["energy"], **style)
    """
    note_declared(depends_on)
    options = is_plot_func(
        use_dag=True,
        required_dag_tags=required_tags,
        helper_defaults=helper_defaults,
        supports_animation=supports_animation,
        add_attributes={
            "figure_at_first_use": True,
            "frames_argument": frames_argument,
            "supports_files": supports_files,
            "draws_kinds": draws_kinds,
            "dimension_arguments": tuple(dimension_arguments),
            "path_arguments": tuple(path_arguments),
            "forwarded_arguments": tuple(forwarded_arguments),
        },
    )

    def register(function: PlotFunction) -> PlotFunction:
        options.attach(function)
        PLOT_FUNCTIONS[name or function.__name__] = function
        return function

    return register if func is None else register(func)


class is_plot_func:  # noqa: N801 (dantro's name)
    """Decorator that registers a plot function, with the parameters of dantro's decorator.

    Parameters
    ----------
    creator
        Creator of plots that do not specify one: ``universe``, ``multiverse`` or ``pyplot``.
    use_dag
        Whether the function receives the results of the plot's transformation. If False, its first
        argument is the data tree.
    required_dag_tags
        Tags of the results that the function draws, which must exist. By default, the function
        receives all results.
    compute_only_required_dag_tags
        Whether to compute only the required tags.
    pass_dag_object_along
        Whether the function also receives an object with all results as `dag`.
    unpack_dag_results
        Whether each result is passed as a separate argument instead of an entry of `data`.
    use_helper
        Whether the function receives a `PlotHelper` as `hlpr`. If False, it receives the path of a
        file as `out_path` and writes this file. By default, True unless `creator` is ``base``.
    helper_defaults
        Default arguments by name of the helper, or the path of a YAML file that contains them. The
        section `helpers` of the plot updates them.
    supports_animation
        Whether the function can register an animation with the `PlotHelper`.
    add_attributes
        Additional attributes to set on the function.
    depends_on
        See `plot_function`.
    """

    def __init__(
        self,
        *,
        creator: str | None = None,
        use_dag: bool | None = None,
        required_dag_tags: Sequence[str] | None = None,
        compute_only_required_dag_tags: bool = True,
        pass_dag_object_along: bool = False,
        unpack_dag_results: bool = False,
        use_helper: bool | None = None,
        helper_defaults: Mapping[str, Any] | str | None = None,
        supports_animation: bool = False,
        add_attributes: Mapping[str, Any] | None = None,
        depends_on: str | Sequence[str] = (),
    ) -> None:
        note_declared(depends_on)
        self._attributes = {
            "is_plot_func": True,
            "creator": creator,
            "use_dag": use_dag,
            "required_dag_tags": required_dag_tags,
            "compute_only_required_dag_tags": compute_only_required_dag_tags,
            "pass_dag_object_along": pass_dag_object_along,
            "unpack_dag_results": unpack_dag_results,
            "use_helper": use_helper,
            "helper_defaults": helper_defaults,
            "supports_animation": supports_animation,
            **(add_attributes or {}),
        }

    def __call__(self, func: Function) -> Function:
        """Register a function under its own name."""
        self.attach(func)
        PLOT_FUNCTIONS[func.__name__] = func
        return func

    def attach(self, func: PlotFunction) -> None:
        """Set the attributes of a function that determine how it is called.

        Parameters
        ----------
        func
            The function, which is modified.
        """
        for name, value in self._attributes.items():
            setattr(func, name, value)


@overload
def helper(func: Helper, /) -> Helper: ...
@overload
def helper(
    func: None = None, /, *, of_figure: bool = False, depends_on: str | Sequence[str] = ()
) -> Callable[[Helper], Helper]: ...
def helper(
    func: Helper | None = None,
    /,
    *,
    of_figure: bool = False,
    depends_on: str | Sequence[str] = (),
) -> Any:
    """Register a helper.

    A helper is called as ``func(hlpr, **arguments)`` for each axes, where `hlpr` is the
    `paraverse.compat.PlotHelper` of the figure and ``hlpr.ax`` are the axes.

    Parameters
    ----------
    func
        The function, whose name is the name of the helper. Without it, a decorator is returned.
    of_figure
        Whether to call the helper once for the whole figure instead of for each axes.
    depends_on
        See `plot_function`.

    Returns
    -------
    Callable
        The function, unchanged; a decorator if `func` is not given.

    Examples
    --------
    A helper of each axes with one argument::

        @helper
        def set_background(hlpr, *, color="0.95"):
            hlpr.ax.set_facecolor(color)
    """
    note_declared(depends_on)

    def register(function: Helper) -> Helper:
        HELPERS[function.__name__] = function
        if of_figure:
            _FIGURE_HELPERS.add(function.__name__)
        return function

    return register if func is None else register(func)


def is_figure_helper(name: str) -> bool:
    """Return whether a helper applies to the whole figure rather than to each axes.

    Parameters
    ----------
    name
        Name of the helper.

    Returns
    -------
    bool
        True for helpers of the figure; False for other helpers and for unregistered names.
    """
    return name in _FIGURE_HELPERS


def find_plot_function(name: str, modules: Iterable[ModuleType] = ()) -> PlotFunction:
    """Find a plot function by name.

    Parameters
    ----------
    name
        Name of the function.
    modules
        Modules of the project, whose functions need not be registered.

    Returns
    -------
    Callable
        The plot function. Registered functions take precedence.

    Raises
    ------
    PlotError
        If there is no such function.
    """
    if name in PLOT_FUNCTIONS:
        return PLOT_FUNCTIONS[name]
    for module in modules:
        function: PlotFunction | None = getattr(module, name, None)
        if callable(function):
            return function
    raise PlotError(f"There is no plot function {name!r}. {suggest(name, PLOT_FUNCTIONS)}")
