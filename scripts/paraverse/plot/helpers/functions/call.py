"""Call functions on axes or on the figure."""

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
    """Call functions on the axes, one after the other.

    Parameters
    ----------
    hlpr
        The figure.
    functions
        For each the `function`, such as ``plt.plot`` or ``sns.lineplot``, a module and a name in
        it, or a function; its positional arguments `args`; and others. The axes is passed as the
        argument that `pass_axis_object_as` names, and `hlpr` if `pass_helper` says so.
    funcs_lookup_dict
        Functions by name, instead of those of pyplot and seaborn.
    shared
        Arguments of all of them.
    """
    _call(hlpr, functions, funcs_lookup_dict, shared)


@helper(of_figure=True)
def figcall(
    hlpr: PlotHelper,
    *,
    functions: Sequence[Mapping[str, Any]],
    funcs_lookup_dict: Functions | None = None,
    **shared: Any,
) -> None:
    """Call functions once, before the helpers of axes are called.

    Parameters
    ----------
    hlpr
        The figure.
    functions, funcs_lookup_dict, shared
        As for `call`.
    """
    _call(hlpr, functions, funcs_lookup_dict, shared)


def _call(
    hlpr: PlotHelper,
    functions: Sequence[Mapping[str, Any]],
    by_name: Functions | None,
    shared: Mapping[str, Any],
) -> None:
    with argument("functions"):
        for index, function in enumerate(functions):
            with argument(index):
                call_function(hlpr, merge_nested(shared, function), funcs=by_name, show_hints=False)
