"""Other programs see names, parameters and status of the universes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
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


@pytest.mark.parametrize(
    ("values", "stored"),
    [
        ([1, 2.5], [1.0, 2.5]),
        ([2**63 + 1, 2], [str(2**63 + 1), "2"]),
        ([2**63 + 1, -1], [str(2**63 + 1), "-1"]),
        ([2**53 + 1, 0.5], [str(2**53 + 1), "0.5"]),
        ([2**70, 1], [str(2**70), "1"]),
        (["1", "x"], ["1", "x"]),
        (["1", 1, None], ["'1'", "1", "None"]),
        ([[1, 2], {"a": 1}], ["[1, 2]", "{'a': 1}"]),
        ([True, False], ["True", "False"]),
    ],
)
def test_write_batch__others_see_exact_values(
    tmp_path: Path, values: list[Any], stored: list[Any]
) -> None:
    universes = [
        LoadedUniverse(id=f"u{number}", key=f"{number}", parameters={"a": value})
        for number, value in enumerate(values)
    ]
    write_batch(tmp_path / "batch.nc", universes)
    with xr.open_datatree(tmp_path / "batch.nc") as opened:
        assert opened.coords["a"].values.tolist() == stored


def test_write_batch__universes_without_a_point_do_not_round_others(tmp_path: Path) -> None:
    universes = [
        LoadedUniverse(id="u0", key="0", parameters={"a": 2**53 + 1, "b": 2}),
        LoadedUniverse(id="u1", key="1"),
    ]
    write_batch(tmp_path / "batch.nc", universes)
    with xr.open_datatree(tmp_path / "batch.nc") as opened:
        assert opened.coords["a"].values.tolist() == [str(2**53 + 1), ""]
        assert opened.coords["b"].values[0] == 2
