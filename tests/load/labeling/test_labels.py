"""Labels from attributes, and reports about attributes that are wrong."""

from __future__ import annotations

from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.load.labeling.coordinate_modes import MODES
from paraverse.load.labeling.label_settings import LabelSettings
from paraverse.load.labeling.labels import label_array, label_tree, linked_fields
from paraverse.load.members import Array, GroupMember, Text, Tree
from support.labels import VALUES, label_example, to_xarray


@pytest.mark.parametrize(
    ("attrs", "dims"),
    [
        ({"dims": ["t", "x"]}, ("t", "x")),
        ({"dim_names": np.array([b"t", b"x"])}, ("t", "x")),
        ({"dim_names": np.array([["t"], ["x"]], dtype=object)}, ("t", "x")),
        ({"dim_name__1": "x"}, ("dim_0", "x")),
        ({"dim_name__0": b"t", "dim_name__1": np.array(["x"])}, ("t", "x")),
        ({"dims": ["t", "x"], "dim_name__0": "time"}, ("time", "x")),
    ],
)
def test_label_array__names_of_dimensions(attrs: dict[str, Any], dims: tuple[str, ...]) -> None:
    array, notes = label_example({**attrs, "unit": "m"})
    assert array.dims == dims
    assert array.attrs == {"unit": "m"}
    assert not notes


@pytest.mark.parametrize(
    ("mode", "argument", "coords"),
    [
        ("values", [1, 2, 3, 5], [1, 2, 3, 5]),
        ("values", np.array([b"a", b"b", b"c", b"d"]), ["a", "b", "c", "d"]),
        ("range", [0, 8, 2], [0, 2, 4, 6]),
        ("arange", [0.0, 1.0, 0.25], [0, 0.25, 0.5, 0.75]),
        ("linspace", [0, 3, 4], [0, 1, 2, 3]),
        ("logspace", np.array([0, 3, 4]), [1, 10, 100, 1000]),
        ("start_and_step", (10, 5), [10, 15, 20, 25]),
        ("trivial", None, [0, 1, 2, 3]),
        (np.array([b"trivial"]), h5py.Empty("f8"), [0, 1, 2, 3]),
    ],
)
def test_label_array__coordinates(mode: Any, argument: Any, coords: list[Any]) -> None:
    attrs = {"dim_name__1": "x", "coords__x": argument, "coords_mode__x": mode}
    array, notes = label_example(
        {name: value for name, value in attrs.items() if value is not None}
    )
    assert list(array.coords) == ["x"]
    assert array.coords["x"][0] == ("x",)
    np.testing.assert_array_equal(array.coords["x"][1], coords)
    assert not array.attrs
    assert not notes


def test_label_array__scalar_coordinate() -> None:
    attrs = {"dims": ["t"], "coords__t": np.array(0.5), "coords_mode__t": "scalar"}
    array, notes = label_example(attrs, np.zeros(1))
    np.testing.assert_array_equal(array.coords["t"][1], [0.5])
    assert not notes


@pytest.mark.parametrize(
    ("attrs", "note"),
    [
        ({"dims": ["t"]}, "'dims' is not the names of 2 dimensions: ['t']"),
        ({"dims": [1, 2]}, "'dims' is not the names of 2 dimensions: [1, 2]"),
        ({"dims": ["t", "t"]}, "dimensions cannot have the same name: t, t"),
        ({"dim_name__2": "x"}, "'dim_name__2': there is no dimension '2' of 2, which are counted"),
        ({"dim_name__x": "x"}, "'dim_name__x': there is no dimension 'x' of 2"),
        ({"dim_name__0": 3}, "'dim_name__0' is not the name of a dimension: 3"),
        (
            {"coords__tim": [1, 2, 3]},
            "coordinates of 'tim': there is no such dimension. Did you mean",
        ),
        ({"coords__time": [1, 2]}, "coordinates of 'time': 2 values for a dimension of 3"),
        ({"coords__time": 1}, "coordinates of 'time': coordinates have shape ()"),
        ({"coords__time": [{}, {}, {}]}, "coordinates of 'time': values of type object are no"),
        ({"coords_mode__time": "range"}, "coordinates of 'time': mode 'range' needs coordinates"),
        (
            {"coords__time": [1, 2, 3], "coords_mode__time": "value"},
            "coordinates of 'time': there is no mode 'value'. Did you mean 'values'?",
        ),
        (
            {"coords__time": [0, 1, 0], "coords_mode__time": "range"},
            "coordinates of 'time': range() arg 3 must not be zero",
        ),
        (
            {"coords__time": "../times", "coords_mode__time": "linked"},
            "coordinates of 'time': there is no dataset '../times'",
        ),
    ],
)
def test_label_array__what_is_wrong_is_left_out(attrs: dict[str, Any], note: str) -> None:
    right = {"coords__id": [5, 6, 7, 8]}
    array, notes = label_example({**right, **attrs}, dims=("time", "id"))
    assert len(notes) == 1
    assert notes[0].startswith(f"data/walk: {note}")
    assert array.values is VALUES
    assert array.attrs == attrs  # they stay, for somebody to look at
    assert array.dims == ("time", "id")
    assert list(array.coords) == ["id"]


