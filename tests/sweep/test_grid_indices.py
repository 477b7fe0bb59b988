"""Universes are found in arrays by the values of their parameters."""

from __future__ import annotations

from hypothesis import given
from paramspace import ParamSpace

from paraverse.sweep.grid_indices import grid_indices
from paraverse.sweep.parameter_space import ParameterSpace
from support.pspaces import pspaces


@given(pspaces())
def test_grid_indices__are_those_of_the_points(pspace: ParamSpace) -> None:
    space = ParameterSpace.from_pspace(pspace)
    values = [point.values for point in space.points()]
    indices = grid_indices(space.dimensions, ((str(i), v) for i, v in enumerate(values)))
    assert len(indices) == len(values)
    for i, value in enumerate(values):
        axes = zip(space.dimensions.values(), indices[str(i)], strict=True)
        assert tuple(axis[index] for axis, index in axes) == value


def test_grid_indices__without_universes_outside() -> None:
    points = [("a", (0.1 + 0.2, 1)), ("b", (0.3, 7)), ("c", (None, 0))]
    assert grid_indices({"size": (0.3,), "seed": (0, 1)}, points) == {"a": (0, 1)}
