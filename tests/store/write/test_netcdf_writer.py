"""Names, dimensions and compression in a netCDF file."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from paraverse.errors import LoadError
from paraverse.load.members import Array, Text, Tree
from paraverse.store.read.batch import BatchFile
from paraverse.store.write.netcdf_writer import NetcdfWriter
from support.trees import assert_same, write_universes


@pytest.mark.parametrize("compression", ["zlib", "zstd"])
def test_write_batch__compression(tmp_path: Path, compression: str) -> None:
    tree: Tree = {"x": Array(np.zeros(200_000)), "flag": Array(np.array(True)), "log": Text("a")}
    plain = write_universes(tmp_path, tree).stat().st_size
    path = write_universes(tmp_path, tree, compression=compression)
    assert path.stat().st_size < plain / 10
    with BatchFile(path) as batch:
        assert_same(dict(batch.members("u0")), tree)


def test_netcdf_writer__compression_that_netcdf_lacks() -> None:
    file: Any = SimpleNamespace(has_zstd_filter=lambda: False)
    with pytest.raises(LoadError, match="Set `compression` to zlib or none"):
        NetcdfWriter(file, "zstd")
