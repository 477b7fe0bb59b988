"""Calls to functions of pyplot, seaborn and other modules that draw on the current axes."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib.pyplot as plt

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.color_manager import parse_cmap_and_norm_kwargs
from paraverse.plot.appearance.seaborn_palettes import import_seaborn
from paraverse.plot.appearance.seaborn_tools import (
    axis_labels,
    label_axes,
    label_legends,
    to_data_frame,
    with_reproducible_defaults,
)
from paraverse.plot.exceptions import describe_exception
from paraverse.plot.helpers.plot_helper import PlotHelper

FunctionSpec = str | Sequence[str] | Callable[..., Any]
"""``plt.`` or ``sns.`` followed by a name, a module and a name in it, or the function itself."""

SEABORN_NAMES = (
    "scatterplot", "lineplot", "histplot", "kdeplot", "ecdfplot", "rugplot", "stripplot",
    "swarmplot", "boxplot", "violinplot", "boxenplot", "pointplot", "barplot", "countplot",
    "regplot", "residplot", "heatmap", "despine",
)  # fmt: skip
PYPLOT_NAMES = (
    "fill", "scatter", "plot", "polar", "loglog", "semilogx", "semilogy", "errorbar", "hist",
    "hist2d", "bar", "barh", "pie", "table", "imshow", "pcolormesh", "contour", "quiver",
    "streamplot", "fill_between", "step", "contourf", "axhline", "axvline", "axhspan", "axvspan",
)  # fmt: skip

COMMON_NAMES = (
    *(f"sns.{name}" for name in SEABORN_NAMES),
    *(f"plt.{name}" for name in PYPLOT_NAMES),
)
"""Names that messages suggest. All other functions of both modules can be called as well."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class _Call:
    """A call as described in the configuration, without its function."""

    args: Sequence[Any]
    kwargs: Mapping[str, Any]
    axes_as: str | None
    pass_helper: bool
    helper_attrs: Sequence[str]


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
        The plot helper of the figure to draw on. ``hlpr.ax`` must be pyplot's current axes.
    call
        The function and its arguments. The following keys have a special meaning; all others are
        passed on as keyword arguments:

        ``function``
            a name such as ``sns.lineplot`` or ``plt.plot``, a pair of a module and a name in it, or
            a function
        ``args``
            positional arguments
        ``pass_axis_object_as``
            the name of the keyword argument that receives the axes
        ``pass_helper``
            whether the function receives `hlpr`
        ``pass_helper_attrs``
            names of entries of ``hlpr.attrs`` to pass as keyword arguments; None is passed for
            entries that do not exist
    funcs
        Functions by name, which replace those of pyplot and seaborn. If None, the functions of
        pyplot and seaborn are available.
    show_hints
        Whether to log a hint if a function that usually needs arguments is called without any.

    Returns
    -------
    object
        The return value of the function.

    Raises
    ------
    PlotError
        If the function does not exist, fails, or creates a figure of its own.
    """
    if "function" not in call:
        raise PlotError(f"The key `function` is missing; found {', '.join(map(str, call))}.")
    name, function = _find_function(call["function"], funcs)
    parsed = _parse_call(call)
    needs_arguments = name in COMMON_NAMES and name != "sns.despine"
    if show_hints and needs_arguments and not parsed.args and not parsed.kwargs:
        log.warning("%s is called without arguments; it may need `data`, `x`, …", name)
    kwargs = parse_cmap_and_norm_kwargs(**parsed.kwargs)
    labels = {k: v for value in kwargs.values() for k, v in axis_labels(value).items()}
    uses_seaborn = name.startswith("sns.")
    if uses_seaborn:
        frames = {key: to_data_frame(value) for key, value in kwargs.items()}
        kwargs = with_reproducible_defaults(function, frames, hlpr.parameters)
    if parsed.axes_as:
        kwargs[parsed.axes_as] = hlpr.ax
    if parsed.pass_helper:
        kwargs["hlpr"] = hlpr
    kwargs |= {attr: hlpr.attrs.get(attr) for attr in parsed.helper_attrs}
    try:
        result = function(*parsed.args, **kwargs)
    except PlotError:
        raise
    except Exception as error:
        raise PlotError(f"{name}: {describe_exception(error)}") from error
    if uses_seaborn:
        label_axes([hlpr.ax], labels)
        legend = hlpr.ax.get_legend()
        label_legends([] if legend is None else [legend], labels)
    if plt.gcf() is not hlpr.fig:
        plt.close()
        raise PlotError(f"{name} makes a figure of its own; such functions are for `snsplot`.")
    return result


def _parse_call(call: Mapping[str, Any]) -> _Call:
    kwargs = {key: value for key, value in call.items() if key != "function"}
    return _Call(
        args=kwargs.pop("args", None) or [],
        axes_as=kwargs.pop("pass_axis_object_as", None),
        pass_helper=kwargs.pop("pass_helper", False),
        helper_attrs=kwargs.pop("pass_helper_attrs", None) or (),
        kwargs=kwargs,
    )


def _find_function(
    spec: FunctionSpec, funcs: Mapping[str, Callable[..., Any]] | None
) -> tuple[str, Callable[..., Any]]:
    """Return the function, preceded by its name for messages."""
    if callable(spec):
        return getattr(spec, "__name__", str(spec)), spec
    if not isinstance(spec, str):
        module, name = spec
        return f"{module}.{name}", _import_function(module, name)
    if funcs is not None:
        if spec not in funcs:
            raise PlotError(f"There is no function {spec!r}. {suggest(spec, funcs)}")
        return spec, funcs[spec]
    prefix, _, name = spec.partition(".")
    modules: dict[str, Callable[[], Any]] = {"sns": import_seaborn, "plt": lambda: plt}
    function = getattr(modules[prefix](), name, None) if prefix in modules else None
    if not callable(function):
        raise PlotError(
            f"There is no function {spec!r}. {suggest(spec, COMMON_NAMES, limit=60)} Or a module "
            "and a name in it: [scipy.stats, probplot]."
        )
    return spec, function


def _import_function(module: str, name: str) -> Callable[..., Any]:
    try:
        function: Any = importlib.import_module(module)
        for attribute in name.split("."):
            function = getattr(function, attribute)
    except (ImportError, AttributeError) as error:
        raise PlotError(f"There is no function {name!r} in {module}: {error}.") from None
    return function  # type: ignore[no-any-return]
