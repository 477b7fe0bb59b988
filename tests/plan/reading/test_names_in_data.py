"""Names of dimensions and of everything else in the data of universes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from paraverse.config.labels import Labels
from paraverse.jobs.universe_files import SourceFile, UniverseFiles
from paraverse.plan.reading.names_in_data import read_names, words
from support.broken_project import write_project

LABELS = Labels().settings


def universe(path: Path) -> UniverseFiles:
    file = SourceFile(path=str(path), target="data", loader="hdf5")
    return UniverseFiles(id="a", key="a", values=None, files=(file,))


def test_read_names__has_dimensions_members_and_attributes(tmp_path: Path) -> None:
    path = write_project(tmp_path) / "data/sim_00/data.h5"
    names = read_names([universe(path)], ["data"], LABELS)
    assert names is not None
    assert names.dims == {"time", "x", "y"}
    assert {"data", "walk", "group", "grid", "time"} <= names.others


def test_read_names__are_not_determined_without_files(tmp_path: Path) -> None:
    assert read_names([], ["data"], LABELS) is None
    assert read_names([universe(tmp_path / "data.h5")], ["data"], LABELS) is None
    assert read_names([universe(tmp_path / "data.h5")], ["more"], LABELS) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("coords__time", {"coords__time", "time"}),
        (b"x, y", {"x, y", "x", "y"}),
        (np.array(["a", "b"], dtype=object), {"a", "b"}),
        ({"to": ["p", 3, None]}, {"to", "p"}),
        (np.float64(3), set()),
        (3.5, set()),
    ],
)
def test_words__are_all_text(value: object, expected: set[str]) -> None:
    assert set(words(value)) == expected
