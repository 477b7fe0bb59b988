"""The first labels: times of the group, and names of columns."""

from __future__ import annotations

from paraverse.new_project.first_labels import choose_labels, format_labels
from support.found_fields import COLUMNS
from support.found_fields import found_field as field


def test_choose_labels__of_all_fields_of_a_group() -> None:
    energy = field("data/energy", 9)
    labels = choose_labels(energy, [energy, field("data/time", 9), field("other/energy", 9)])
    assert labels.section == {"data/*": {"dims": {0: "time"}, "coords": {"time": "data/time"}}}
    assert [f.dims for f in labels.fields] == [("time",), ("time",), ("dim_0",)]


def test_choose_labels__only_of_fields_with_the_length_of_the_times() -> None:
    energy = field("energy", 9)
    labels = choose_labels(energy, [energy, field("t", 9), field("final", 3)])
    assert list(labels.section) == ["energy", "t"]


def test_choose_labels__of_columns_beside_times() -> None:
    main = field("data/SIR", 9, 3, names=COLUMNS)
    labels = choose_labels(main, [main, field("data/t", 9)])
    assert labels.section["data/SIR"] == {
        "dims": {0: "t", 1: "columns"},
        "coords": {"t": "data/t", "columns": {"attribute": "columns"}},
    }
    assert labels.fields[0].dims == ("t", "columns")


def test_choose_labels__of_columns_without_times() -> None:
    main = field("SIR", 9, 3, names=COLUMNS)
    (labels,) = choose_labels(main, [main]).section.values()
    assert labels == {"dims": {1: "columns"}, "coords": {"columns": {"attribute": "columns"}}}


def test_choose_labels__not_of_dimensions_that_have_names() -> None:
    main = field("SIR", 9, 3, dims=("time", "kind"), names=COLUMNS)
    labels = choose_labels(main, [main, field("time", 9)])
    assert labels.section == {}
    assert format_labels(labels.section) == ""
