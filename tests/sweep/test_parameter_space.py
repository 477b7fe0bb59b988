"""The parameter space has the points, parameters and subspaces that paramspace has."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from paramspace import CoupledParamDim, ParamDim, ParamSpace
from paramspace.yaml import yaml as pspace_yaml

from paraverse.base.point_names import format_point_name
from paraverse.sweep.parameter_space import (
    OutsideSpaceError,
    ParameterSpace,
    Point,
)
from support.pspaces import pspaces


def _plain(value: Any) -> Any:
    """Return nested mappings of any type as dictionaries."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


@settings(max_examples=80, deadline=None)
@given(pspaces() | pspaces(masked=True))
def test_points_and_parameters__are_those_of_paramspace(pspace: ParamSpace) -> None:
    space = ParameterSpace.from_pspace(pspace)
    points = [
        (_plain(space.parameters(point.values)), point.state_no, point.values)
        for point in space.points()
    ]
    assert points == [
        (_plain(dict(parameters)), number, tuple(coords.values()))
        for parameters, number, coords in pspace.iterator(with_info=("state_no", "current_coords"))
    ]
    assert list(space.dimensions) == list(pspace.dims)


def test_points__without_dimensions() -> None:
    space = ParameterSpace.from_pspace(ParamSpace({"a": 1}))
    assert list(space.points()) == [Point((), 0)]
    assert space.parameters(()) == {"a": 1}
    assert format_point_name([], ()) == "default"


def test_parameters__can_be_changed_without_changing_the_space() -> None:
    space = ParameterSpace.from_pspace(
        ParamSpace({"a": {"b": [1]}, "seed": ParamDim(default=0, range=[2])})
    )
    space.parameters((0,))["a"]["b"].append(2)
    assert space.parameters((0,)) == {"a": {"b": [1]}, "seed": 0}


@pytest.mark.parametrize(
    "dim",
    ["range: [1, 4]", "linspace: [0, 1, 5]", "logspace: [-5, 2, 4]", "values: [1, 2.5, x, ~]"],
)
def test_parameters__are_plain_values_that_yaml_can_write(dim: str) -> None:
    space = ParameterSpace.from_pspace(
        pspace_yaml.load(f"!pspace\na: !pdim\n  default: 0\n  {dim}\n")
    )
    for point in space.points():
        parameters = space.parameters(point.values)
        assert yaml.safe_load(yaml.safe_dump(parameters)) == parameters


def test_from_pspace__dimensions_by_order_then_position() -> None:
    pspace = ParamSpace(
        {
            "first": ParamDim(default=0, values=[1, 2]),
            "model": {"second": ParamDim(default=0, values=[3, 4])},
            "slowest": ParamDim(default=0, values=[5, 6], order=-1),
        }
    )
    space = ParameterSpace.from_pspace(pspace)
    assert space.dimensions == {"slowest": (5, 6), "first": (1, 2), "second": (3, 4)}
    assert space.locations["second"] == ("model", "second")
    assert [p.values for p in space.points()][:3] == [(5, 1, 3), (5, 1, 4), (5, 2, 3)]


def test_constant_parameters__change_with_all_but_the_values() -> None:
    def constant(count: int, n: int = 3, names: str = "abcde") -> dict[str, Any]:
        dim = ParamDim(default=0, range=[count])
        follower = CoupledParamDim(target_name="seed", default="", values=list(names[:count]))
        pspace = ParamSpace({"seed": dim, "n": n, "name": follower})
        return ParameterSpace.from_pspace(pspace).constant_parameters()

    assert constant(2) == constant(2)
    assert constant(2) != constant(2, n=4)
    assert constant(2) != constant(2, names="ac")


def test_constant_parameters__stay_when_a_value_is_added() -> None:
    def constant(count: int) -> dict[str, Any]:
        pspace = ParamSpace({"seed": ParamDim(default=0, range=[count]), "n": 3})
        return ParameterSpace.from_pspace(pspace).constant_parameters()

    assert constant(2) == constant(5)


@settings(max_examples=40, deadline=None)
@given(pspaces(), st.data())
def test_subspace__is_that_of_paramspace(pspace: ParamSpace, data: st.DataObject) -> None:
    space = ParameterSpace.from_pspace(pspace)
    name = data.draw(st.sampled_from(list(space.dimensions)))
    values = list(space.dimensions[name])
    # paramspace compares numbers with numbers only
    assume(len({type(value) for value in values} - {float}) < 2)
    assume(not isinstance(values[0], list))
    numbers = range(1, len(values) + 1)
    selector = data.draw(
        st.one_of(
            st.sampled_from(values),
            st.lists(st.sampled_from(values), min_size=1, unique=True),
            st.lists(st.sampled_from(numbers), min_size=1, unique=True).map(lambda i: {"idx": i}),
            st.sampled_from(values).map(lambda v: {"loc": v}),
            st.just({"idx": slice(None, None, 2)}),
        )
    )
    subspace = space.subspace({name: selector})
    pspace.activate_subspace(**{name: selector})
    coords = pspace.iterator(with_info="current_coords", omit_pt=True)
    selected = dict.fromkeys(point[name] for point in coords)
    assert subspace == {**space.dimensions, name: tuple(selected)}


def test_subspace__slices_of_labels_are_those_of_paramspace() -> None:
    assert SIZES.subspace({"seed": slice(3, 7, 2)})["seed"] == (3, 5)
    assert SIZES.subspace({"seed": {"loc": slice(None, 2)}})["seed"] == (0, 1)


