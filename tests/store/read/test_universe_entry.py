"""Facts about a universe in the index of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.errors import LoadError
from paraverse.store.read.batch import BatchFile
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse


def test_entry__all_that_was_written(tmp_path: Path) -> None:
    universe = LoadedUniverse(
        id="sim_7",
        key="7",
        parameters={"seed": 3, "size": 0.5},
        coordinates={"area": (("size",), 0.25)},
        tree={},
        warnings=("no data.h5",),
        notes=("its point was found in params.yml",),
    )
    write_batch(tmp_path / "batch.nc", [universe])
    with BatchFile(tmp_path / "batch.nc") as batch:
        entry = batch.entry("sim_7")
        assert entry.key == "7"
        assert entry.parameters == {"seed": 3, "size": 0.5}
        assert entry.coordinates == {"area": (("size",), 0.25)}
        assert entry.warnings == ("no data.h5",)
        assert entry.notes == ("its point was found in params.yml",)
        with pytest.raises(LoadError, match=r"no universe 'sim_8'. Did you mean 'sim_7'"):
            batch.entry("sim_8")
