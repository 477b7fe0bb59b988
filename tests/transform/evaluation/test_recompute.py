"""Results that no file can hold are computed again from those that it holds."""

from __future__ import annotations

import gc
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.errors import Location, TransformError
from paraverse.results.file import read_results, write_results
from paraverse.results.serializable import is_serializable
from paraverse.transform import load_yaml
from paraverse.transform.evaluation.evaluate import run
from paraverse.transform.evaluation.profile import Profile
from paraverse.transform.evaluation.recompute import RecomputedNodes, run_to_store
from paraverse.transform.language.graph import Graph
from paraverse.transform.registration import register_operation
from paraverse.yaml_io.placeholders import Tag
from support.transformations import Recorder


@dataclass
class Box:
    """Something that netCDF does not have."""

    inside: Any


def unboxed(value: Any) -> Any:
    return unboxed(value.inside) if isinstance(value, Box) else value


@pytest.fixture(autouse=True)
def boxed_values(own_registry: None) -> list[Any]:
    """Operations with boxes; and all values that are put into boxes."""
    values = []

    def box(value: Any) -> Box:
        values.append(value)
        return Box(value)

    def total(*values: Any) -> Any:
        return sum(map(unboxed, values))

    def fragile(value: Any, *, limit: float = 8) -> Any:
        if unboxed(value) > limit:
            raise ValueError("too large")
        return Box(value)

    for function in (box, total, fragile):
        register_operation(function)
    return values


def split(
    config: dict[str, Any], inputs: Any = (), **more: Any
) -> tuple[dict[str, Any], RecomputedNodes]:
    graph = Graph.of(**config, inputs=list(inputs)).checked()
    values = {"dm": {}, **dict(inputs)}
    return run_to_store(
        graph, values, None, None, is_serializable=is_serializable, profile=Profile(), **more
    )


@st.composite
def chains(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Nodes whose results are numbers or boxes; some fail, and have fallbacks."""
    nodes: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 8))):
        values = st.sampled_from([1, 2, *(Tag(f"t{n}") for n in range(number))])
        kind = draw(st.sampled_from(["box", "total", "fragile"]))
        node: dict[str, Any] = {kind: [draw(values) for _ in range(1 + (kind == "total"))]}
        if kind == "fragile":
            node |= {"allow_failure": "silent", "fallback": draw(values)}
        nodes.append({**node, "tag": f"t{number}"})
    return nodes


@settings(max_examples=25, deadline=None)
@given(nodes=chains(), data=st.data())
def test_read_results__gives_all_tags(nodes: list[dict[str, Any]], data: st.DataObject) -> None:
    tags = data.draw(st.lists(st.sampled_from([n["tag"] for n in nodes]), unique=True))
    graph = Graph.of(transform=nodes).checked()
    expected = run(graph, {"dm": {}}, tags)
    results, recomputed = run_to_store(
        graph, {"dm": {}}, tags, None, is_serializable=is_serializable, profile=Profile()
    )
    assert results == expected
    assert all(map(is_serializable, recomputed.inputs.values()))
    with tempfile.TemporaryDirectory() as folder:
        write_results(Path(folder, "r.nc"), results, recomputed=recomputed)
        stored = read_results(Path(folder, "r.nc"))
    assert list(stored.items()) == list(expected.items())


def test_run_to_store__goes_back_to_results_that_can_be_stored(boxed_values: list[Any]) -> None:
    config = load_yaml(
        """
        transform:
          - {total: [1, 2], tag: sum}
          - {total: [!dag_tag sum, 4], tag: .seven}
          - box
          - {box: !dag_prev , tag: boxed}
          - {box: !dag_tag field, tag: other}
        """
    )
    field = np.array([5, 6])
    results, recomputed = split(config, {"field": field})
    assert (results["sum"], results["boxed"], results["other"].inside) == (3, Box(Box(7)), field)
    assert list(recomputed.inputs.values()) in ([field, 7], [7, field])
    boxed_values.clear()
    again = recomputed.compute()
    assert (again["boxed"], again["other"].inside) == (Box(Box(7)), field)
    assert [unboxed(value) for value in boxed_values if value is not field] == [7, 7]


def test_run_to_store__releases_results_that_nothing_depends_on(
    recorder: Recorder, boxed_values: list[Any]
) -> None:
    def alive(_: Any) -> int:
        boxed_values.clear()
        gc.collect()
        return sum(array() is not None for array in recorder.arrays)

    register_operation(alive)
    config = load_yaml(
        """
        transform:
          - {large: [], tag: .array}
          - {box: !dag_tag .array, tag: .boxed}
          - {repr: !dag_tag .boxed, tag: text}
          - {alive: !dag_tag text, tag: alive}
          - {box: !dag_tag alive, tag: last}
        """
    )
    results, recomputed = split(config)
    assert results["alive"] == 0
    assert recomputed.tags == ("last",)


def test_run_to_store__requires_inputs_that_can_be_stored() -> None:
    config = load_yaml("transform: [{box: !dag_tag dm, tag: all}]")
    message = (
        "tag 'all' cannot be stored, and it is computed from 'dm', which cannot be stored either"
    )
    with pytest.raises(TransformError, match=message):
        split(config)


def test_read_results__failure_names_node_and_location(tmp_path: Path) -> None:
    config = load_yaml(
        """
        meta_operations: {pack: [{fragile: !arg 0}]}
        transform: [{total: [1, 2]}, {pack: !dag_prev , tag: packed}]
        """
    )
    results, recomputed = split(config)
    write_results(tmp_path / "r.nc", results, recomputed=recomputed)

    def broken(value: Any, *, limit: float = 0) -> Any:
        raise ValueError("out of order")

    register_operation(broken, "fragile", overwrite_existing=True)
    with pytest.raises(TransformError) as error:
        read_results(tmp_path / "r.nc", where=lambda *keys: Location("plots.yaml", 7, keys))
    assert str(error.value).splitlines() == [
        "plots.yaml:7: meta_operations.pack[0] (used in plots.yaml:7: transform[1]): operation "
        "'fragile' failed: ValueError: out of order",
        "    arguments: 3",
    ]


def test_write_results__depends_on_the_operations_that_are_run_again(tmp_path: Path) -> None:
    results, recomputed = split(
        load_yaml("transform: [{total: [1, 2]}, {box: !dag_prev , tag: a}]")
    )

    def written(**fingerprints: str) -> bytes:
        path = tmp_path / "r.nc"
        write_results(path, results, recomputed=recomputed, fingerprints=fingerprints)
        return path.read_bytes()

    assert written(box="1", total="1") == written(box="1", total="2")
    assert written(box="1") != written(box="2")
