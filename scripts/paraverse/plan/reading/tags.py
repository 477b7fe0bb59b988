"""The tags of a transformation that are computed for its plot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paraverse.config.plots import WITH_RESULTS, PlotConfig
from paraverse.plan.reading.field_entries import read_field_entries
from paraverse.plan.reading.project_code import ProjectCode
from paraverse.plot.interface import COMBINED_DATA
from paraverse.transform.language.graph import Graph
from paraverse.yaml_io.placeholders import find_result_tags


def computed_tags(plot: PlotConfig, graph: Graph, code: ProjectCode) -> tuple[str, ...] | None:
    """Return the tags to compute for a plot.

    Parameters
    ----------
    plot
        The plot for which the tags are computed.
    graph
        Its transformation.
    code
        The plot functions, some of which require tags.

    Returns
    -------
    tuple of str or None
        The tags in `compute_only`; without it, the tags that the plot function requires, if it
        takes no others; in both cases, with the tags that `!dag_result` refers to. None for all
        public tags. A function that takes all combined fields as one dataset needs them, too.
    """
    results = [
        tag for value in values_with_results(plot).values() for tag in find_result_tags(value)
    ]
    selected = compute_only(plot)
    if selected is not None:
        return tuple(dict.fromkeys((*selected, *results)))
    required, takes_others = required_tags(plot, code)
    if not takes_others and not plot.values.get("compute_only"):
        return tuple(dict.fromkeys((*required, *results)))
    public = graph.public_tags()
    function = code.plot_function(plot)
    if function and function.signature and COMBINED_DATA in function.signature.parameters:
        results += [entry.tag for entry in read_field_entries(plot)]
    # Fields that are selected and combined are not among the public tags
    return None if set(results) <= set(public) else tuple(dict.fromkeys((*public, *results)))


def compute_only(plot: PlotConfig) -> list[str] | None:
    """Return the tags in a plot's `compute_only`, or None if it selects none.

    Parameters
    ----------
    plot
        The plot, with or without `compute_only`.

    Returns
    -------
    list of str or None
        The tags in the order of the configuration.
    """
    tags = plot.values.get("compute_only")
    if not tags or tags == "all":
        return None
    return [tags] if isinstance(tags, str) else list(tags)


def values_with_results(plot: PlotConfig) -> Mapping[str, Any]:
    """Return the values of a plot in which `!dag_result` may occur, by their keys.

    Parameters
    ----------
    plot
        The plot whose values may refer to results.

    Returns
    -------
    Mapping
        The arguments of the plot function, and the sections for helpers, style and animation.
    """
    return {**plot.arguments(), **{key: plot.values.get(key) for key in WITH_RESULTS}}


def required_tags(plot: PlotConfig, code: ProjectCode) -> tuple[tuple[str, ...], bool]:
    """Return the tags that a plot function requires.

    Parameters
    ----------
    plot
        The plot that names the function.
    code
        The plot functions.

    Returns
    -------
    tags : tuple of str
        The tags; empty if it requires none.
    takes_others : bool
        Whether other tags are computed for it, too.
    """
    function = code.plot_function(plot)
    options = function.options if function else {}
    tags = options.get("required_tags", options.get("required_dag_tags")) or ()
    takes_others = options.get("compute_only_required_dag_tags") is False
    return tuple(tags), not tags or takes_others
