"""A batch is converted whatever state some of its universes are in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import h5py
import numpy as np
import pytest
import xarray as xr

from paraverse.base.field_filter import FieldFilter
from paraverse.base.file_index import FileIndex
from paraverse.base.output_record import OutputRecord
from paraverse.errors import LoadError
from paraverse.jobs.convert import ConvertJob, LoadSettings
from paraverse.jobs.universe_files import SourceFile, UniverseFiles
from paraverse.load.isolated import apply_to_loaded
from paraverse.load.universe import LoadResult
from paraverse.pipeline.convert import actual_dependencies, convert, source_digests
from paraverse.store.read.batch import BatchFile
from paraverse.sweep.file_versions import file_versions
from paraverse.sweep.folders import mark_as_simulated
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
        (reason,) = batch.entry("b").warnings
        assert str(broken) in reason
        assert batch.entry("a").warnings == batch.entry("c").warnings == ()


def test_convert__names_all_that_may_not_be_broken_and_leaves_no_file(tmp_path: Path) -> None:
    needed = job(tmp_path, required=True)
    for name in ("a", "c"):
        (tmp_path / f"{name}.h5").write_bytes(b"")
    with pytest.raises(LoadError) as raised:
        convert(needed, tmp_path / "store" / "batch.nc")
    lines = str(raised.value).splitlines()
    assert [line.partition(":")[0] for line in lines[:2]] == ["a", "c"]
    assert not list((tmp_path / "store").glob("*"))


def test_convert__the_store_is_as_large_as_the_files(tmp_path: Path) -> None:
    several = job(tmp_path)
    for number, name in enumerate(NAMES):
        sparse = np.zeros((100, 50, 50))
        sparse.flat[:: 1000 + number] = np.random.default_rng(number).random()
        with h5py.File(tmp_path / f"{name}.h5", "a") as file:
            file.create_dataset("sparse", data=sparse, compression="gzip", shuffle=True)
            file.create_dataset("lzf", data=sparse, compression="lzf")
            file["uncompressed"] = np.arange(10_000)
    convert(several, tmp_path / "auto.nc")
    convert(replace(several, compression="none"), tmp_path / "none.nc")
    sources = sum((tmp_path / f"{name}.h5").stat().st_size for name in NAMES)
    assert (tmp_path / "auto.nc").stat().st_size < 1.2 * sources
    assert (tmp_path / "none.nc").stat().st_size > 10 * sources
    with (
        xr.open_dataset(tmp_path / "auto.nc", group="data") as kept,
        xr.open_dataset(tmp_path / "none.nc", group="data") as plain,
    ):
        xr.testing.assert_identical(kept.load(), plain.load())
        storage = {name: kept[name].encoding for name in ("sparse", "lzf", "uncompressed")}
    assert [options["complevel"] for options in storage.values()] == [4, 1, 0]
    assert [options["contiguous"] for options in storage.values()] == [False, False, True]


def test_convert__names_of_label_attributes_can_be_others(tmp_path: Path) -> None:
    convert(job(tmp_path), tmp_path / "labelled.nc")
    convert(job(tmp_path, labels={"dims": ("names",)}), tmp_path / "plain.nc")
    with (
        BatchFile(str(tmp_path / "labelled.nc")) as labelled,
        BatchFile(str(tmp_path / "plain.nc")) as no,
    ):
        assert labelled.universe("a")["data/group/values"].dims == ("time", "x")
        assert no.universe("a")["data/group/values"].dims == ("dim_0", "dim_1")


def test_convert__returns_the_files_that_links_lead_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    planned = job(tmp_path)
    with h5py.File("a.h5", "a") as file:
        file["linked"] = h5py.ExternalLink("other.h5", "values")
        file["absent"] = h5py.ExternalLink("missing.h5", "values")
    with h5py.File("other.h5", "w") as file:
        file["values"] = 1
    others = convert(planned, "store.nc").others
    assert list(others) == ["missing.h5", "other.h5"]
    assert others["missing.h5"] == "missing"
    with h5py.File("other.h5", "a") as file:
        file["values"][()] = 2
    assert convert(planned, "store.nc").others["other.h5"] != others["other.h5"]


class Writer:
    """Changes a file whenever it is loaded, for a number of times."""

    def __init__(self, path: Path, times: int) -> None:
        self.path = path
        self.times = times

    def __call__(self, *arguments: object) -> list[LoadResult]:
        if self.times:
            self.times -= 1
            with h5py.File(self.path, "a") as file:
                file["number"][()] = 10 + self.times
        return apply_to_loaded(*arguments)  # type: ignore[arg-type]


def with_versions(planned: ConvertJob) -> ConvertJob:
    return replace(planned, versions=file_versions(planned.universes, FileIndex()))


def test_convert__reads_again_what_changes_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = with_versions(job(tmp_path))
    monkeypatch.setattr("paraverse.pipeline.convert.apply_to_loaded", Writer(tmp_path / "a.h5", 2))
    read = convert(planned, tmp_path / "store.nc")
    assert read.versions == file_versions(planned.universes, FileIndex())
    with BatchFile(str(tmp_path / "store.nc")) as batch:
        assert int(batch.universe("a")["data/number"]) == 10
    changed = actual_dependencies({"x"}, planned, read)
    assert "x" in changed
    assert changed != actual_dependencies({"x"}, planned, replace(read, versions=planned.versions))


def test_convert__gives_up_if_files_go_on_changing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = with_versions(job(tmp_path))
    monkeypatch.setattr("paraverse.pipeline.convert.apply_to_loaded", Writer(tmp_path / "a.h5", 9))
    with pytest.raises(LoadError, match=r"go on changing while they are read: .*a\.h5"):
        convert(planned, tmp_path / "store.nc")
    assert not (tmp_path / "store.nc").exists()


def test_convert__universe_whose_simulation_failed_is_left_out(tmp_path: Path) -> None:
    whole = job(tmp_path, required=True)
    mark_as_simulated(tmp_path / "b", replace(OutputRecord.of([], []), failure="no energy"))
    (tmp_path / "b.h5").write_text("The simulation failed: no energy\n")
    settings = replace(whole.settings, base=str(tmp_path))
    simulated = replace(whole, settings=settings, are_simulated=True)
    read = convert(simulated, tmp_path / "store.nc")
    reason = "the simulation failed: no energy (see logs/simulate/b.log)"
    assert read.lacks == {"b": (reason,)}
    with BatchFile(str(tmp_path / "store.nc")) as batch:
        assert list(batch.entry("b").warnings) == [reason]
        assert dict(batch.members("b")) == {}
        assert "data/number" in batch.members("a")
    with pytest.raises(LoadError, match=r"b\.h5"):  # where others have left such a record
        convert(replace(simulated, are_simulated=False), tmp_path / "store.nc")


def test_source_digests__tell_whose_point_is_another(tmp_path: Path) -> None:
    planned = job(tmp_path)
    first, *others = planned.universes
    moved = replace(planned, universes=(replace(first, values=(1,)), *others))
    versions = file_versions(planned.universes, FileIndex())
    before, after = (source_digests(each, versions, {}) for each in (planned, moved))
    assert {name for name in NAMES if before[name] != after[name]} == {"a"}
