"""Other programs see names, parameters and status of the universes."""

from __future__ import annotations

from pathlib import Path

import xarray as xr

from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse


def test_write_batch__others_see_universes_parameters_and_status(tmp_path: Path) -> None:
    universes = [
        LoadedUniverse(id="u0", key="0", parameters={"seed": 1, "model": "a"}),
        LoadedUniverse(
            id="u1",
            key="1",
            parameters={"seed": 2, "model": "b"},
            warnings=("data.h5 is missing", "x"),
            notes=("placed by number",),
        ),
        LoadedUniverse(id="u2", key="2", parameters={"seed": 3, "model": "c"}, notes=("n", "m")),
    ]
    write_batch(tmp_path / "batch.nc", universes)
    with xr.open_datatree(tmp_path / "batch.nc") as opened:
        result = {str(n): coord.values.tolist() for n, coord in opened.coords.items()}
    assert result == {
        "universe": ["u0", "u1", "u2"],
        "seed": [1, 2, 3],
        "model": ["a", "b", "c"],
        "status": [
            "complete",
            "incomplete: data.h5 is missing; x (placed by number)",
            "complete (n; m)",
        ],
    }
