"""Draw graphs as SVG."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from html import escape

from paraverse.errors import Location
from paraverse.transform.drawing.boxes import Box, build_boxes
from paraverse.transform.drawing.layers import Point, layered_layout
from paraverse.transform.evaluation.profile import Profile
from paraverse.transform.language.graph import Graph

_LINE = 15  # height of a line; all lengths here are in pixels
_CHARACTER = 7.2  # width of a character, with a monospace font of 12 pixels
_MARGIN = 12


@dataclass(frozen=True)
class Picture:
    """A graph that notebooks display as a drawing.

    Attributes
    ----------
    graph
        The graph.
    profile
        Record of what happened to the nodes, which adds results, times and colors; by default
        none.

    Examples
    --------
    >>> from paraverse.transform import Profile, evaluate
    >>> profile = Profile()
    >>> results = evaluate({}, transform=[{"add": [1, 2], "tag": "sum"}], profile=profile)
    >>> picture = Picture(profile.graph, profile)  # the last line of a cell in a notebook
    """

    graph: Graph
    profile: Profile | None = None

    def _repr_svg_(self) -> str:
        return to_svg(self.graph, profile=self.profile)


def to_svg(
    graph: Graph,
    *,
    tags: Collection[str] | None = None,
    profile: Profile | None = None,
    where: Callable[..., Location] | None = None,
) -> str:
    """Draw a graph as SVG, with the data at the top and the results at the bottom.

    Parameters
    ----------
    graph
        The graph.
    tags
        Tags to draw, with everything they need; by default the whole graph.
    profile
        Record of what happened to the nodes, which adds results, times and colors; by default
        none.
    where
        Called with the keys of a node; returns its location in a file, which is shown under the
        pointer. By default the keys alone are shown.

    Returns
    -------
    str
        An SVG document. Dashed arrows belong to fallbacks.
    """
    boxes = build_boxes(graph, tags=tags, profile=profile, where=where)
    widths = {n: _CHARACTER * max(map(len, box.lines)) + _LINE for n, box in boxes.items()}
    heights = {n: _LINE * (len(box.lines) + 0.7) for n, box in boxes.items()}
    tallest = max(heights.values(), default=0)
    needs = {number: graph.nodes[number].all_needs for number in boxes}
    layout = layered_layout(needs, widths, gap=_LINE, row_height=tallest + 2.5 * _LINE)
    left = min((x - widths[n] / 2 for n, (x, _) in layout.boxes.items()), default=0) - _MARGIN
    right = max((x + widths[n] / 2 for n, (x, _) in layout.boxes.items()), default=0) + _MARGIN
    top = -tallest / 2 - _MARGIN
    bottom = max((y + heights[n] / 2 for n, (_, y) in layout.boxes.items()), default=0) + _MARGIN
    elements = []
    for (source, target), ((first_x, first_y), *between, (last_x, last_y)) in layout.arrows.items():
        start = (first_x, first_y + heights[source] / 2)
        end = (last_x, last_y - heights[target] / 2 - 5)
        is_dashed = source not in graph.nodes[target].needs  # only a fallback needs it
        elements.append(_draw_arrow([start, *between, end], is_dashed))
    for number, box in boxes.items():
        elements.append(
            _draw_box(box, layout.boxes[number], width=widths[number], height=heights[number])
        )
    width, height = right - left, bottom - top
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
            f'viewBox="{left:.1f} {top:.1f} {width:.1f} {height:.1f}" '
            'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="12">',
            '<defs><marker id="tip" viewBox="0 0 6 6" refX="1" refY="3" markerWidth="6" '
            'markerHeight="6" orient="auto"><path d="M0 0L6 3L0 6z" fill="#777"/></marker></defs>',
            *elements,
            "</svg>\n",
        ]
    )


def _draw_arrow(points: Sequence[Point], is_dashed: bool) -> str:
    """Draw a curve that is vertical at each of its points."""
    (x, y), *others = points
    path = f"M{x:.1f} {y:.1f}"
    for next_x, next_y in others:
        half = (y + next_y) / 2
        path += f"C{x:.1f} {half:.1f} {next_x:.1f} {half:.1f} {next_x:.1f} {next_y:.1f}"
        x, y = next_x, next_y
    dash = ' stroke-dasharray="4 3"' if is_dashed else ""
    return f'<path d="{path}" fill="none" stroke="#777" marker-end="url(#tip)"{dash}/>'


def _draw_box(box: Box, center: Point, *, width: float, height: float) -> str:
    x, y = center[0] - width / 2, center[1] - height / 2
    texts = [
        f'<text x="{center[0]:.1f}" y="{y + _LINE * (n + 1.1):.1f}" text-anchor="middle">'
        f"{escape(line)}</text>"
        for n, line in enumerate(box.lines)
    ]
    return "\n".join(
        [
            f"<g><title>{escape(box.hint)}</title>",
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="4" '
            f'fill="{box.fill}" stroke="{box.border}"/>',
            *texts,
            "</g>",
        ]
    )
