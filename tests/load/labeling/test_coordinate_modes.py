"""Coordinates in all modes that dantro and Utopia write."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from paraverse.load.labeling.coordinate_modes import MODES, build_coordinates


def read_linked(path: str) -> np.ndarray:
    return {"../times": np.array([1.0, 2.0]), "names": np.array([b"a", b"\xff"])}[path]


EXAMPLES: list[tuple[str, Any, list[Any]]] = [
    ("values", [1, 2, 3, 5], [1, 2, 3, 5]),
    ("values", np.array([b"a", b"b"]), ["a", "b"]),
    ("range", [0, 8, 2], [0, 2, 4, 6]),
    ("arange", [0.0, 1.0, 0.25], [0, 0.25, 0.5, 0.75]),
    ("linspace", [0, 3, 4], [0, 1, 2, 3]),
    ("logspace", np.array([0, 3, 4]), [1, 10, 100, 1000]),
    ("start_and_step", (10, 5), [10, 15, 20, 25]),
    ("trivial", None, [0, 1, 2, 3]),
    ("scalar", 0.5, [0.5]),
    ("linked", "../times", [1.0, 2.0]),
    ("linked", np.array([b"names"]), ["a", "\ufffd"]),
]


@pytest.mark.parametrize(("mode", "argument", "expected"), EXAMPLES)
def test_build_coordinates__by_mode(mode: str, argument: Any, expected: list[Any]) -> None:
    coordinates = build_coordinates(mode, argument, 4, read_linked=read_linked)
    assert coordinates.tolist() == expected
    assert coordinates.ndim == 1


def test_modes__have_examples() -> None:
    assert {mode for mode, *_ in EXAMPLES} == set(MODES)


@pytest.mark.parametrize(
    ("mode", "argument", "message"),
    [
        ("value", [1], r"there is no mode 'value'. Did you mean 'values'\?"),
        ("range", None, "mode 'range' needs coordinates"),
        ("range", [0, 1, 0], "must not be zero"),
        ("start_and_step", [0], "not enough values"),
        ("linspace", "0, 1", "."),
        ("values", 3, r"coordinates have shape \(\), not one dimension"),
        ("values", [[1, 2]], r"coordinates have shape \(1, 2\)"),
        ("values", [{}, {}], "values of type object are not coordinates"),
        ("values", np.zeros(2, [("a", "i4")]), "are not coordinates"),
    ],
)
def test_build_coordinates__says_what_is_wrong(mode: str, argument: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        build_coordinates(mode, argument, 4, read_linked=read_linked)
