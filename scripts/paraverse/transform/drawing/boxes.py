"""The boxes of nodes, with the tags, call and result of each node, and a color for its state."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from paraverse.errors import Location, format_key_path
from paraverse.transform.describe import describe
from paraverse.transform.evaluation.profile import Profile
from paraverse.transform.language.assembly import references
from paraverse.transform.language.graph import Graph

_MAX_CHARACTERS = 44

_COLORS = {  # fill and border
    "input": ("#e8eef7", "#4c6a92"),
    "written": ("#ffffff", "#555555"),
    "computed": ("#e9f5e9", "#3c7a3c"),
    "stored": ("#e8eef7", "#4c6a92"),
    "fallback": ("#fff3d6", "#b07a00"),
    "failed": ("#ffffff", "#c0392b"),
    "failed here": ("#f9d9d5", "#c0392b"),
}


@dataclass(frozen=True, kw_only=True)
class Box:
    """The contents of the box of a node.

    Attributes
    ----------
    lines
        Lines of text, at least one.
    fill, border
        Colors in hexadecimal notation.
    hint
        Text that is shown when the pointer is over the box: location, call, and the user's notes.
    """

    lines: Sequence[str]
    fill: str
    border: str
    hint: str


def build_boxes(
    graph: Graph,
    *,
    tags: Collection[str] | None = None,
    profile: Profile | None = None,
    where: Callable[..., Location] | None = None,
) -> dict[int, Box]:
    """Return the box of each node that is drawn.

    Parameters
    ----------
    graph
        The graph.
    tags
        Tags to draw, with everything they need; by default the whole graph except inputs that
        nothing needs.
    profile
        Record of what happened to the nodes, which adds results, times and colors; by default
        none.
    where
        Called with the keys of a node; returns its location in a file. By default the keys alone
        are shown.

    Returns
    -------
    dict
        The boxes by the numbers of their nodes, in ascending order.
    """
    if tags is not None:
        numbers = graph.needed_for(tags)
    else:
        unused = {graph.tags[tag] for tag in graph.inputs}
        for node in graph.nodes:
            unused.difference_update(node.all_needs)
        numbers = [number for number in range(len(graph.nodes)) if number not in unused]
    return {number: _build_box(graph, number, profile, where) for number in numbers}


def _build_box(
    graph: Graph, number: int, profile: Profile | None, where: Callable[..., Location] | None
) -> Box:
    node = graph.nodes[number]
    state, call = _state_of(graph, number, profile), _describe_node(graph, number)
    fill, border = _COLORS[state]
    location = where(*node.path) if where else format_key_path(node.path)
    notes = [f"{key}: {describe(value)}" for key, value in node.context.items()]
    tags = [
        tag
        for tag, tagged in graph.tags.items()
        if tagged == number and tag not in ("select_base", *graph.inputs)
    ]
    lines = [f"{', '.join(tags)} ="] if tags and node.operation else []
    lines.append(call)
    if profile and number in profile.results:
        lines.append(profile.results[number])
    if profile and profile.seconds.get(number, 0) >= 0.001:
        lines.append(_format_duration(profile.seconds[number]))
    if state in ("failed here", "fallback"):
        lines.append("failed" if state == "failed here" else "fallback used")
    return Box(
        lines=[_shorten(line) for line in lines if line],
        fill=fill,
        border=border,
        hint="\n".join([str(location), call, *notes]),
    )


def _state_of(graph: Graph, number: int, profile: Profile | None) -> str:
    node = graph.nodes[number]
    states = profile.states if profile else {}
    if states.get(number) == "failed":
        is_consequence = any(states.get(needed) == "failed" for needed in node.needs)
        return "failed" if is_consequence else "failed here"
    if not node.operation:
        return "input"
    return states.get(number, "written")


def _describe_node(graph: Graph, number: int) -> str:
    node = graph.nodes[number]
    if not node.operation:
        return node.title
    args = ["•" if references(arg) else describe(arg) for arg in node.args]
    args += [f"{k}={'•' if references(v) else describe(v)}" for k, v in node.kwargs.items()]
    return f"{node.operation}({', '.join(args)})"


def _format_duration(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.0f} ms"


def _shorten(line: str) -> str:
    return line if len(line) <= _MAX_CHARACTERS else f"{line[: _MAX_CHARACTERS - 1]}…"
