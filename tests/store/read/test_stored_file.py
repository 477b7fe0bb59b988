"""Files that the store wrote, files that it did not write, and damaged files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import netCDF4
import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings

from paraverse.base.checksums import append_checksums
from paraverse.errors import DamagedFileError, LoadError
from paraverse.load.members import Array, Tree
from paraverse.store import FORMAT
from paraverse.store.read.batch import BatchFile
from paraverse.store.read.stored_file import StoredFile
from paraverse.store.write import new_file as writing
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse
from support.damage import DAMAGE, Damage
from support.paths import ROOT
from support.trees import DTYPES, EXAMPLE_TREE, assert_same, values, write_universes


def test_stored_file__of_another_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(writing, "FORMAT", FORMAT + 1)
        path = write_universes(tmp_path, {})
    with pytest.raises(LoadError, match=f"format {FORMAT + 1}, and .* reads {FORMAT}"):
        BatchFile(path)


@pytest.mark.parametrize("content", [None, b"", b"not netCDF", b"x" * 10_000, "netCDF of others"])
def test_stored_file__not_of_the_store(tmp_path: Path, content: bytes | str | None) -> None:
    path = tmp_path / "batch.nc"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        xr.Dataset({"a": 1}).to_netcdf(path)
    with pytest.raises((LoadError, DamagedFileError), match=r"batch\.nc"):
        BatchFile(str(path))


def test_stored_file__closes_a_file_that_it_refuses(tmp_path: Path) -> None:
    xr.Dataset({"a": 1}).to_netcdf(tmp_path / "a.nc")
    append_checksums(tmp_path / "a.nc")
    with pytest.raises(LoadError, match="was not written by paraverse"):
        StoredFile(tmp_path / "a.nc")
    with netCDF4.Dataset(tmp_path / "a.nc", "a") as file:  # fails if it is open
        assert list(file.variables) == ["a"]


def test_stored_file__left_open_at_the_end_of_python(path: str) -> None:
    code = f"from paraverse.store.read.batch import BatchFile; batch = BatchFile({path!r})"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


def test_stored_file__zstd_without_netcdf4_imported(tmp_path: Path) -> None:
    path = write_universes(tmp_path, {"x": Array(np.arange(9.0))}, compression="zstd")
    code = (
        "import sys\n"
        "from paraverse.store.read.batch import BatchFile\n"
        "assert 'netCDF4' not in sys.modules\n"
        f"print(BatchFile({str(path)!r}).members('u0')['x'].values.sum())"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    environment.pop("HDF5_PLUGIN_PATH", None)  # netCDF4 sets it when it is imported
    run = [sys.executable, "-c", code]
    printed = subprocess.run(run, check=True, env=environment, capture_output=True, text=True)
    assert printed.stdout.strip() == "36.0"


def read_all(path: Path) -> list[LoadedUniverse]:
    with BatchFile(path) as batch:
        return [
            LoadedUniverse(
                id=name,
                key=batch.entry(name).key,
                parameters=batch.entry(name).parameters,
                tree=dict(batch.members(name)),
                warnings=batch.entry(name).warnings,
            )
            for name in batch.ids
        ]


@pytest.fixture(scope="module", params=["none", "zlib"])
def varied(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with members of every kind and type; some lie in several blocks."""

    def tree(seed: int) -> Tree:
        arrays = {f"x{n}": Array(values(dtype, (3,), seed)) for n, dtype in enumerate(DTYPES)}
        large = Array(np.random.default_rng(seed).normal(size=(20, 300)), attrs={"units": "m"})
        return {**EXAMPLE_TREE, **arrays, "large": large, "ragged": Array(np.arange(9 * seed))}

    folder = tmp_path_factory.mktemp("varied")
    return write_universes(folder, tree(0), tree(1), tree(2), compression=request.param)


@settings(max_examples=20, deadline=None)
@given(damage=DAMAGE)
def test_batch__damage_is_found_or_changes_nothing(varied: Path, damage: Damage) -> None:
    content = varied.read_bytes()
    path = varied.with_name("damaged.nc")
    path.write_bytes(damage.apply(content))
    try:
        universes = read_all(path)
    except DamagedFileError:
        return
    write_batch(path, universes, "none")
    write_batch(varied.with_name("again.nc"), read_all(varied), "none")
    assert path.read_bytes() == varied.with_name("again.nc").read_bytes()


def test_batch__what_is_not_damaged_can_be_read(tmp_path: Path) -> None:
    array = np.random.default_rng(0).normal(size=10_000)
    path = write_universes(tmp_path, {"x": Array(array), "n": Array(np.arange(3))})
    content = path.read_bytes()
    middle = content.index(array.tobytes()) + array.nbytes // 2
    path.write_bytes(content[:middle] + b"x" + content[middle + 1 :])
    with BatchFile(path) as batch:
        assert_same(batch.members("u0")["n"], Array(np.arange(3)))
        with pytest.raises(DamagedFileError, match=r"batch\.nc is damaged"):
            batch.members("u0")["x"]
