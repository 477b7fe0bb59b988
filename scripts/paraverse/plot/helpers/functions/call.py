"""Helpers that call functions on axes or on the figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from paraverse.base.nested import merge_nested
from paraverse.plot.helpers.function_calls import call_function
from paraverse.plot.helpers.helper_errors import argument
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.registry import helper

Functions = Mapping[str, Callable[..., Any]]


@helper
def call(
    hlpr: PlotHelper,
    *,
    functions: Sequence[Mapping[str, Any]],
    funcs_lookup_dict: Functions | None = None,
    **shared: Any,
) -> None:
    """Call functions on the axes, one after another.

    Parameters
    ----------
    hlpr
        The plot helper, whose current axes are modified.
    functions
        The calls, each a mapping as for `paraverse.plot.helpers.function_calls.call_function`: the
        `function`, such as ``plt.plot`` or ``sns.lineplot``, positional arguments as `args`,
        `pass_axis_object_as` and `pass_helper`, and keyword arguments.
    funcs_lookup_dict
        Functions by name, which replace those of pyplot and seaborn. If None, the functions of
        pyplot and seaborn are available.
    shared
        Keyword arguments of all calls. The arguments of a single call update them.
    """
    _call_functions(hlpr, functions, funcs_lookup_dict, shared)


@helper(of_figure=True)
def figcall(
    hlpr: PlotHelper,
    *,
    functions: Sequence[Mapping[str, Any]],
    funcs_lookup_dict: Functions | None = None,
    **shared: Any,
) -> None:
    """Call functions once for the figure, before the helpers of the axes are called.

    Parameters
    ----------
    hlpr
        The plot helper of the figure.
    functions, funcs_lookup_dict, shared
        As for `call`.
    """
    _call_functions(hlpr, functions, funcs_lookup_dict, shared)


def _call_functions(
    hlpr: PlotHelper,
    calls: Sequence[Mapping[str, Any]],
    functions: Functions | None,
    shared: Mapping[str, Any],
) -> None:
    with argument("functions"):
        for index, single_call in enumerate(calls):
            with argument(index):
                merged = merge_nested(shared, single_call)
                call_function(hlpr, merged, funcs=functions, show_hints=False)
