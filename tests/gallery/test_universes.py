"""The universes of a sweep as data for the page."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from paraverse.base.output_record import record_outputs
from paraverse.gallery.universes import dimensions_data, universes_data, value_label
from paraverse.sweep.folders import describe_simulation_failure
from support.galleries import batches, gallery_of, universe

DIMENSIONS = {"size": (0.1, 0.3), "seed": (0, 1, 2)}


def test_universes_data__counts_points_with_the_last_dimension_fastest() -> None:
    sweep = batches(
        universe("a", 0.1, 0), universe("b", 0.30000000000000004, 2), universe("outside")
    )
    data = universes_data(gallery_of(universes=sweep, dimensions=DIMENSIONS), "results")
    assert data["ids"] == ["a", "b", "outside"]
    assert data["points"] == [0, 5, -1]


def test_universes_data__gives_what_universes_lack_as_planned_or_as_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sweep = batches(universe("a", 0, errors=("no file",)), universe("b", 1), universe("c", 2))
    content = gallery_of(universes=sweep, dimensions={"seed": (0, 1, 2)})
    assert universes_data(content, "results")["lacks"] == {0: ("no file",)}
    Path(sweep[0].store).parent.mkdir(parents=True)
    Path(sweep[0].store).write_bytes(b"")
    record_outputs([sweep[0].store], [], lacks={"b": ["broken"]})
    data = universes_data(content, "results")
    assert {index: list(reasons) for index, reasons in data["lacks"].items()} == {
        0: ["no file"], 1: ["broken"],
    }  # fmt: skip


def test_universes_data__tells_simulations_that_failed_from_missing_data() -> None:
    reason = describe_simulation_failure("b", "exit status 1")
    sweep = batches(universe("a", 0, errors=("no file",)), universe("b", 1, errors=(reason,)))
    data = universes_data(gallery_of(universes=sweep), "results")
    assert data["failed"] == [1]
    assert list(data["lacks"]) == [0, 1]


def test_universes_data__has_one_pattern_for_the_links_of_all() -> None:
    sweep = batches(universe("sim_1", 0), universe("sim 2", 1), universe("x", 2, folder="other"))
    data = universes_data(gallery_of(universes=sweep, are_simulated=True), "results")
    assert data["links"] == [
        ["data.h5", "../data/{}/data.h5"],
        ["log of the simulation", "../logs/simulate/{}.log"],
    ]
    assert data["urls"] == {1: "sim%202"}
    assert list(data["own_links"]) == [2]
    assert data["own_links"][2][0] == ["data.h5", "../other/{}/data.h5"]


def test_universes_data__names_the_batch_of_each_universe() -> None:
    sweep = batches(*(universe(f"u {number}", number) for number in range(5)), size=2)
    data = universes_data(gallery_of(universes=sweep), "results")
    assert data["batches"] == [["u%200", 2], ["u%202", 2], ["u%204", 1]]
    assert (data["stores"], data["logs"]) == ("universes", "../logs/convert")


def test_universes_data__of_ten_thousand_universes_is_small() -> None:
    sweep = batches(*(universe(f"seed~{number}", number) for number in range(10_000)))
    content = gallery_of(universes=sweep, dimensions={"seed": tuple(range(10_000))})
    assert len(json.dumps(universes_data(content, "results"))) < 300_000


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (0.1 + 0.2, "0.3"),
        (1.0, "1"),
        (1e-300, "1e-300"),
        (float("nan"), "nan"),
        (True, "True"),
        (np.int64(3), "3"),
        (None, "None"),
        ("None", "'None'"),
        ("0.1", "'0.1'"),
        ("", "''"),
        ("a\nb\u202e", r"a\nb\u202e"),
        ([0.1, "x"], "[0.1, 'x']"),
        ("x" * 100, "x" * 59 + "…"),
    ],
)
def test_value_label__is_short_and_readable(value: object, label: str) -> None:
    assert value_label(value) == label


def test_dimensions_data__has_a_label_for_each_value() -> None:
    assert dimensions_data(DIMENSIONS) == [
        {"name": "size", "labels": ["0.1", "0.3"]},
        {"name": "seed", "labels": ["0", "1", "2"]},
    ]


def test_dimensions_data__has_different_labels_for_different_values() -> None:
    values = ("x" * 99 + "1", "x" * 99 + "2", 1, "1")
    (dimension,) = dimensions_data({"x": values})
    assert dimension["labels"] == ["x" * 59 + "…", "x" * 59 + "… (2)", "1", "'1'"]
