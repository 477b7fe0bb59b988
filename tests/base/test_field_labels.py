"""Labels by path: the patterns that match, and the later ones that take precedence."""

from __future__ import annotations

import pytest

from paraverse.base.field_labels import (
    CoordinateSource,
    FieldLabels,
    ValueSource,
    labels_of_field,
    labels_of_stored,
    may_select,
)

TIME = CoordinateSource(mode="linked", argument=ValueSource(path="data/time"))
STEPS = CoordinateSource(mode="start_and_step", argument=(0, ValueSource(path="params/dt")))


def test_labels_of_field__later_patterns_take_precedence_key_by_key() -> None:
    labels = {
        "data/**": FieldLabels(dims=("time",), coords={"time": TIME}, attrs={"units": "m", "a": 1}),
        "data/*/x": FieldLabels(coords={"x": STEPS}, attrs={"units": "km"}, dtype="float32"),
        "other": FieldLabels(dims=("y",)),
    }
    assert labels_of_field(labels, "data/abm/x") == FieldLabels(
        dims=("time",),
        coords={"time": TIME, "x": STEPS},
        attrs={"units": "km", "a": 1},
        dtype="float32",
    )
    assert labels_of_field(labels, "data/y") == labels["data/**"]
    assert labels_of_field(labels, "log") is None


@pytest.mark.parametrize(
    ("pattern", "selection", "may"),
    [
        ("data/epidemic/**", "data/epidemic/infected", True),
        ("data/epidemic/**", "data/epidemic", True),
        ("data/epidemic/**", "data", True),
        ("data/epidemic/**", "data/abm", False),
        ("data/*/x", "data/abm/x", True),
        ("data/*/x", "data/abm/y", False),
        ("data/*/x", "data/abm", True),
        ("data/x", "data/x/y", False),
        ("**/x", "anything", True),
        ("data/x", "data/*", True),
        ("data/x", "*", True),
        ("data/x", "sims/*", False),
    ],
)
def test_may_select__is_false_only_if_no_field_is_both(
    pattern: str, selection: str, may: bool
) -> None:
    assert may_select(pattern, selection) == may


def test_sources__are_named_in_messages() -> None:
    assert str(TIME) == "'data/time'"
    assert str(STEPS) == "start_and_step [0, 'params/dt']"
    assert str(ValueSource(attribute="dt")) == "the attribute 'dt'"
    assert str(ValueSource(path="data", attribute="dt")) == "the attribute 'dt' of 'data'"
    assert str(ValueSource(parameter="dt")) == "the parameter 'dt'"
    assert STEPS.sources == [ValueSource(path="params/dt")]


def test_labels_of_stored__with_those_of_what_coordinates_come_from() -> None:
    relative = CoordinateSource(mode="linked", argument=ValueSource(path="../days"))
    labels = {
        "data/abm/**": FieldLabels(coords={"time": TIME}),
        "data/time": FieldLabels(attrs={"units": "d"}),
        "data/sir/*": FieldLabels(coords={"time": relative}),
        "data/days": FieldLabels(attrs={"units": "d"}),
        "other/*": FieldLabels(dims=("x",)),
    }
    assert list(labels_of_stored(labels, ["data/abm/energy"])) == ["data/abm/**", "data/time"]
    assert list(labels_of_stored(labels, ["data/sir/s"])) == ["data/sir/*", "data/days"]
    assert list(labels_of_stored(labels, ["data/sir/*"])) == list(labels)
    assert list(labels_of_stored(labels, ["log"])) == []
