"""Universes come out of the store as they went in."""

from __future__ import annotations

import warnings
from pathlib import Path
from unittest.mock import patch

import pytest
import xarray as xr
from hypothesis import given, settings

from paraverse.store.read.batch import BatchFile
from paraverse.store.write import netcdf_writer
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse
from support.trees import assert_same, sweeps


@settings(max_examples=30, deadline=None)
@given(universes=sweeps())
@pytest.mark.parametrize("smallest_compressed", [0, 2**14])
def test_write_batch__reading_gives_what_was_written(
    tmp_path_factory: pytest.TempPathFactory,
    universes: list[LoadedUniverse],
    smallest_compressed: int,
) -> None:
    with patch.object(netcdf_writer, "_WORTHWHILE", smallest_compressed):
        check_written(tmp_path_factory.getbasetemp() / "batch.nc", universes)


def check_written(path: Path, universes: list[LoadedUniverse]) -> None:
    write_batch(path, universes)
    content = path.read_bytes()
    with BatchFile(path) as batch:
        assert batch.ids == [universe.id for universe in universes]
        for universe in universes:
            assert_same(dict(batch.members(universe.id)), universe.tree)
            assert_same(batch.entry(universe.id).parameters, universe.parameters)
            assert batch.entry(universe.id).warnings == universe.warnings
    with warnings.catch_warnings(action="error"), xr.open_datatree(path) as opened:
        opened.load()
    write_batch(path, universes)
    assert path.read_bytes() == content