ANYTHING = st.one_of(
    st.none(),
    st.integers(-5, 20),
    st.floats(),
    st.sampled_from(["t", "x", "", b"t", b"\xff", *MODES]),
    st.lists(st.integers(-2, 9), max_size=4),
    st.lists(st.floats(), max_size=4),
    st.lists(st.sampled_from(["t", "x", b"x", ""]), max_size=3),
    st.lists(st.integers(0, 9), max_size=4).map(np.array),
    st.just(h5py.Empty("f8")),
    st.just(np.zeros(3, [("a", "i4")])),
    st.just(np.zeros((1, 3))),
)
NAMES = ["dims", "dim_names", "dim_name__0", "dim_name__1", "dim_name__-1", "coords__t"]
NAMES += ["coords__x", "coords_mode__t", "coords_mode__x", "coords__", "content", "grid_shape"]


@given(st.dictionaries(st.sampled_from(NAMES), ANYTHING), st.sampled_from([(), (3,), (3, 4), (0,)]))
@settings(max_examples=100, deadline=None)
def test_label_array__never_loses_data(attrs: dict[str, Any], shape: tuple[int, ...]) -> None:
    values = np.arange(np.prod(shape, dtype=int)).reshape(shape)
    array, notes = label_example(attrs, values)
    np.testing.assert_array_equal(to_xarray(array).values, values)
    assert array.attrs.keys() <= attrs.keys()
    assert all(note.startswith("data/walk: ") for note in notes)


def test_label_array__goes_before_the_files_own_labels() -> None:
    scale = (("step",), np.array([1, 2, 3]), {"unit": "s"})
    array, _ = label_example({"dim_name__0": "time"}, dims=("step", "id"), coords={"step": scale})
    assert array.dims == ("time", "id")
    assert array.coords == {"time": (("time",), *scale[1:])}


def test_label_array__other_names_of_attributes() -> None:
    names = LabelSettings(
        dims=("axes",),
        dim_name_prefix="axis_",
        coords_prefix="at_",
        coords_mode_prefix="mode_",
        coords_mode_default="trivial",
    )
    attrs = {"axes": ["t", "x"], "at_t": [0, 3], "mode_t": "range", "dims": ["a", "b"]}
    array = label_array(Array(VALUES, attrs=attrs), "", {}, settings=names, report=pytest.fail)
    assert array.dims == ("t", "x")
    assert array.attrs == {"dims": ["a", "b"]}
    np.testing.assert_array_equal(array.coords["t"][1], [0, 1, 2])
    np.testing.assert_array_equal(array.coords["x"][1], [0, 1, 2, 3])


def test_label_tree__linked_coordinates() -> None:
    link = {"dims": ["t"], "coords_mode__t": "linked"}
    tree: Tree = {
        "abm": GroupMember(),
        "abm/energy": Array(np.zeros(3), attrs=link | {"coords__t": "times/all"}),
        "abm/mean": Array(np.zeros(3), attrs=link | {"coords__t": b"../t"}),
        "abm/times": GroupMember(),
        "abm/times/all": Array(np.array([1, 5, 7])),
        "t": Array(np.array([1.0, 2.0, 3.0]), attrs={"units": "s", "dims": ["t"]}),
        "log": Text("Done\n"),
    }
    labeled = label_tree(tree, LabelSettings(), pytest.fail)
    assert list(labeled) == list(tree)
    energy, mean = labeled["abm/energy"], labeled["abm/mean"]
    assert isinstance(energy, Array)
    assert isinstance(mean, Array)
    np.testing.assert_array_equal(energy.coords["t"][1], [1, 5, 7])
    np.testing.assert_array_equal(mean.coords["t"][1], [1, 2, 3])
    assert mean.coords["t"][2:] == ({"units": "s"},)
    assert linked_fields(tree, LabelSettings()) == {"abm/times/all", "t"}


def test_label_tree__leaves_the_rest_as_it_is() -> None:
    tree: Tree = {
        "a": GroupMember("Group", {"dims": ["x"]}),
        "a/b": Array(VALUES, attrs={"unit": "m"}),
    }
    assert label_tree(tree, LabelSettings(), pytest.fail)["a/b"] is tree["a/b"]
