"""Nodes are computed when they are needed, and released afterwards; failures name the node."""

from __future__ import annotations

import logging
import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.errors import LoadError, SkipPlot, TransformError
from paraverse.transform import evaluate, load_yaml
from paraverse.transform.evaluation.evaluate import Deferred, run
from paraverse.transform.evaluation.profile import Profile
from paraverse.transform.language.graph import Graph
from paraverse.transform.registration import register_operation
from paraverse.yaml_io.configuration import parse_yaml
from paraverse.yaml_io.placeholders import Previous, Tag
from support.transformations import Recorder, evaluate_yaml


def test_evaluate__computes_only_what_is_needed(recorder: Recorder) -> None:
    results = evaluate_yaml(
        """
        transform:
          - {note: [a, 1], tag: a}
          - {note: [b, 2], tag: b}
          - {note: [c, !dag_tag b], tag: c}
          - {note: [forced], force_compute: true}
        compute_only: [c]
        """
    )
    assert results == {"c": 2}
    assert recorder.calls == ["forced", "b", "c"]


def test_evaluate__computes_shared_nodes_once(recorder: Recorder) -> None:
    results = evaluate_yaml(
        """
        define: {a: [{note: [shared, 3]}], b: [{note: [shared, 3]}]}
        transform:
          - {add: [!dag_tag a, !dag_tag b], tag: c}
          - {note: [shared, 3], memory_cache: false, tag: d}
        """
    )
    assert results == {"a": 3, "b": 3, "c": 6, "d": 3}
    assert recorder.calls == ["shared"]


