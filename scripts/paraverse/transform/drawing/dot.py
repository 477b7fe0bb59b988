"""Describe graphs in the DOT language of Graphviz."""

from __future__ import annotations

import json
from collections.abc import Collection

from paraverse.transform.drawing.boxes import build_boxes
from paraverse.transform.evaluation.profile import Profile
from paraverse.transform.language.graph import Graph


def to_dot(
    graph: Graph, *, tags: Collection[str] | None = None, profile: Profile | None = None
) -> str:
    """Describe a graph in the DOT language of Graphviz, which many programs can read.

    Parameters
    ----------
    graph
        The graph.
    tags
        Tags to draw, with everything they need; by default the whole graph.
    profile
        Record of what happened to the nodes, which adds results, times and colors; by default
        none.

    Returns
    -------
    str
        The description of a directed graph. Dashed edges belong to fallbacks.

    Examples
    --------
    >>> to_dot(Graph.of(transform=[{"define": 1}, "neg"])).splitlines()[-2]
    '  1 -> 2;'
    """
    lines = ["digraph transformation {", "  node [shape=box, style=filled, fontname=monospace];"]
    for number, box in build_boxes(graph, tags=tags, profile=profile).items():
        label = json.dumps("\n".join(box.lines), ensure_ascii=False)
        lines.append(f'  {number} [label={label}, fillcolor="{box.fill}", color="{box.border}"];')
        node = graph.nodes[number]
        for source in node.all_needs:
            style = "" if source in node.needs else " [style=dashed]"
            lines.append(f"  {source} -> {number}{style};")
    return "\n".join([*lines, "}\n"])
