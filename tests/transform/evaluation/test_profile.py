"""Profiles record what happens to each node."""

from __future__ import annotations

import logging

import pytest

from paraverse.errors import TransformError
from paraverse.transform import evaluate
from paraverse.transform.evaluation.profile import Profile
from support.transformations import evaluate_yaml


def test_profile__records_what_happens_to_each_node() -> None:
    profile = Profile()
    with pytest.raises(TransformError):
        evaluate_yaml(
            """
            transform:
              - {div: [1, 0], allow_failure: silent, fallback: 2, tag: a}
              - {neg: !dag_tag a, tag: b}
              - {div: [!dag_tag b, 0], tag: c}
              - {neg: !dag_tag c, tag: d}
            """,
            profile=profile,
        )
    graph = profile.graph
    states = {tag: profile.states.get(graph.tags[tag]) for tag in graph.public_tags()}
    assert states == {"a": "fallback", "b": "computed", "c": "failed", "d": None}
    assert profile.results[graph.tags["b"]] == "-2"
    assert profile.seconds.keys() == {graph.tags[tag] for tag in "abc"}


@pytest.mark.parametrize(("verbosity", "lines"), [(0, None), (1, 1 + 10), (2, 1 + 10 + 1 + 10)])
def test_evaluate__logs_times(
    verbosity: int, lines: int | None, caplog: pytest.LogCaptureFixture
) -> None:
    names = ["neg", "pos", "squared", "cubed", "increment", "decrement", "repr", "str", "int"]
    nodes = [{name: 1, "tag": name} for name in [*names, "float", "complex", "bool"]]
    with caplog.at_level(logging.INFO):
        evaluate({}, transform=nodes, verbosity=verbosity)
    assert (caplog.messages[0].count("\n") + 1 if caplog.messages else None) == lines
