"""Estimates of the size of stores."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import h5py
import numpy as np
import pytest

from paraverse.base.field_filter import FieldFilter
from paraverse.base.file_index import FileIndex
from paraverse.jobs.universe_files import SourceFile, UniverseFiles
from paraverse.plan.building import store_sizes
from paraverse.plan.building.store_sizes import SizeEstimates, StoreSizes

COUNT = 8
VALUES = 100_000


def write_data(path: str) -> None:
    with h5py.File(path, "w") as file:
        file.create_dataset("zeros", data=np.zeros(VALUES), compression="gzip")
        file["plain"] = np.arange(VALUES, dtype="f8")


@pytest.fixture
def universes(tmp_path: Path) -> list[UniverseFiles]:
    """Return universes with HDF5 files, each with a compressed dataset and another one."""
    sweep = []
    for number in range(COUNT):
        folder = tmp_path / f"sim_{number}"
        folder.mkdir()
        write_data(f"{folder}/data.h5")
        (folder / "sim.log").write_text("x" * 1000)
        files = (
            SourceFile(path=f"{folder}/data.h5", target="data", loader="hdf5"),
            SourceFile(path=f"{folder}/sim.log", target="log", loader="text"),
        )
        sweep.append(UniverseFiles(id=folder.name, key=str(number), values=None, files=files))
    return sweep


def estimates(
    universes: Sequence[UniverseFiles], *fields: str, index: FileIndex | None = None, **more: Any
) -> SizeEstimates:
    options: dict[str, Any] = {"base": "data", "are_simulated": False, **more}
    return SizeEstimates(
        universes=universes,
        fields=FieldFilter(fields or None),
        index=index or FileIndex(),
        **options,
    )


def test_sizes__with_and_without_compression(universes: list[UniverseFiles]) -> None:
    sizes = estimates(universes).sizes(universes, {})
    assert sizes.files == sum(Path(f.path).stat().st_size for u in universes for f in u.files)
    assert sizes.uncompressed == pytest.approx(COUNT * (2 * 8 * VALUES + 1000))
    assert sizes.compressed == pytest.approx(COUNT * (8 * VALUES + 1000), rel=0.01)
    assert sizes.stored("none") == sizes.uncompressed
    assert sizes.stored("auto") == sizes.compressed
    half = estimates(universes).sizes(universes[: COUNT // 2], {})
    assert half == pytest.approx([size / 2 for size in sizes])


def test_sizes__only_fields_that_are_stored(universes: list[UniverseFiles]) -> None:
    uncompressed = estimates(universes, "data/plain", "log").sizes(universes, {})
    assert (
        uncompressed.uncompressed
        == uncompressed.compressed
        == pytest.approx(COUNT * (8 * VALUES + 1000))
    )
    log = estimates(universes, "log").sizes(universes, {})
    assert log.uncompressed == log.compressed == pytest.approx(COUNT * 1000)


def test_sizes__broken_files_are_not_measured(universes: list[UniverseFiles]) -> None:
    Path(universes[0].files[0].path).write_bytes(b"broken")
    sizes = estimates(universes).sizes(universes, {})
    assert sizes.uncompressed == pytest.approx((COUNT - 1) * 2 * 8 * VALUES, rel=0.01)


def test_sizes__files_are_measured_once(universes: list[UniverseFiles]) -> None:
    index = FileIndex()
    before = estimates(universes, index=index).sizes(universes, {})
    with patch.object(store_sizes, "measure_hdf5", side_effect=AssertionError):
        assert estimates(universes, index=index).sizes(universes, {}) == before
        with pytest.raises(AssertionError):
            estimates(universes, "data/plain", index=index).sizes(universes, {})


def test_sizes__small_files_are_not_measured(universes: list[UniverseFiles]) -> None:
    with patch.object(store_sizes, "_NEGLIGIBLE", 2**30):
        sizes = estimates(universes).sizes(universes, {})
    assert sizes.files == sizes.compressed == sizes.uncompressed


def test_sizes__universes_that_are_not_simulated_yet(universes: list[UniverseFiles]) -> None:
    expected = estimates(universes).sizes(universes, {})
    for universe in universes:
        for file in universe.files:
            Path(file.path).unlink()
    simulated = estimates(universes, are_simulated=True)
    assert simulated.sizes(universes, {}) == StoreSizes(0, 0, 0)
    assert simulated.expansion_of_files() == 1
    first = universes[0].files[0].path
    write_data(first)
    assert simulated.sizes(universes, {}) == pytest.approx(expected, rel=0.01)


def test_expansion__of_files_and_stores(universes: list[UniverseFiles]) -> None:
    estimated = estimates(universes)
    assert estimated.expansion_of_files() == pytest.approx(2, rel=0.02)
    assert estimated.expansion_of_stores("auto") == pytest.approx(2, rel=0.01)
    assert estimated.expansion_of_stores("none") == 1
    assert estimates(universes, "data/plain").expansion_of_stores("auto") == 1
    assert estimates([]).expansion_of_files() == 1
