"""Values that labels need are read from wherever a universe holds them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from paraverse.base.field_labels import ValueSource
from paraverse.load.labeling.value_sources import UniverseValues
from paraverse.load.members import Array, GroupMember, Text, Tree

TREE: Tree = {
    "data": GroupMember(attrs={"dt": np.float64(0.5), "name": "sir"}),
    "data/n": Array(np.array([7])),
    "data/epidemic": GroupMember(),
    "data/epidemic/time": Array(np.array([0, 2]), attrs={"units": "d"}),
    "data/epidemic/infected": Array(np.zeros(2), attrs={"step": 3}),
    "params": Text("model: {dt: 0.25, times: [1, 2], name: sir}\n", "yaml"),
    "broken": Text("a: [", "yaml"),
}
VALUES = UniverseValues(TREE, {"dt": 2, "label": "x"})
PATH = "data/epidemic/infected"


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (ValueSource(path="data/epidemic/time"), [0, 2]),
        (ValueSource(path="./time"), [0, 2]),
        (ValueSource(path="../n"), [7]),
        (ValueSource(path="params/model/times"), [1, 2]),
        (ValueSource(attribute="step"), 3),
        (ValueSource(path="data", attribute="dt"), 0.5),
        (ValueSource(path="..", attribute="dt"), 0.5),
        (ValueSource(parameter="dt"), 2),
    ],
)
def test_read__from_datasets_files_attributes_and_parameters(
    source: ValueSource, value: Any
) -> None:
    values, _ = VALUES.read(source, PATH)
    np.testing.assert_array_equal(values, value)


def test_read__returns_the_attributes_of_a_dataset() -> None:
    assert VALUES.read(ValueSource(path="./time"), PATH)[1] == {"units": "d"}
    assert VALUES.read(ValueSource(path="params/model/times"), PATH)[1] == {}


@pytest.mark.parametrize(
    ("source", "number"),
    [
        (3, 3),
        (ValueSource(path="params/model/dt"), 0.25),
        (ValueSource(path="data/n"), 7),
        (ValueSource(path="data", attribute="dt"), 0.5),
        (ValueSource(parameter="dt"), 2),
    ],
)
def test_number__is_one_number(source: Any, number: float) -> None:
    assert VALUES.number(source, PATH) == number


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (ValueSource(path="data/times"), "there is no dataset or value 'data/times'"),
        (ValueSource(path="params/model/d"), "There is no 'params/model/d'. Allowed: dt, name"),
        (ValueSource(path="broken/a"), "not valid YAML"),
        (
            ValueSource(path="data", attribute="d"),
            "'data' has no attribute 'd'. Allowed: dt, name.",
        ),
        (ValueSource(path="params", attribute="a"), "there is no dataset or group 'params'"),
        (ValueSource(parameter="seed"), "the universe has no swept parameter 'seed'"),
        (ValueSource(path="params/model/name"), "'params/model/name' is not a number: 'sir'"),
        (ValueSource(path="data/epidemic/time"), "is not a number: shape (2,)"),
        (ValueSource(path="data", attribute="name"), "of 'data' is not a number: 'sir'"),
    ],
)
def test_number__what_a_universe_lacks_is_named(source: ValueSource, message: str) -> None:
    with pytest.raises(ValueError) as error:  # noqa: PT011 - compared below
        VALUES.number(source, PATH)
    assert message in str(error.value)
