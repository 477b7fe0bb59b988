"""Graphs are drawn as SVG."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from paraverse.errors import TransformError
from paraverse.transform import evaluate, load_yaml
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
    """Return the lines of each box by its hint."""
    boxes = ElementTree.fromstring(svg).iter(f"{SVG}g")
    return {
        box.findtext(f"{SVG}title", ""): [line.text or "" for line in box.iter(f"{SVG}text")]
        for box in boxes
    }


def test_to_svg__shows_each_node() -> None:
    svg = to_svg(Graph.of(**load_yaml(CONFIG)))
    lines_by_hint = {hint.partition("\n")[0]: lines for hint, lines in texts(svg).items()}
    assert lines_by_hint == {
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


def test_picture__shows_what_happened_to_each_node() -> None:
    profile = Profile()
    with pytest.raises(TransformError):
        evaluate({"a": {"x": 2}}, **load_yaml(CONFIG), profile=profile)
    svg = Picture(profile.graph, profile)._repr_svg_()
    results = {lines[0]: lines[2:] for lines in texts(svg).values() if len(lines) > 2}
    assert results == {
        "x =": ["2"],
        "y =": ["3"],
        "z =": ["2", "fallback used"],
        "bad =": ["failed"],
    }


def test_to_svg__shows_what_some_tags_need() -> None:
    lines_by_hint = texts(to_svg(Graph.of(**load_yaml(CONFIG)), tags=["y"]))
    assert [lines[0] for lines in lines_by_hint.values()] == ["dm", "x =", "y ="]


def test_to_svg__of_nothing_is_a_picture() -> None:
    assert texts(to_svg(Graph.of())) == {}
