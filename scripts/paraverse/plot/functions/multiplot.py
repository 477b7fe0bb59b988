"""Several functions of matplotlib or seaborn on the same axes, one after the other."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.colors import parse_cmap_and_norm_kwargs
from paraverse.plot.functions.seaborn_tools import (
    as_frame,
    import_seaborn,
    improved,
    name_axes,
    quantities_of,
)
from paraverse.plot.plot_helper.helper_config import merged
from paraverse.plot.plot_helper.plot_helper import PlotHelper
from paraverse.plot.registry import plot_function

Function = str | Sequence[str] | Callable[..., Any]

OF_SEABORN = (
    "scatterplot", "lineplot", "histplot", "kdeplot", "ecdfplot", "rugplot", "stripplot",
    "swarmplot", "boxplot", "violinplot", "boxenplot", "pointplot", "barplot", "countplot",
    "regplot", "residplot", "heatmap", "despine",
)  # fmt: skip
OF_PYPLOT = (
    "fill", "scatter", "plot", "polar", "loglog", "semilogx", "semilogy", "errorbar", "hist",
    "hist2d", "bar", "barh", "pie", "table", "imshow", "pcolormesh", "contour", "quiver",
    "streamplot", "fill_between", "step", "contourf", "axhline", "axvline", "axhspan", "axvspan",
)  # fmt: skip

NAMES = (*(f"sns.{name}" for name in OF_SEABORN), *(f"plt.{name}" for name in OF_PYPLOT))
"""The usual functions; all others of both modules can be called as well."""

log = logging.getLogger(__name__)


@plot_function
def multiplot(
    *,
    data: Mapping[str, Any],
    hlpr: PlotHelper,
    to_plot: Sequence[Mapping[str, Any]] | Mapping[Any, Sequence[Mapping[str, Any]]],
    funcs: Mapping[str, Callable[..., Any]] | None = None,
    show_hints: bool = True,
    **shared: Any,
) -> None:
    """Call functions that draw on the current axes, one after the other.

    Parameters
    ----------
    data
        Not used: the results come by ``!dag_result`` in the arguments.
    hlpr
        The figure.
    to_plot
        A list of calls, see `call_function`; or a mapping from axes (column and row, such as
        ``[0, 0]``) to one. As many axes are made as there are, unless `setup_figure` says it.
    funcs
        Functions by name, instead of those of seaborn (``sns.``) and pyplot (``plt.``).
    show_hints
        Whether calls without arguments are mentioned in the log.
    shared
        Arguments of all calls.

    Raises
    ------
    PlotError
        Naming the call that failed.
    """
    if isinstance(to_plot, Mapping):
        by_axes = dict(to_plot)
        if not hlpr.has_figure and not hlpr.base_cfg.get("setup_figure"):
            columns, rows = (max(numbers) + 1 for numbers in zip(*by_axes, strict=True))
            hlpr.setup_figure(ncols=columns, nrows=rows, scale_figsize_with_subplots_shape=True)
    elif isinstance(to_plot, list | tuple):
        by_axes = {(0, 0): to_plot}
    else:
        raise PlotError(
            "to_plot: takes a list of calls, or a mapping from axes such as [0, 0] to lists; "
            f"found {to_plot!r}."
        )
    for place, calls in by_axes.items():
        hlpr.select_axis(*place)
        for number, call in enumerate(calls):
            where = f"to_plot[{number}]" if len(by_axes) == 1 else f"to_plot{list(place)}[{number}]"
            try:
                call_function(hlpr, merged(shared, call), funcs=funcs, show_hints=show_hints)
            except PlotError as error:
                if hlpr.raise_on_error:
                    raise PlotError(f"{where}: {error}") from error
                log.warning("%s: %s", where, error)


def call_function(
    hlpr: PlotHelper,
    call: Mapping[str, Any],
    *,
    funcs: Mapping[str, Callable[..., Any]] | None = None,
    show_hints: bool = True,
) -> Any:
    """Call a function that draws on the current axes.

    Parameters
    ----------
    hlpr
        The figure.
    call
        `function`: its name, such as ``sns.lineplot`` or ``plt.plot``, a module and a name in it,
        or a function; `args`: positional arguments; `pass_axis_object_as`: the argument that the
        axes is passed as; `pass_helper`: whether `hlpr` is passed; `pass_helper_attrs`: what of
        ``hlpr.attrs`` is passed. All else are arguments.
    funcs
        Functions by name.
    show_hints
        Whether a call without arguments is mentioned in the log.

    Raises
    ------
    PlotError
        If there is no such function or if it fails.
    """
    arguments = dict(call)
    if "function" not in arguments:
        raise PlotError(f"The key `function` is missing; found {', '.join(map(str, call))}.")
    name, function = _find(arguments.pop("function"), funcs)
    args = arguments.pop("args", None) or []
    axes_as = arguments.pop("pass_axis_object_as", None)
    pass_helper = arguments.pop("pass_helper", False)
    attrs = arguments.pop("pass_helper_attrs", None) or ()
    if show_hints and not args and not arguments and name in NAMES and name != "sns.despine":
        log.warning("%s is called without arguments; it may need `data`, `x`, …", name)
    arguments = parse_cmap_and_norm_kwargs(**arguments)
    quantities = {k: v for value in arguments.values() for k, v in quantities_of(value).items()}
    if name.startswith("sns."):
        arguments = improved(function, {k: as_frame(v) for k, v in arguments.items()})
    if axes_as:
        arguments[axes_as] = hlpr.ax
    if pass_helper:
        arguments["hlpr"] = hlpr
    arguments |= {attr: hlpr.attrs.get(attr) for attr in attrs}
    try:
        result = function(*args, **arguments)
    except PlotError:
        raise
    except Exception as error:
        raise PlotError(f"{name}: {type(error).__name__}: {error}") from error
    if name.startswith("sns."):
        name_axes([hlpr.ax], quantities)
    if plt.gcf() is not hlpr.fig:
        plt.close()
        raise PlotError(f"{name} makes a figure of its own; such functions are for `snsplot`.")
    return result


def _find(
    function: Function, funcs: Mapping[str, Callable[..., Any]] | None
) -> tuple[str, Callable[..., Any]]:
    if callable(function):
        return getattr(function, "__name__", str(function)), function
    if not isinstance(function, str):
        module, name = function
        return f"{module}.{name}", _from_module(module, name)
    if funcs is not None:
        if function not in funcs:
            raise PlotError(f"There is no function {function!r}. {suggest(function, funcs)}")
        return function, funcs[function]
    prefix, _, name = function.partition(".")
    modules: dict[str, Callable[[], Any]] = {"sns": import_seaborn, "plt": lambda: plt}
    found = getattr(modules[prefix](), name, None) if prefix in modules else None
    if not callable(found):
        raise PlotError(
            f"There is no function {function!r}. {suggest(function, NAMES, limit=60)} Or a module "
            "and a name in it: [scipy.stats, probplot]."
        )
    return function, found


def _from_module(module: str, name: str) -> Callable[..., Any]:
    try:
        found: Any = importlib.import_module(module)
        for part in name.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError) as error:
        raise PlotError(f"There is no function {name!r} in {module}: {error}.") from None
    return found  # type: ignore[no-any-return]