@st.composite
def graphs(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Nodes that refer to earlier ones. Division fails often; sometimes that is allowed."""
    nodes: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 9))):
        tags = [Tag(f"t{n}") for n in range(number)]
        values: st.SearchStrategy[Any] = st.sampled_from([0, 1, 2, *tags, *tags])
        node: dict[str, Any] = {draw(st.sampled_from(["add", "div"])): [draw(values), draw(values)]}
        if draw(st.booleans()):
            node |= {"allow_failure": "silent", "fallback": draw(values)}
        nodes.append({**node, "tag": f"t{number}"})
    return nodes


def naively(nodes: list[dict[str, Any]], tag: str) -> Any:
    """Return the value of a tag, or None if it fails."""

    def value(item: Any) -> Any:
        return naively(nodes, item.name) if isinstance(item, Tag) else item

    node = next(node for node in nodes if node["tag"] == tag)
    one, other = map(value, node.get("add") or node["div"])
    if one is None or other is None or ("div" in node and other == 0):
        return value(node["fallback"]) if "fallback" in node else None
    return one + other if "add" in node else one / other


@settings(max_examples=30, deadline=None)
@given(nodes=graphs(), data=st.data())
def test_evaluate__does_not_depend_on_the_order_of_nodes(
    nodes: list[dict[str, Any]], data: st.DataObject
) -> None:
    expected = {node["tag"]: naively(nodes, node["tag"]) for node in nodes}
    shuffled = data.draw(st.permutations(nodes))
    tags = data.draw(st.lists(st.sampled_from(sorted(expected)), unique=True))
    if None in (expected[tag] for tag in tags):
        with pytest.raises(TransformError, match="division by zero"):
            evaluate({}, transform=shuffled, compute_only=tags)
    else:
        results = evaluate({}, transform=shuffled, compute_only=tags)
        assert results == {tag: expected[tag] for tag in tags}


def test_evaluate__takes_long_chains() -> None:
    chain: list[Any] = [{"define": 0}, *({"add": [Previous(), 1]} for _ in range(2000))]
    chain[-1] = {**chain[-1], "tag": "end"}
    assert evaluate({}, transform=chain) == {"end": 2000}
    chain[1] = {"div": [1, 0]}
    with pytest.raises(TransformError, match=r"transform\[1\]: operation 'div' failed"):
        evaluate({}, transform=chain)
    chain[-1] = {**chain[-1], "allow_failure": "silent", "fallback": -1}
    assert evaluate({}, transform=chain) == {"end": -1}


def test_evaluate__releases_results(recorder: Recorder) -> None:
    def alive(*_: Any) -> int:
        return sum(array() is not None for array in recorder.arrays)

    register_operation(alive, "alive")
    results = evaluate_yaml(
        """
        transform:
          - {large: 0}
          - {large: !dag_prev }
          - {large: !dag_prev , allow_failure: true, fallback: !dag_node 0, tag: .third}
          - {alive: !dag_prev , tag: before}
          - {large: !dag_tag .third}
          - {alive: [!dag_prev , !dag_tag before], tag: after}
        """
    )
    assert results == {"before": 1, "after": 1}


def test_run__creates_deferred_values_when_they_are_needed(recorder: Recorder) -> None:
    def defer(name: str, value: int) -> Deferred:
        return Deferred(lambda: recorder.note(name, value))

    graph = Graph.of(
        transform=[{"neg": Tag("y"), "tag": "a"}, {"add": [Tag("a"), Tag("x")], "tag": "b"}],
        inputs=["x", "y", "z"],
    ).checked()
    inputs = {"x": defer("x", 2), "y": defer("y", 1), "z": defer("z", 0)}
    assert run(graph, {"dm": None, **inputs}, ["b"]) == {"b": 1}
    assert recorder.calls == ["y", "x"]


def test_run__input_that_cannot_be_read_is_a_failure() -> None:
    def fail() -> None:
        raise LoadError("The file is broken.")

    nodes = [{"neg": Tag("x"), "tag": "a", "allow_failure": "silent", "fallback": 0}]
    inputs = {"dm": None, "x": Deferred(fail)}
    assert run(Graph.of(transform=nodes, inputs=["x"]), inputs, ["a"]) == {"a": 0}
    with pytest.raises(TransformError, match="x: The file is broken"):
        run(Graph.of(inputs=["x"]), inputs, ["x"])


def test_run__names_node_operation_arguments_and_cause() -> None:
    text = """
define: {a: 0}
transform:
  - div: [[1, 2, 3, 4, 5, 6], !dag_tag a]
    tag: b
"""
    file = parse_yaml(text, "plots.yaml")
    graph = Graph.of(**file.data, where=file.where).checked()
    with pytest.raises(TransformError) as error:
        run(graph, {"dm": {}}, ["b"], file.where)
    assert str(error.value) == (
        "plots.yaml:4: transform[0]: operation 'div' failed: TypeError: unsupported operand "
        "type(s) for /: 'list' and 'int'\n"
        "    arguments: [1, 2, 3, 4, … 6 in all], 0"
    )
    assert isinstance(error.value.__cause__, TypeError)


def test_run__names_the_use_of_a_meta_operation() -> None:
    text = "meta_operations:\n  f:\n  - div: [!arg 0, 0]\ntransform:\n- {f: 1, tag: a}"
    file = parse_yaml(text, "plots.yaml")
    with pytest.raises(TransformError) as error:
        run(Graph.of(**file.data, where=file.where), {"dm": {}}, ["a"], file.where)
    assert str(error.value).startswith(
        "plots.yaml:3: meta_operations.f[0] (used in plots.yaml:5: transform[0]): operation 'div'"
    )


@pytest.mark.parametrize(
    ("mode", "logged", "warned"),
    [("true", 1, 0), ("log", 1, 0), ("warn", 0, 1), ("silent", 0, 0)],
)
def test_evaluate__reports_failures_that_are_allowed(
    mode: str, logged: int, warned: int, caplog: pytest.LogCaptureFixture
) -> None:
    text = f"transform: [{{div: [1, 0], allow_failure: {mode}, fallback: 7, tag: a}}]"
    with warnings.catch_warnings(record=True) as caught, caplog.at_level(logging.INFO):
        warnings.simplefilter("always")
        assert evaluate_yaml(text) == {"a": 7}
    assert [len(caplog.records), len(caught)] == [logged, warned]
    for message in (*caplog.messages, *(str(w.message) for w in caught)):
        assert message.startswith("transform[0]: the fallback is used")
        assert "ZeroDivisionError" in message


def test_evaluate__computes_fallbacks_only_when_they_are_used(recorder: Recorder) -> None:
    text = """
        transform:
          - {{div: [1, {divisor}], allow_failure: silent, fallback: !dag_tag later, tag: a}}
          - {{note: [only for the fallback]}}
          - {{note: [fallback, !dag_prev ], tag: later}}
        compute_only: [a]
    """
    assert evaluate_yaml(text.format(divisor=2)) == {"a": 0.5}
    assert recorder.calls == []
    assert evaluate_yaml(text.format(divisor=0)) == {"a": "only for the fallback"}
    assert recorder.calls == ["only for the fallback", "fallback"]


def test_evaluate__tries_what_failed_only_once(recorder: Recorder) -> None:
    register_operation(lambda: recorder.note("fail", 1) / 0, "fail")
    results = evaluate_yaml(
        """
        transform:
          - {fail: , tag: .bad}
          - {neg: !dag_tag .bad, allow_failure: silent, fallback: 1, tag: a}
          - {pos: !dag_tag .bad, allow_failure: silent, fallback: 2, tag: b}
        """
    )
    assert results == {"a": 1, "b": 2}
    assert recorder.calls == ["fail"]


def test_evaluate__fails_if_the_fallback_does() -> None:
    with pytest.raises(TransformError, match=r"transform\[0\]: operation 'div'"):
        evaluate_yaml(
            """
            transform:
              - {div: [1, 0], tag: .bad}
              - {div: [2, 0], allow_failure: silent, fallback: !dag_tag .bad, tag: a}
            """
        )


def test_evaluate__skips_plots_whatever_is_allowed() -> None:
    with pytest.raises(SkipPlot):
        evaluate_yaml("transform: [{raise_SkipPlot: true, allow_failure: true, tag: a}]")


def test_run__uses_stored_results_instead_of_computing_nodes(recorder: Recorder) -> None:
    config = load_yaml(
        """
        transform:
          - {note: [a, !dag_tag outside], tag: a}
          - {note: [b, !dag_tag a], tag: b}
          - {unknown operation: !dag_tag b, tag: c, allow_failure: true, fallback: !dag_tag a}
          - {add: [!dag_tag c, 1], tag: d}
        """
    )
    graph = Graph.of(**config, inputs=["outside"])
    nodes = {tag: graph.nodes[number] for tag, number in graph.tags.items()}
    stored = {nodes["c"].key: Deferred(lambda: recorder.note("c", 4)), nodes["b"].key: 3}
    profile = Profile()
    results = run(graph, {}, ["d", "b"], stored=stored, profile=profile)
    assert results == {"d": 5, "b": 3}
    assert recorder.calls == ["c"]
    assert profile.states[graph.tags["c"]] == "stored"


@settings(max_examples=20, deadline=None)
@given(nodes=graphs(), data=st.data())
def test_run__returns_the_same_from_stored_results(
    nodes: list[dict[str, Any]], data: st.DataObject
) -> None:
    graph = Graph.of(transform=nodes)
    tags = [tag for tag in graph.public_tags() if naively(nodes, tag) is not None]
    results = run(graph, {}, tags)
    saved = data.draw(st.lists(st.sampled_from(tags), unique=True)) if tags else []
    stored = {graph.nodes[graph.tags[tag]].key: results[tag] for tag in saved}
    assert run(graph, {}, tags, stored=stored) == results


@pytest.mark.parametrize(
    ("node", "message"),
    [
        (
            {"xr.DataArray": [[1]], "kwargs": {"dim": "x"}},
            "there is no 'dim'. Did you mean 'dims'",
        ),
        ({"xr.concatt": [[1]]}, "There is no 'concatt' in xarray. Did you mean 'concat'?"),
        ({"pd.": ["DataFrame", *range(6)]}, "'pd.DataFrame' takes .*: too many positional"),
    ],
)
def test_run__checks_functions_of_modules_before_it_computes(
    recorder: Recorder, node: dict[str, Any], message: str
) -> None:
    with pytest.raises(TransformError, match=rf"^transform\[1\]: .*{message}"):
        evaluate({}, transform=[{"note": [1], "tag": "a"}, {**node, "tag": "b"}])
    assert recorder.calls == []
