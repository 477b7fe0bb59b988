"""Outputs are compared with the record of the job that wrote them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from paraverse.base.file_index import FileIndex
from paraverse.base.output_record import (
    OutputRecord,
    dependencies_digest,
    record_outputs,
    record_path,
    stated_dependencies,
)


@pytest.fixture
def outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two outputs in the working directory: a file, and a folder with a file."""
    monkeypatch.chdir(tmp_path)
    Path("results/frames").mkdir(parents=True)
    Path("results/a.nc").write_text("1")
    Path("results/frames/0.png").write_text("1")
    return ["results/a.nc", "results/frames"]


def changed(outputs: list[str]) -> list[str]:
    record = OutputRecord.read(record_path(outputs[0]))
    assert record
    return record.changed_outputs(FileIndex())


def test_changed_outputs__none_until_something_changes(outputs: list[str]) -> None:
    record_outputs(outputs, ["x = 1"])
    assert changed(outputs) == []
    os.utime(outputs[0], (0, 0))
    assert changed(outputs) == [], "the content is the same"
    Path(outputs[0]).write_text("2")
    assert changed(outputs) == outputs[:1]
    Path("results/frames/0.png").unlink()
    assert changed(outputs) == outputs
    Path(outputs[0]).unlink()
    assert changed(outputs) == outputs


def test_changed_outputs__not_for_what_snakemake_adds_to_folders(outputs: list[str]) -> None:
    record_outputs(outputs, ())
    Path(outputs[1], ".snakemake_timestamp").touch()
    assert changed(outputs) == []


def test_changed_outputs__relative_to_a_folder(outputs: list[str]) -> None:
    record = OutputRecord.of(["a.nc"], (), "results")
    assert record.changed_outputs(FileIndex(), "results") == []
    Path(outputs[0]).write_text("2")
    assert record.changed_outputs(FileIndex(), "results") == ["results/a.nc"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"digests": {}}'])
def test_read__a_record_that_is_damaged_is_none(outputs: list[str], text: str) -> None:
    record_outputs(outputs, ())
    record_path(outputs[0]).write_text(text)
    assert OutputRecord.read(record_path(outputs[0])) is None


def test_dependencies__are_all_strings_in_any_order() -> None:
    stated = stated_dependencies(["b = 2", {"job": 1}, ["a = 1"], 3])
    assert stated == {"a = 1", "b = 2"}
    assert dependencies_digest(["a = 1", "b = 2"]) == dependencies_digest(["b = 2", "a = 1"])
    assert dependencies_digest(["a = 1"]) != dependencies_digest(stated)