def test_subspace__keeps_masks() -> None:
    seeds = ParamDim(default=0, values=[1, 2, 3], mask=[False, True, False])
    sizes = ParamDim(default=0, values=[5, 6], mask=[True, False])
    space = ParameterSpace.from_pspace(ParamSpace({"seed": seeds, "size": sizes}))
    assert space.dimensions == space.subspace({}) == {"seed": (1, 3), "size": (6,)}
    assert space.subspace({"seed": {"idx": [1, 2]}}) == {"seed": (1,), "size": (6,)}
    assert space.subspace({"size": 6}) == space.dimensions
    with pytest.raises(OutsideSpaceError, match="All chosen values of the dimension 'seed'"):
        space.subspace({"seed": {"idx": 2}})


SIZES = ParameterSpace.from_pspace(
    ParamSpace(
        {
            "max_step_size": ParamDim(default=1.0, values=[0.1, 0.3, 1.0]),
            "seed": ParamDim(default=0, range=[20]),
            "kind": ParamDim(default="a", values=["a", "b"]),
        }
    )
)


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        ({"sed": 1}, "There is no dimension 'sed'. Did you mean 'seed'?"),
        ({"x": 1}, "There is no dimension 'x'. Allowed: kind, max_step_size, seed."),
        (
            {"max_step_size": [0.1, 2.0]},
            "2.0 is not a value of the dimension 'max_step_size'. Its values: 0.1, 0.3, 1.0.",
        ),
        ({"seed": []}, "No value of the dimension 'seed' is chosen."),
        ({"kind": "c"}, "'c' is not a value of the dimension 'kind'. Its values: 'a', 'b'."),
        (
            {"seed": 20},
            "20 is not a value of the dimension 'seed'. "
            "Its values: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … (20 in all).",
        ),
    ],
)
def test_subspace__says_what_is_not_in_the_space(selection: Any, message: str) -> None:
    with pytest.raises(OutsideSpaceError) as error:
        SIZES.subspace(selection)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        ({"seed": {"loc": [99]}}, r"99 is not a value of the dimension 'seed'"),
        ({"seed": {"idx": 0}}, "Encountered index 0"),
        ({"seed": {"idx": 21}}, "exceeds the highest index"),
        ({"seed": {"idx": [1, 1]}}, "duplicate"),
        ({"seed": {"idx": 1, "loc": 1}}, "Only accepting _either_"),
        ({"seed": {}}, "Missing one of the required keyword arguments"),
        ({"seed": slice(50, 60)}, "totally masked"),
        ({"kind": slice(0, 1)}, "The selection of 'kind' needs values that can be compared"),
    ],
)
def test_subspace__says_what_is_wrong_with_other_selections(selection: Any, message: str) -> None:
    with pytest.raises(OutsideSpaceError, match=message):
        SIZES.subspace(selection)


def test_subspace__numbers_equal_but_for_rounding() -> None:
    space = ParameterSpace.from_pspace(
        ParamSpace({"p": ParamDim(default=0.0, linspace=[0.0, 0.3, 4])})
    )
    assert space.subspace({"p": 0.1}) == {"p": (space.dimensions["p"][1],)}
    assert space.subspace({"p": [0.1 + 0.2]}) == {"p": (space.dimensions["p"][3],)}


def test_subspace__numbers_that_are_close_are_not_the_same() -> None:
    # paramspace alone would select both
    sizes = [0.1, 0.1000001, 1e-9, 2e-9, 10**10, 10**10 + 1]
    space = ParameterSpace.from_pspace(ParamSpace({"p": ParamDim(default=0.0, values=sizes)}))
    for size in sizes:
        for selection in (size, [size], {"loc": size}, {"loc": [size]}):
            assert space.subspace({"p": selection}) == {"p": (size,)}


@pytest.mark.parametrize(
    ("selection", "values"),
    [
        ([1, 2], ([1, 2],)),
        ([[1, 2], None], ([1, 2], None)),
        ([[1, 2], [1, 2]], ([1, 2],)),
        ({"x": 1}, ({"x": 1},)),
        ({"loc": {"x": 1}}, ({"x": 1},)),
        ({"loc": [[3], "1"]}, ([3], "1")),
        ({"idx": [1, 6]}, ([1, 2], 2**70)),
        (None, (None,)),
        ("1", ("1",)),
        (2**70, (2**70,)),
    ],
)
def test_subspace__values_of_any_type(selection: Any, values: tuple[Any, ...]) -> None:
    dim = ParamDim(default=0, values=[[1, 2], [3], {"x": 1}, None, "1", 2**70])
    space = ParameterSpace.from_pspace(ParamSpace({"a": dim}))
    assert space.subspace({"a": selection}) == {"a": values}
    for other in ([1], {"x": 2}, 1, "None"):
        with pytest.raises(OutsideSpaceError, match="is not a value of the dimension 'a'"):
            space.subspace({"a": other})


@given(pspaces() | pspaces(masked=True))
def test_has_number__numbers_of_points(pspace: ParamSpace) -> None:
    space = ParameterSpace.from_pspace(pspace)
    numbers = {point.state_no for point in space.points()}
    largest = max(numbers)
    if not any(dim.mask for dim in pspace.dims.values()):
        assert {n for n in range(2 * largest + 2) if space.has_number(n)} == numbers
    assert all(map(space.has_number, numbers))
