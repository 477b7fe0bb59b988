"""Plot functions and helpers by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import ModuleType
from typing import Any, TypeVar, overload

from paraverse.errors import PlotError, suggest

PlotFunction = Callable[..., Any]
Helper = Callable[..., None]
Function = TypeVar("Function", bound=Callable[..., Any])

PLOT_FUNCTIONS: dict[str, PlotFunction] = {}
HELPERS: dict[str, Helper] = {}
_FIGURE_HELPERS: set[str] = set()

DECORATORS = ("plot_function", "is_plot_func", "make_facet_grid_plot")
"""Names of the decorators that register plot functions."""

SPECIAL_KEYS = ("setup_figure", "save_figure")
"""Keys that stand among the helpers and are about the figure."""


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
    forwarded_arguments: Sequence[str] = (),
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
    forwarded_arguments: Sequence[str] = (),
) -> Any:
    """Register a plot function.

    It is called as ``func(data=..., hlpr=..., **arguments)``: `data` maps tags to results, `hlpr`
    is the `paraverse.plot.helpers.plot_helper.PlotHelper`, which makes the figure at first use, the
    arguments are the plot's keys that mean nothing else.

    Parameters
    ----------
    func
        The function.
    name
        Its name in `plot_func`; by default the function's own.
    required_tags
        The tags it draws; by default it gets all.
    helper_defaults
        Helpers and their arguments, which the plot's `helpers` update.
    supports_animation
        Whether it can register an animation with `hlpr`.
    frames_argument
        The argument that makes the figure an animation, whatever `animation` says; None if there
        is none. This and the following are read from the source when the plan is made, without
        importing the function, and have to be literals.
    supports_files
        Whether it draws several figures if its argument `files` says so.
    draws_kinds
        Whether its argument `kind` is a kind of `facet_grid`, and `col_wrap` a number of columns,
        ``auto`` or ``square``.
    dimension_arguments
        Arguments that take the name of one dimension each.
    forwarded_arguments
        Arguments that it accepts by ``**kwargs`` and that are suggested where one is misspelled.
    """
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
            "forwarded_arguments": tuple(forwarded_arguments),
        },
    )

    def register(function: PlotFunction) -> PlotFunction:
        options.attach(function)
        PLOT_FUNCTIONS[name or function.__name__] = function
        return function

    return register if func is None else register(func)


class is_plot_func:  # noqa: N801 (dantro's name)
    """Register a plot function, in dantro's words.

    Parameters
    ----------
    creator
        The creator of plots that do not name one.
    use_dag
        Whether the function gets the results of the plot's transformation. If not, its first
        argument is the data tree.
    required_dag_tags
        The tags it draws.
    compute_only_required_dag_tags
        Whether only these are computed.
    pass_dag_object_along
        Whether it gets all results also as `dag`.
    unpack_dag_results
        Whether it gets each result as an argument of its own, instead of `data`.
    use_helper
        Whether it gets a `PlotHelper` as `hlpr`. If not, it gets `out_path` and writes that file.
    helper_defaults
        Helpers and their arguments, which the plot's `helpers` update; or a YAML file with them.
    supports_animation
        Whether it can register an animation with the `PlotHelper`.
    add_attributes
        More attributes for the function.
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
    ) -> None:
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
        """Register a function under its name."""
        self.attach(func)
        PLOT_FUNCTIONS[func.__name__] = func
        return func

    def attach(self, func: PlotFunction) -> None:
        """Give a function the attributes that say how it is called."""
        for name, value in self._attributes.items():
            setattr(func, name, value)


@overload
def helper(func: Helper, /) -> Helper: ...
@overload
def helper(func: None = None, /, *, of_figure: bool = False) -> Callable[[Helper], Helper]: ...
def helper(func: Helper | None = None, /, *, of_figure: bool = False) -> Any:
    """Register a helper.

    It is called as ``func(hlpr, **arguments)``, where `hlpr` is the
    `paraverse.plot.helpers.plot_helper.PlotHelper` of the figure, for each axes, which is then `hlpr.ax`.

    Parameters
    ----------
    func
        The function; its name is the helper's.
    of_figure
        Whether it is called once for the whole figure instead.
    """

    def register(function: Helper) -> Helper:
        HELPERS[function.__name__] = function
        if of_figure:
            _FIGURE_HELPERS.add(function.__name__)
        return function

    return register if func is None else register(func)


def is_figure_helper(name: str) -> bool:
    """Whether a helper is about the whole figure."""
    return name in _FIGURE_HELPERS


def find_plot_function(name: str, modules: Iterable[ModuleType] = ()) -> PlotFunction:
    """Find a plot function by name.

    Parameters
    ----------
    name
        The name.
    modules
        Where functions are that are not registered.

    Raises
    ------
    PlotError
        If there is none.
    """
    if name in PLOT_FUNCTIONS:
        return PLOT_FUNCTIONS[name]
    for module in modules:
        found: PlotFunction | None = getattr(module, name, None)
        if callable(found):
            return found
    raise PlotError(f"There is no plot function {name!r}. {suggest(name, PLOT_FUNCTIONS)}")
