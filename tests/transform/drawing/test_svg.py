"""Pictures of graphs."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from paraverse.errors import TransformError
from paraverse.transform import evaluate, load_yaml
from paraverse.transform.drawing.dot import to_dot
from paraverse.transform.drawing.svg import Picture, to_svg
from paraverse.transform.evaluation.profile import Profile
from paraverse.transform.language.graph import Graph

SVG = "{http://www.w3.org/2000/svg}"
CONFIG = """
select: {x: a/x}
transform:
  - {add: [!dag_tag x, 1], tag: y, context: {why: "<because>"}}
  - {div: [!dag_tag y, 0], tag: z, allow_failure: silent, fallback: !dag_tag x}
  - {div: [!dag_tag z, 0], tag: bad}
"""


def texts(svg: str) -> dict[str, list[str]]:
    """For the hint of each box its lines."""
    boxes = ElementTree.fromstring(svg).iter(f"{SVG}g")
    return {
        box.findtext(f"{SVG}title", ""): [line.text or "" for line in box.iter(f"{SVG}text")]
        for box in boxes
    }


def test_to_svg__shows_each_node() -> None:
    svg = to_svg(Graph.of(**load_yaml(CONFIG)))
    found = {hint.partition("\n")[0]: lines for hint, lines in texts(svg).items()}
    assert found == {
        "": ["dm"],
        "select.x": ["x =", "getitem(•, 'a/x')"],
        "transform[0]": ["y =", "add(•, 1)"],
        "transform[1]": ["z =", "div(•, 0)"],
        "transform[2]": ["bad =", "div(•, 0)"],
    }
    assert "transform[0]\nadd(•, 1)\nwhy: '<because>'" in texts(svg)
    arrows = [p for p in ElementTree.fromstring(svg).iter(f"{SVG}path") if p.get("marker-end")]
    assert [bool(arrow.get("stroke-dasharray")) for arrow in arrows].count(True) == 1
    assert len(arrows) == 5


def test_to_svg__shows_what_became_of_each_node() -> None:
    profile = Profile()
    with pytest.raises(TransformError):
        evaluate({"a": {"x": 2}}, **load_yaml(CONFIG), profile=profile)
    svg = Picture(profile.graph, profile)._repr_svg_()
    shown = {lines[0]: lines[2:] for lines in texts(svg).values() if len(lines) > 2}
    assert shown == {
        "x =": ["2"],
        "y =": ["3"],
        "z =": ["2", "fallback used"],
        "bad =": ["failed"],
    }


def test_to_svg__shows_what_some_tags_need() -> None:
    found = texts(to_svg(Graph.of(**load_yaml(CONFIG)), tags=["y"]))
    assert [lines[0] for lines in found.values()] == ["dm", "x =", "y ="]


def test_to_svg__of_nothing_is_a_picture() -> None:
    assert texts(to_svg(Graph.of())) == {}


def test_to_dot__has_all_nodes_and_arrows() -> None:
    lines = to_dot(Graph.of(transform=[{"repr": 'a "b"', "tag": "x"}, "neg"])).splitlines()
    assert lines[2].startswith("""  1 [label="x =\\nrepr('a \\"b\\"')",""")
    assert lines[3].startswith('  2 [label="neg(•)",')
    assert lines[4:] == ["  1 -> 2;", "}"]
