"""Which results of a plot's transformation are computed."""

from __future__ import annotations

from collections.abc import Sequence

from paraverse.config.plots import WITH_RESULTS, PlotConfig
from paraverse.errors import Problem, suggest
from paraverse.plan.project_code import ProjectCode
from paraverse.transform.language.graph import Graph
from paraverse.yaml_io.placeholders import find_result_tags


def tags_of(
    plot: PlotConfig, graph: Graph, known: ProjectCode, problems: list[Problem]
) -> tuple[str, ...] | None:
    """Return the tags to compute; None for all.

    Those that the plot chooses; else those that its function needs, if it takes no others. What
    `!dag_result` asks for comes in addition.

    Parameters
    ----------
    plot
        The plot.
    graph
        Its transformation.
    known
        What plots can refer to.
    problems
        Gets what is wrong: a tag that does not exist, one that the function needs and the plot
        leaves out.
    """

    def check(key: str, asks: str, tags: Sequence[str]) -> None:
        for tag in () if graph.problems else tags:
            if tag not in graph.tags:
                hint = suggest(tag, [*graph.public_tags(), *given])
                message = f"{asks} a result with the tag {tag!r}. {hint}".rstrip()
                problems.append(Problem(plot.where(key), message))

    given = (plot.values.get("select_and_combine") or {}).get("fields") or ()
    function = plot.values.get("plot_func")
    needed, only = _required(plot, known)
    parts = {**plot.arguments(), **{key: plot.values.get(key) for key in WITH_RESULTS}}
    wanted = [tag for part in parts.values() for tag in find_result_tags(part)]
    for key, part in parts.items():
        check(key, "`!dag_result` asks for", find_result_tags(part))
    chosen = plot.values.get("compute_only")
    if not chosen or chosen == "all":
        check("transform", f"{function} needs", needed)
        if only and not chosen:
            return tuple(dict.fromkeys((*needed, *wanted)))
        public = graph.public_tags()
        # What is selected and combined is not among all tags
        return None if set(wanted) <= set(public) else tuple(dict.fromkeys((*public, *wanted)))
    chosen = [chosen] if isinstance(chosen, str) else chosen
    check("compute_only", "compute_only asks for", chosen)
    for tag in needed:
        if tag not in chosen:
            message = f"{function} needs the tag {tag!r} too: add it, or leave this key out."
            problems.append(Problem(plot.where("compute_only"), message))
    return tuple(dict.fromkeys((*chosen, *wanted)))


def _required(plot: PlotConfig, known: ProjectCode) -> tuple[tuple[str, ...], bool]:
    """Return the tags that a plot's function needs, and whether it takes no others."""
    function = known.plot_functions.functions.get(str(plot.values.get("plot_func")))
    options = function.options if function else {}
    tags = options.get("required_tags", options.get("required_dag_tags")) or ()
    only = options.get("compute_only_required_dag_tags") is not False
    return tuple(tags), bool(tags) and only
