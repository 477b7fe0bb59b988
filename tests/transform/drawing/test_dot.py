"""Graphs are described in the language of Graphviz."""

from __future__ import annotations

from paraverse.transform.drawing.dot import to_dot
from paraverse.transform.language.graph import Graph


def test_to_dot__has_all_nodes_and_arrows() -> None:
    lines = to_dot(Graph.of(transform=[{"repr": 'a "b"', "tag": "x"}, "neg"])).splitlines()
    assert lines[2].startswith("""  1 [label="x =\\nrepr('a \\"b\\"')",""")
    assert lines[3].startswith('  2 [label="neg(•)",')
    assert lines[4:] == ["  1 -> 2;", "}"]
