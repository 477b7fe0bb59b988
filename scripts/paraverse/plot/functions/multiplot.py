"""The plot function `multiplot`: calls to several functions on the same axes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from paraverse.base.nested import merge_nested
from paraverse.errors import PlotError
from paraverse.plot.helpers.function_calls import call_function
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.proportions import configured_size
from paraverse.plot.registry import plot_function

Calls = Sequence[Mapping[str, Any]]

log = logging.getLogger(__name__)


@plot_function
def multiplot(
    *,
    data: Mapping[str, Any],
    hlpr: PlotHelper,
    to_plot: Calls | Mapping[Any, Calls],
    funcs: Mapping[str, Callable[..., Any]] | None = None,
    show_hints: bool = True,
    **shared: Any,
) -> None:
    """Call functions one after another to draw on the same axes.

    Parameters
    ----------
    data
        Not used. Calls receive results as arguments by means of ``!dag_result``.
    hlpr
        The plot helper of the figure to draw on.
    to_plot
        A list of calls (see `paraverse.plot.helpers.function_calls.call_function`), or a mapping
        from axes (column and row, such as ``[0, 0]``) to lists of calls. For a mapping, the figure
        gets as many axes as the largest column and row require, unless `setup_figure` is
        configured.
    funcs
        Functions by name, which replace those of seaborn (``sns.``) and pyplot (``plt.``). If None,
        the functions of seaborn and pyplot are available.
    show_hints
        Whether to log hints about calls without arguments.
    shared
        Arguments of all calls, which the arguments of a single call update.

    Raises
    ------
    PlotError
        If `to_plot` is malformed or a package is missing, or if a call fails and
        ``hlpr.raise_on_error`` is set; otherwise, failed calls are logged. The message names the
        call.
    """
    calls_by_axes = _group_by_axes(to_plot)
    if isinstance(to_plot, Mapping):
        _setup_axes(hlpr, calls_by_axes)
    for coords, calls in calls_by_axes.items():
        hlpr.select_axis(*coords)
        for index, call in enumerate(calls):
            try:
                call_function(hlpr, merge_nested(shared, call), funcs=funcs, show_hints=show_hints)
            except PlotError as error:
                axes = list(coords) if len(calls_by_axes) > 1 else ""
                message = f"to_plot{axes}[{index}]: {error}"
                # Without a package, little of the figure might be left
                if hlpr.raise_on_error or isinstance(error.__context__, ImportError):
                    raise PlotError(message) from error
                log.warning("%s", message)


def _group_by_axes(to_plot: Any) -> dict[tuple[int, int], Calls]:
    if isinstance(to_plot, Mapping):
        return dict(to_plot)
    if isinstance(to_plot, list | tuple):
        return {(0, 0): to_plot}
    raise PlotError(
        "to_plot: takes a list of calls, or a mapping from axes such as [0, 0] to lists; "
        f"found {to_plot!r}."
    )


def _setup_axes(hlpr: PlotHelper, calls_by_axes: Mapping[tuple[int, int], Calls]) -> None:
    if not hlpr.has_figure and not hlpr.base_cfg.get("setup_figure"):
        columns, rows = (max(numbers) + 1 for numbers in zip(*calls_by_axes, strict=True))
        is_free = configured_size() is None
        hlpr.setup_figure(ncols=columns, nrows=rows, scale_figsize_with_subplots_shape=is_free)
