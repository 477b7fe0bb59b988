"""Check the tags that plots refer to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from paraverse.config.plots import PlotConfig
from paraverse.errors import Problem, suggest
from paraverse.plan.reading.field_entries import SECTION
from paraverse.plan.reading.project_code import ProjectCode
from paraverse.plan.reading.tags import compute_only, required_tags, values_with_results
from paraverse.transform.language.graph import Graph
from paraverse.yaml_io.placeholders import find_result_tags


def tag_problems(plot: PlotConfig, graph: Graph, code: ProjectCode) -> Iterator[Problem]:
    """Find tags that a plot refers to but that do not exist, or that it leaves out.

    Parameters
    ----------
    plot
        The plot whose references to tags are checked.
    graph
        Its transformation. If it has problems of its own, missing tags are not reported.
    code
        The plot functions, some of which require tags.

    Yields
    ------
    Problem
        Missing tags of `!dag_result`, of `compute_only` and of the plot function; tags that the
        plot function requires and that `compute_only` leaves out.
    """

    def missing(key: str, subject: str, tags: Sequence[str]) -> Iterator[Problem]:
        for tag in () if graph.problems else tags:
            if tag not in graph.tags:
                hint = suggest(tag, [*graph.public_tags(), *fields])
                message = f"{subject} a result with the tag {tag!r}. {hint}".rstrip()
                yield Problem(plot.where(key), message)

    fields = (plot.values.get(SECTION) or {}).get("fields") or ()
    function = plot.values.get("plot_func")
    required, _ = required_tags(plot, code)
    for key, value in values_with_results(plot).items():
        yield from missing(key, "`!dag_result` asks for", find_result_tags(value))
    selected = compute_only(plot)
    if selected is None:
        yield from missing("transform", f"{function} needs", required)
        return
    yield from missing("compute_only", "compute_only asks for", selected)
    for tag in required:
        if tag not in selected:
            message = f"{function} needs the tag {tag!r} too: add it, or leave this key out."
            yield Problem(plot.where("compute_only"), message)
