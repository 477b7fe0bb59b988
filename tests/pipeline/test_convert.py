"""A batch is converted whatever state some of its universes are in."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.jobs import ConvertJob, LoadSettings, SourceFile, UniverseFiles
from paraverse.pipeline.convert import convert
from paraverse.store.read.batch import BatchFile
from support.trees import assert_same

NAMES = ("a", "b", "c")


def job(
    folder: Path, *, required: bool = False, labels: dict[str, tuple[str, ...]] | None = None
) -> ConvertJob:
    universes = []
    for number, name in enumerate(NAMES):
        path = folder / f"{name}.h5"
        with h5py.File(path, "w") as file:
            values = np.random.default_rng(number).normal(size=(number + 2, 3))
            file.create_dataset("group/values", data=values).attrs["dim_names"] = ["time", "x"]
            file["number"] = number
        source = SourceFile(path=str(path), target="data", loader="hdf5", required=required)
        universes.append(UniverseFiles(id=name, key=name, values=None, files=(source,)))
    return ConvertJob(
        universes=tuple(universes),
        dimensions=(),
        fields=FieldFilter(),
        settings=LoadSettings(labels=labels or {}),
    )


def members(store: Path, name: str) -> dict[str, object]:
    with BatchFile(str(store)) as batch:
        return dict(batch.members(name))


@pytest.mark.parametrize("size", [0, 7, 100, 700])
def test_convert__others_are_as_without_the_broken_one(tmp_path: Path, size: int) -> None:
    whole = job(tmp_path)
    convert(whole, tmp_path / "whole.nc")
    broken = tmp_path / "b.h5"
    broken.write_bytes(broken.read_bytes()[:size])
    convert(whole, tmp_path / "broken.nc")
    for name in ("a", "c"):
        assert_same(members(tmp_path / "broken.nc", name), members(tmp_path / "whole.nc", name))
    with BatchFile(str(tmp_path / "broken.nc")) as batch:
        (reason,) = batch.warnings("b")
        assert str(broken) in reason
        assert batch.warnings("a") == batch.warnings("c") == ()


def test_convert__names_all_that_may_not_be_broken_and_leaves_no_file(tmp_path: Path) -> None:
    needed = job(tmp_path, required=True)
    for name in ("a", "c"):
        (tmp_path / f"{name}.h5").write_bytes(b"")
    with pytest.raises(LoadError) as raised:
        convert(needed, tmp_path / "store" / "batch.nc")
    lines = str(raised.value).splitlines()
    assert [line.partition(":")[0] for line in lines[:2]] == ["a", "c"]
    assert not list((tmp_path / "store").glob("*"))


def test_convert__names_of_label_attributes_can_be_others(tmp_path: Path) -> None:
    convert(job(tmp_path), tmp_path / "labelled.nc")
    convert(job(tmp_path, labels={"dims": ("names",)}), tmp_path / "plain.nc")
    with (
        BatchFile(str(tmp_path / "labelled.nc")) as labelled,
        BatchFile(str(tmp_path / "plain.nc")) as no,
    ):
        assert labelled.universe("a")["data/group/values"].dims == ("time", "x")
        assert no.universe("a")["data/group/values"].dims == ("dim_0", "dim_1")
