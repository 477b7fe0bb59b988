"""All files of a universe are loaded and labeled, or there is a message that says why not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from paraverse.base.field_filter import FieldFilter
from paraverse.jobs.convert import LoadSettings
from paraverse.jobs.universe_files import SourceFile
from paraverse.load.members import Array, Text
from paraverse.load.universe import load_universe


@pytest.fixture
def files(tmp_path: Path) -> list[SourceFile]:
    """Write the files of a universe, with coordinates that are linked to another dataset."""
    with h5py.File(tmp_path / "data.h5", "w") as file:
        file["walk"] = np.arange(3.0)
        file["walk"].attrs.update(dims=["t"], coords_mode__t="linked", coords__t="times")
        file["times"] = [0, 5, 10]
    (tmp_path / "params.yml").write_text("seed: 3\n")
    return [
        SourceFile(path=str(tmp_path / "data.h5"), target="data", loader="hdf5"),
        SourceFile(path=str(tmp_path / "params.yml"), target="params", loader="yaml"),
    ]


def test_load_universe__files_at_their_targets(files: list[SourceFile]) -> None:
    result = load_universe(files, FieldFilter())
    assert list(result.tree) == ["data", "data/times", "data/walk", "params"]
    assert result.tree["params"] == Text("seed: 3\n", "yaml")
    assert (result.warnings, result.errors) == ((), ())


def test_load_universe__from_a_file_that_is_the_universe(files: list[SourceFile]) -> None:
    whole = replace(files[0], target="")
    result = load_universe([whole, files[1]], FieldFilter(("walk", "params")))
    assert list(result.tree) == ["", "walk", "params"]
    walk = result.tree["walk"]
    assert isinstance(walk, Array)
    assert walk.coords["t"][1].tolist() == [0, 5, 10]


def test_load_universe__labels_linked_to_fields_that_are_not_selected(
    files: list[SourceFile],
) -> None:
    result = load_universe(files, FieldFilter(("data/walk",)))
    assert list(result.tree) == ["data", "data/walk"]
    walk = result.tree["data/walk"]
    assert isinstance(walk, Array)
    assert walk.dims == ("t",)
    assert walk.coords["t"][1].tolist() == [0, 5, 10]
    assert result.warnings == ()


def test_load_universe__reads_only_files_with_selected_fields(files: list[SourceFile]) -> None:
    Path(files[0].path).write_text("not HDF5")
    result = load_universe(files, FieldFilter(("params",)))
    assert list(result.tree) == ["params"]
    assert result.errors == ()


@pytest.mark.parametrize("required", [False, True])
def test_load_universe__file_that_cannot_be_read(files: list[SourceFile], required: bool) -> None:
    missing = SourceFile(path="missing.log", target="log", loader="text", required=required)
    result = load_universe([*files, missing], FieldFilter())
    assert "data/walk" in result.tree
    assert "log" not in result.tree
    messages = ("missing.log does not exist",)
    assert result.errors == (messages if required else ())
    assert result.warnings == (() if required else messages)


def test_load_universe__reports_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "params.yml").write_bytes(b"a: 1 # gr\xf6n")
    file = SourceFile(path=str(tmp_path / "params.yml"), target="params", loader="yaml")
    (reason,) = load_universe([file], FieldFilter()).warnings
    assert reason.startswith(f"{file.path}: has bytes that are not UTF-8")


@pytest.mark.parametrize(
    ("labels", "dims"), [({}, ("t",)), ({"dims": ("other",), "coords_mode_prefix": "m__"}, None)]
)
def test_load_universe__labels_by_the_settings(
    files: list[SourceFile], labels: dict[str, Any], dims: tuple[str, ...] | None
) -> None:
    walk = load_universe(files, FieldFilter(), LoadSettings(labels=labels)).tree["data/walk"]
    assert isinstance(walk, Array)
    assert walk.dims == dims


def test_load_universe__links_of_simulated_files_that_lead_out(tmp_path: Path) -> None:
    (tmp_path / "secret.log").write_text("secret")
    folder = tmp_path / "data" / "1"
    folder.mkdir(parents=True)
    (folder / "sim.log").symlink_to("../../secret.log")
    file = SourceFile(path=str(folder / "sim.log"), target="log", loader="text")
    settings = LoadSettings(base=str(tmp_path / "data"))
    result = load_universe([file], FieldFilter(), settings)
    assert result.tree == {}
    (message,) = result.errors
    assert message.endswith(f"sim.log leads to {tmp_path}/secret.log, outside of {tmp_path}/data")


def test_load_universe__messages_are_short_lines(tmp_path: Path) -> None:
    (tmp_path / "numbers.txt").write_text("1 2\x1b[2J" + "x" * 10**6 + "\n")
    file = SourceFile(path=str(tmp_path / "numbers.txt"), target="n", loader="numpy_txt")
    (message,) = load_universe([file], FieldFilter()).errors
    assert len(message) < 3000
    assert message.isprintable()
