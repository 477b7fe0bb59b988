"""Pictures of a graph: which node needs which, and what became of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from html import escape
from typing import TYPE_CHECKING

from paraverse.errors import Location, format_key_path
from paraverse.transform.describe import describe
from paraverse.transform.drawing.layers import Point, layered
from paraverse.transform.language.assembly import references
from paraverse.transform.language.graph import Graph

if TYPE_CHECKING:
    from paraverse.transform.evaluation.profile import Profile

_LINE = 15
_CHARACTER = 7.2  # of a monospace font of 12 pixels
_MARGIN = 12
_LONGEST = 44

_COLORS = {  # fill and border
    "given": ("#e8eef7", "#4c6a92"),
    "written": ("#ffffff", "#555555"),
    "computed": ("#e9f5e9", "#3c7a3c"),
    "stored": ("#e8eef7", "#4c6a92"),
    "fallback": ("#fff3d6", "#b07a00"),
    "failed": ("#ffffff", "#c0392b"),
    "failed here": ("#f9d9d5", "#c0392b"),
}


def to_svg(
    graph: Graph,
    *,
    tags: Collection[str] | None = None,
    profile: Profile | None = None,
    where: Callable[..., Location] | None = None,
) -> str:
    """Draw a graph as SVG: data at the top, results at the bottom.

    Parameters
    ----------
    graph
        The graph.
    tags
        Only what these tags need; by default everything.
    profile
        What became of the nodes: adds their results and times, and colours them.
    where
        Turns keys into a place in a file; shown for each node under the pointer.
    """
    numbers = _shown(graph, tags)
    labels = {number: _label(graph, number, profile) for number in numbers}
    widths = {n: _CHARACTER * max(map(len, lines)) + _LINE for n, lines in labels.items()}
    heights = {number: _LINE * (len(lines) + 0.7) for number, lines in labels.items()}
    row = max(heights.values(), default=0) + 2.5 * _LINE
    needs = {number: graph.nodes[number].all_needs for number in numbers}
    layout = layered(needs, widths, _LINE, row)
    left = min((x - widths[n] / 2 for n, (x, _) in layout.boxes.items()), default=0) - _MARGIN
    right = max((x + widths[n] / 2 for n, (x, _) in layout.boxes.items()), default=0) + _MARGIN
    top = -max(heights.values(), default=0) / 2 - _MARGIN
    bottom = max((y + heights[n] / 2 for n, (_, y) in layout.boxes.items()), default=0) + _MARGIN
    parts = []
    for (source, target), points in layout.arrows.items():
        path = list(points)
        path[0] = (path[0][0], path[0][1] + heights[source] / 2)
        path[-1] = (path[-1][0], path[-1][1] - heights[target] / 2 - 5)
        dashed = source not in graph.nodes[target].needs  # only a fallback needs it
        parts.append(_arrow(path, dashed))
    for number in numbers:
        place = where(*graph.nodes[number].path) if where else format_key_path(graph.nodes[number].path)
        fill, border = _COLORS[_state(graph, number, profile)]
        size = (widths[number], heights[number])
        parts.append(
            _box(
                layout.boxes[number],
                size,
                labels[number],
                fill,
                border,
                _hint(graph, number, place),
            )
        )
    width, height = right - left, bottom - top
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
            f'viewBox="{left:.1f} {top:.1f} {width:.1f} {height:.1f}" '
            'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="12">',
            '<defs><marker id="tip" viewBox="0 0 6 6" refX="1" refY="3" markerWidth="6" '
            'markerHeight="6" orient="auto"><path d="M0 0L6 3L0 6z" fill="#777"/></marker></defs>',
            *parts,
            "</svg>\n",
        ]
    )


def to_dot(
    graph: Graph, *, tags: Collection[str] | None = None, profile: Profile | None = None
) -> str:
    """Describe a graph in the DOT language of Graphviz, which many programs read.

    Parameters
    ----------
    graph, tags, profile
        As those of `to_svg`.
    """
    lines = ["digraph transformation {", "  node [shape=box, style=filled, fontname=monospace];"]
    for number in _shown(graph, tags):
        fill, border = _COLORS[_state(graph, number, profile)]
        label = json.dumps("\n".join(_label(graph, number, profile)), ensure_ascii=False)
        lines.append(f'  {number} [label={label}, fillcolor="{fill}", color="{border}"];')
        for source in graph.nodes[number].all_needs:
            dashed = "" if source in graph.nodes[number].needs else " [style=dashed]"
            lines.append(f"  {source} -> {number}{dashed};")
    return "\n".join([*lines, "}\n"])


def _shown(graph: Graph, tags: Collection[str] | None) -> list[int]:
    if tags is not None:
        return graph.needed_for(tags)
    unused = {graph.tags[tag] for tag in graph.inputs}
    for node in graph.nodes:
        unused.difference_update(node.all_needs)
    return [number for number in range(len(graph.nodes)) if number not in unused]


def _state(graph: Graph, number: int, profile: Profile | None) -> str:
    node = graph.nodes[number]
    state = profile.states.get(number) if profile else None
    if profile and state == "failed":
        before = any(profile.states.get(needed) == "failed" for needed in node.needs)
        return "failed" if before else "failed here"
    if not node.operation:
        return "given"
    return state or "written"


def _label(graph: Graph, number: int, profile: Profile | None) -> list[str]:
    node = graph.nodes[number]
    named = [tag for tag, n in graph.tags.items() if n == number and tag in _names(graph)]
    lines = [f"{', '.join(named)} =" if named and node.operation else "", _call(graph, number)]
    if profile and number in profile.results:
        lines.append(profile.results[number])
    if profile and profile.seconds.get(number, 0) >= 0.001:
        lines.append(_duration(profile.seconds[number]))
    state = _state(graph, number, profile)
    if state in ("failed here", "fallback"):
        lines.append({"failed here": "failed", "fallback": "fallback used"}[state])
    return [_cut(line) for line in lines if line]


def _names(graph: Graph) -> set[str]:
    return {tag for tag in graph.tags if tag not in ("select_base", *graph.inputs)}


def _call(graph: Graph, number: int) -> str:
    node = graph.nodes[number]
    if not node.operation:
        return node.title
    args = ["•" if references(arg) else describe(arg) for arg in node.args]
    args += [f"{k}={'•' if references(v) else describe(v)}" for k, v in node.kwargs.items()]
    return f"{node.operation}({', '.join(args)})"


def _hint(graph: Graph, number: int, place: Location | str) -> str:
    node = graph.nodes[number]
    context = [f"{key}: {describe(value)}" for key, value in node.context.items()]
    return "\n".join([str(place), _call(graph, number), *context])


def _duration(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.0f} ms"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _arrow(points: Sequence[Point], dashed: bool) -> str:
    """A curve that leaves and arrives vertically at each of its points."""
    (x, y), *others = points
    path = f"M{x:.1f} {y:.1f}"
    for next_x, next_y in others:
        half = (y + next_y) / 2
        path += f"C{x:.1f} {half:.1f} {next_x:.1f} {half:.1f} {next_x:.1f} {next_y:.1f}"
        x, y = next_x, next_y
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    return f'<path d="{path}" fill="none" stroke="#777" marker-end="url(#tip)"{dash}/>'


def _box(
    centre: Point,
    size: tuple[float, float],
    lines: Sequence[str],
    fill: str,
    border: str,
    hint: str,
) -> str:
    x, y = centre[0] - size[0] / 2, centre[1] - size[1] / 2
    texts = [
        f'<text x="{centre[0]:.1f}" y="{y + _LINE * (n + 1.1):.1f}" text-anchor="middle">'
        f"{escape(line)}</text>"
        for n, line in enumerate(lines)
    ]
    return "\n".join(
        [
            f"<g><title>{escape(hint)}</title>",
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{size[0]:.1f}" height="{size[1]:.1f}" rx="4" '
            f'fill="{fill}" stroke="{border}"/>',
            *texts,
            "</g>",
        ]
    )
