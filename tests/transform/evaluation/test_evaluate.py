"""Evaluation: what is computed, how often, for how long it is kept, and how it fails."""

from __future__ import annotations

import logging
import warnings
import weakref
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.errors import ConfigError, LoadError, SkipPlot, TransformError
from paraverse.transform import evaluate, load_yaml, registry
from paraverse.transform.evaluation.evaluate import Deferred, run
from paraverse.transform.evaluation.profile import Profile
from paraverse.transform.language.graph import Graph
from paraverse.transform.registration import register_operation
from paraverse.yaml_io.configuration import parse_yaml
from paraverse.yaml_io.placeholders import Previous, Tag


@pytest.fixture(autouse=True)
def operations() -> Iterator[SimpleNamespace]:
    """Operations that note what is done with them, for the time of a test."""
    before = dict(registry._OPERATIONS)
    found = SimpleNamespace(calls=[], arrays=[])

    def note(*values: Any) -> Any:
        found.calls.append(values[0])
        return values[-1]

    def large(*_: Any) -> np.ndarray:
        result = np.zeros(3)
        found.arrays.append(weakref.ref(result))
        return result

    register_operation(note, "note")
    register_operation(large, "large")
    yield found
    registry._OPERATIONS.clear()
    registry._OPERATIONS.update(before)


def from_yaml(text: str, data: Any = None, **more: Any) -> dict[str, Any]:
    return evaluate({} if data is None else data, **load_yaml(text), **more)


