"""Transformations written as YAML, and a record of what operations are called with."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from paraverse.transform import Graph, evaluate, load_yaml
from paraverse.yaml_io.configuration import parse_yaml


def evaluate_yaml(text: str, data: Any = None, **options: Any) -> dict[str, Any]:
    """Run a transformation that is written as YAML."""
    return evaluate({} if data is None else data, **load_yaml(text), **options)


def graph_of_yaml(text: str, **options: Any) -> Graph:
    """Build the graph of a transformation in a file `plots.yaml`."""
    file = parse_yaml(text, "plots.yaml")
    return Graph.of(**file.data, where=file.where, **options)


def assert_problem(text: str, location: str, message: str) -> None:
    """Check that a transformation has one problem, with this location and message."""
    (problem,) = graph_of_yaml(text).problems
    assert str(problem) == f"{location}\n    {message}"


@dataclass
class Recorder:
    """The calls of two operations, `note` and `large`."""

    calls: list[Any] = field(default_factory=list)
    arrays: list[weakref.ref[np.ndarray]] = field(default_factory=list)

    def note(self, *values: Any) -> Any:
        """Record the first argument and return the last."""
        self.calls.append(values[0])
        return values[-1]

    def large(self, *_: Any) -> np.ndarray:
        """Return a new array, and remember it without keeping it in memory."""
        result = np.zeros(3)
        self.arrays.append(weakref.ref(result))
        return result
