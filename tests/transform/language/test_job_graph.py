"""The graph of a job is that of its plot, or one node of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from paraverse.base.source_map import SourceMap
from paraverse.errors import ConfigError, Location
from paraverse.jobs.transform import NODE, CombinedField, TransformJob
from paraverse.transform import Tag
from paraverse.transform.language.job_graph import job_graph

FIELD = CombinedField(
    path="walk", transform=[], dimensions={}, grid_indices={}, key="digest of the field"
)


def build_job(nodes: list[Any], node: str | None = None) -> TransformJob:
    return TransformJob(
        plot="p",
        fields={"walk": FIELD},
        sections={"transform": nodes},
        tags=None,
        operations=(),
        where=SourceMap("p", {("transform", 0): Location("plots.yaml", 7)}),
        node=node,
    )


NODES = [{"neg": Tag("walk"), "tag": "a"}, {"increment": Tag("a"), "tag": "b", "force_compute": 1}]


def test_job_graph__fields_are_inputs_known_by_their_content() -> None:
    graph = job_graph(build_job(NODES))
    assert graph.inputs == ("dm", "walk")
    assert graph.public_tags() == ["a", "b"]
    job = build_job([{"neg": Tag("path"), "tag": "a"}])
    renamed = replace(job, fields={"path": FIELD})
    assert job_graph(renamed).nodes[-1].key in graph.numbers_by_key()


def test_job_graph__of_a_node_computes_nothing_else() -> None:
    whole = job_graph(build_job(NODES))
    key = whole.nodes[whole.tags["a"]].key
    graph = job_graph(build_job(NODES, node=key))
    assert graph.public_tags() == [NODE]
    assert [n.operation for n in graph.nodes_for([NODE])] == ["", "neg"]


def test_job_graph__mistakes_have_their_location() -> None:
    with pytest.raises(ConfigError, match=r"plots\.yaml:7: p\.transform\[0\]\n.*no tag 'wlak'"):
        job_graph(build_job([{"neg": Tag("wlak")}]))
