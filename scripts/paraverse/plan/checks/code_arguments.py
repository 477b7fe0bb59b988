"""Check that code in transformations is in the configuration, never in data."""

from __future__ import annotations

from collections.abc import Iterator

from paraverse.transform.language.assembly import Reference
from paraverse.transform.language.graph import Graph, Node
from paraverse.transform.modules import MODULES
from paraverse.transform.registry import follow_aliases
from paraverse.yaml_io.placeholders import find_placeholders

_CODE: dict[str, tuple[int | str, ...]] = {
    ".()": (1, "attr"),
    ".eval": (1, "expr"),
    ".query": (1, "expr"),
    "call_lambda": (0, "expression"),
    "callattr": (1, "attr"),
    "from_module": ("name",),
    "get_operation": (0, "op_name"),
    "getattr": (1, "name"),
    "import": (0, 1, "module", "name"),
    "import_and_call": (0, 1, "module", "name"),
    "lambda": (0, "expression"),
    "pd.eval": (0, "expr"),
    "print": ("fstr",),
    **{f"{prefix}.": (0, "name") for prefix in MODULES},
}
"""Arguments that are code, names of functions or attributes, or format strings, by operation."""


def code_message(node: Node, graph: Graph) -> str | None:
    """Check that the code that a node runs does not depend on data.

    Parameters
    ----------
    node
        A node of the graph.
    graph
        The graph of the transformation.

    Returns
    -------
    str or None
        A message if it does: the author of the data could then run any code. Otherwise None.
    """
    for argument in _CODE.get(follow_aliases(node.operation), ()):
        if isinstance(argument, int):
            value = node.args[argument] if argument < len(node.args) else None
        else:
            value = node.kwargs.get(argument)
        for title in _inputs_of(value, graph):
            return (
                f"{node.operation!r} would run text from the data, {title!r}, as code. Write the "
                "code into the configuration."
            )
    return None


def _inputs_of(value: object, graph: Graph) -> Iterator[str]:
    """Iterate over the tags of the inputs that a value depends on."""
    remaining = [p.number for p in find_placeholders(value) if isinstance(p, Reference)]
    visited = set()
    while remaining:
        number = remaining.pop()
        if number not in visited:
            visited.add(number)
            node = graph.nodes[number]
            remaining += node.all_needs
            if not node.operation:
                yield node.title
