"""Boxes show the call of a node and what happened to it."""

from __future__ import annotations

import pytest

from paraverse.errors import Location, TransformError
from paraverse.transform import Profile, evaluate, load_yaml
from paraverse.transform.drawing.boxes import build_boxes
from support.transformations import graph_of_yaml


def test_build_boxes__colors_tell_the_cause_of_a_failure_from_its_consequences() -> None:
    profile = Profile()
    nodes = load_yaml(
        "[{div: [1, 0], tag: cause}, {neg: !dag_tag cause, tag: consequence}, {neg: 1, tag: ok}]"
    )
    with pytest.raises(TransformError):
        evaluate({}, transform=nodes, profile=profile, compute_only=["ok", "consequence"])
    boxes = build_boxes(profile.graph, profile=profile)
    lines = {box.lines[0]: box.lines[-1] for box in boxes.values()}
    assert lines == {"cause =": "failed", "consequence =": "neg(•)", "ok =": "-1"}
    assert len({box.fill for box in boxes.values()}) == 3


def test_build_boxes__long_lines_are_shortened_and_times_are_added() -> None:
    profile = Profile()
    evaluate({}, define={"long": "x" * 99}, profile=profile)
    (number,) = profile.seconds
    profile.seconds[number] = 1.234
    box = build_boxes(profile.graph, profile=profile)[number]
    assert box.lines[1].endswith("…")
    assert max(map(len, box.lines)) == 44
    assert box.lines[-1] == "1.23 s"


def test_build_boxes__hints_say_where_a_node_is_defined() -> None:
    graph = graph_of_yaml("define: {a: 1}")
    box = build_boxes(graph, where=lambda *keys: Location("plots.yaml", 3, keys))[graph.tags["a"]]
    assert box.hint == "plots.yaml:3: define.a\ndefine(1)"


def test_build_boxes__inputs_that_nothing_needs_are_left_out() -> None:
    graph = graph_of_yaml("transform: [{neg: !dag_tag used, tag: a}]", inputs=["used", "unused"])
    titles = [box.lines[-1] for box in build_boxes(graph).values()]
    assert titles == ["used", "neg(•)"]