def test_evaluate__computes_only_what_is_needed(operations: SimpleNamespace) -> None:
    results = from_yaml(
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
    assert operations.calls == ["forced", "b", "c"]


def test_evaluate__computes_shared_nodes_once(operations: SimpleNamespace) -> None:
    results = from_yaml(
        """
        define: {a: [{note: [shared, 3]}], b: [{note: [shared, 3]}]}
        transform:
          - {add: [!dag_tag a, !dag_tag b], tag: c}
          - {note: [shared, 3], memory_cache: false, tag: d}
        """
    )
    assert results == {"a": 3, "b": 3, "c": 6, "d": 3}
    assert operations.calls == ["shared"]


@st.composite
def graphs(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Nodes that refer to earlier ones; division fails often, and sometimes may."""
    nodes: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 9))):
        tags = [Tag(f"t{n}") for n in range(number)]
        values = st.sampled_from([0, 1, 2, *tags, *tags])
        node = {draw(st.sampled_from(["add", "div"])): [draw(values), draw(values)]}
        if draw(st.booleans()):
            node |= {"allow_failure": "silent", "fallback": draw(values)}
        nodes.append({**node, "tag": f"t{number}"})
    return nodes


def naively(nodes: list[dict[str, Any]], tag: str) -> Any:
    """The value of a tag, or None where it fails."""

    def value(item: Any) -> Any:
        return naively(nodes, item.name) if isinstance(item, Tag) else item

    node = next(node for node in nodes if node["tag"] == tag)
    one, other = map(value, node.get("add") or node["div"])
    if one is None or other is None or ("div" in node and other == 0):
        return value(node["fallback"]) if "fallback" in node else None
    return one + other if "add" in node else one / other


@settings(max_examples=60, deadline=None)
@given(nodes=graphs(), data=st.data())
def test_evaluate__does_not_depend_on_the_order_of_nodes(
    nodes: list[dict[str, Any]], data: st.DataObject
) -> None:
    expected = {node["tag"]: naively(nodes, node["tag"]) for node in nodes}
    shuffled = data.draw(st.permutations(nodes))
    wanted = data.draw(st.lists(st.sampled_from(sorted(expected)), unique=True))
    if None in (expected[tag] for tag in wanted):
        with pytest.raises(TransformError, match="division by zero"):
            evaluate({}, transform=shuffled, compute_only=wanted)
    else:
        results = evaluate({}, transform=shuffled, compute_only=wanted)
        assert results == {tag: expected[tag] for tag in wanted}


def test_evaluate__takes_long_chains() -> None:
    chain: list[Any] = [{"define": 0}, *({"add": [Previous(), 1]} for _ in range(5000))]
    chain[-1] = {**chain[-1], "tag": "end"}
    assert evaluate({}, transform=chain) == {"end": 5000}
    chain[1] = {"div": [1, 0]}
    with pytest.raises(TransformError, match=r"transform\[1\]: operation 'div' failed"):
        evaluate({}, transform=chain)
    chain[-1] = {**chain[-1], "allow_failure": "silent", "fallback": -1}
    assert evaluate({}, transform=chain) == {"end": -1}


def test_evaluate__lets_go_of_results(operations: SimpleNamespace) -> None:
    def alive(*_: Any) -> int:
        return sum(array() is not None for array in operations.arrays)

    register_operation(alive, "alive")
    results = from_yaml(
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


def test_run__makes_deferred_values_when_they_are_needed() -> None:
    made = []

    def make(name: str) -> Deferred:
        return Deferred(lambda: made.append(name) or len(made))  # type: ignore[func-returns-value]

    graph = Graph.of(
        transform=[{"neg": Tag("y"), "tag": "a"}, {"add": [Tag("a"), Tag("x")], "tag": "b"}],
        inputs=["x", "y", "z"],
    ).checked()
    given = {name: make(name) for name in "xyz"}
    assert run(graph, {"dm": None, **given}, ["b"]) == {"b": 1}
    assert made == ["y", "x"]


def test_run__takes_what_cannot_be_read_for_a_failure() -> None:
    def make() -> None:
        raise LoadError("The file is broken.")

    nodes = [{"neg": Tag("x"), "tag": "a", "allow_failure": "silent", "fallback": 0}]
    given = {"dm": None, "x": Deferred(make)}
    assert run(Graph.of(transform=nodes, inputs=["x"]), given, ["a"]) == {"a": 0}
    with pytest.raises(TransformError, match="x: The file is broken"):
        run(Graph.of(inputs=["x"]), given, ["x"])


@pytest.mark.parametrize(
    "data",
    [
        {"a": {"b": xr.DataArray([1, 2])}},
        {"a": xr.Dataset({"b": ("x", [1, 2])})},
        xr.DataTree.from_dict({"a": xr.Dataset({"b": ("x", [1, 2])})}),
    ],
    ids=["mapping", "dataset", "tree"],
)
def test_evaluate__reads_anything_addressed_by_paths(data: Any) -> None:
    assert from_yaml("select: {b: {path: a/b, transform: [.sum]}}", data)["b"] == 3


def test_evaluate__gives_mappings_as_they_are() -> None:
    results = from_yaml("select: {a: a}", {"a": {"b": {"c": 1}}})
    assert type(results["a"]) is type(results["a"]["b"]) is dict


def test_evaluate__changes_no_configuration() -> None:
    config = load_yaml(
        "define: {a: [{define: [[1, 2]]}]}\n"
        "transform:\n- {callattr: [!dag_tag a, append, 3]}\n- {pass: !dag_tag a, tag: b}\n"
    )
    first = evaluate({}, **config)
    assert evaluate({}, **config) == first


def test_evaluate__takes_objects_as_they_are() -> None:
    dataset = xr.Dataset({"a": ("x", [1, 2])})
    assert evaluate({}, transform=[{"pass": [dataset], "tag": "a"}])["a"] is dataset


def test_evaluate__says_which_tags_there_are() -> None:
    with pytest.raises(TransformError, match="There is no tag 'sme'"):
        from_yaml("define: {some: 1}", compute_only=["sme"])
    with pytest.raises(ConfigError, match="Takes a list of tags or 'all'; found 'some'"):
        from_yaml("define: {some: 1}", compute_only="some")


def test_evaluate__finds_all_wrong_operations_at_once() -> None:
    with pytest.raises(ConfigError) as error:
        from_yaml(
            "transform: [{sqrd: 2}, {define: [1, 2, 3], allow_failure: true}]\n"
            "meta_operations: {f: [{ngative: !arg 0}]}"
        )
    messages = [problem.message for problem in error.value.problems]
    assert "'sqrd'. Did you mean 'sqrt'" in messages[0]
    assert messages[1].startswith("'define' takes")


# --- Failures


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


def test_evaluate__describes_arrays_in_messages() -> None:
    data = {"x": xr.DataArray(np.zeros((2, 3)), dims=["a", "b"])}
    with pytest.raises(TransformError, match=r"arguments: DataArray \(a: 2, b: 3\) float64, c=1$"):
        from_yaml("select: {x: x}\ntransform: [{.sel: !dag_tag x, kwargs: {c: 1}, tag: a}]", data)


def test_evaluate__does_not_find_data() -> None:
    with pytest.raises(TransformError, match="There is no 'stpes' in the data"):
        from_yaml("select: {x: a/stpes}", {"a": {"steps": 1}, "a/steps": 2})


@pytest.mark.parametrize(
    ("mode", "logged", "warned"),
    [("true", 1, 0), ("log", 1, 0), ("warn", 0, 1), ("silent", 0, 0)],
)
def test_evaluate__tells_failures_that_are_allowed(
    mode: str, logged: int, warned: int, caplog: pytest.LogCaptureFixture
) -> None:
    text = f"transform: [{{div: [1, 0], allow_failure: {mode}, fallback: 7, tag: a}}]"
    with warnings.catch_warnings(record=True) as caught, caplog.at_level(logging.INFO):
        warnings.simplefilter("always")
        assert from_yaml(text) == {"a": 7}
    assert [len(caplog.records), len(caught)] == [logged, warned]
    for told in (*caplog.messages, *(str(w.message) for w in caught)):
        assert told.startswith("transform[0]: the fallback is used")
        assert "ZeroDivisionError" in told


def test_evaluate__computes_fallbacks_only_when_they_are_used(operations: SimpleNamespace) -> None:
    text = """
        transform:
          - {{div: [1, {divisor}], allow_failure: silent, fallback: !dag_tag later, tag: a}}
          - {{note: [only for the fallback]}}
          - {{note: [fallback, !dag_prev ], tag: later}}
        compute_only: [a]
    """
    assert from_yaml(text.format(divisor=2)) == {"a": 0.5}
    assert operations.calls == []
    assert from_yaml(text.format(divisor=0)) == {"a": "only for the fallback"}
    assert operations.calls == ["only for the fallback", "fallback"]


def test_evaluate__tries_what_failed_only_once(operations: SimpleNamespace) -> None:
    register_operation(lambda: operations.calls.append("fail") or 1 / 0, "fail")
    results = from_yaml(
        """
        transform:
          - {fail: , tag: .bad}
          - {neg: !dag_tag .bad, allow_failure: silent, fallback: 1, tag: a}
          - {pos: !dag_tag .bad, allow_failure: silent, fallback: 2, tag: b}
        """
    )
    assert results == {"a": 1, "b": 2}
    assert operations.calls == ["fail"]


def test_evaluate__fails_if_the_fallback_does() -> None:
    with pytest.raises(TransformError, match=r"transform\[0\]: operation 'div'"):
        from_yaml(
            """
            transform:
              - {div: [1, 0], tag: .bad}
              - {div: [2, 0], allow_failure: silent, fallback: !dag_tag .bad, tag: a}
            """
        )


def test_evaluate__skips_plots_whatever_is_allowed() -> None:
    with pytest.raises(SkipPlot):
        from_yaml("transform: [{raise_SkipPlot: true, allow_failure: true, tag: a}]")


# --- Profile


def test_profile__notes_what_became_of_each_node() -> None:
    profile = Profile()
    with pytest.raises(TransformError):
        from_yaml(
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


def test_run__takes_stored_results_in_the_place_of_nodes(operations: SimpleNamespace) -> None:
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
    read: list[str] = []
    stored = {nodes["c"].key: Deferred(lambda: read.append("c") or 4), nodes["b"].key: 3}
    profile = Profile()
    results = run(graph, {}, ["d", "b"], stored=stored, profile=profile)
    assert (results, read, operations.calls) == ({"d": 5, "b": 3}, ["c"], [])
    assert profile.states[graph.tags["c"]] == "stored"


@settings(max_examples=40, deadline=None)
@given(nodes=graphs(), data=st.data())
def test_run__gives_the_same_from_stored_results(
    nodes: list[dict[str, Any]], data: st.DataObject
) -> None:
    graph = Graph.of(transform=nodes)
    tags = [tag for tag in graph.public_tags() if naively(nodes, tag) is not None]
    results = run(graph, {}, tags)
    kept = data.draw(st.lists(st.sampled_from(tags), unique=True)) if tags else []
    stored = {graph.nodes[graph.tags[tag]].key: results[tag] for tag in kept}
    assert run(graph, {}, tags, stored=stored) == results


def test_evaluate__given_values_are_tags() -> None:
    walk = np.array([1, 2])
    config = load_yaml("transform: [{.sum: !dag_tag walk, tag: sum}]")
    assert evaluate({}, **config, given={"walk": walk}) == {"sum": 3}


@pytest.mark.parametrize(
    ("node", "message"),
    [
        (
            {"xr.DataArray": [[1]], "kwargs": {"dim": "x"}},
            "got an unexpected keyword argument 'dim'",
        ),
        ({"xr.concatt": [[1]]}, "There is no 'concatt' in xarray. Did you mean 'concat'?"),
        ({"pd.": ["DataFrame", *range(6)]}, "'pd.DataFrame' takes .*: too many positional"),
    ],
)
def test_run__looks_at_functions_of_modules_before_it_computes(
    operations: SimpleNamespace, node: dict[str, Any], message: str
) -> None:
    with pytest.raises(TransformError, match=rf"^transform\[1\]: .*{message}"):
        evaluate({}, transform=[{"note": [1], "tag": "a"}, {**node, "tag": "b"}])
    assert operations.calls == []
