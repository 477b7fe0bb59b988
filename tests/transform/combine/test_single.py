"""Universes without the field, or with one that fails."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import TransformError
from paraverse.jobs.transform import CombinedField
from paraverse.load.members import Array, GroupMember, Text, Tree
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse
from paraverse.transform.combine.field import combine_field
from paraverse.yaml_io.placeholders import Previous
from support.combined_fields import TWO, build_field, write_stores


def failing(allow: bool) -> CombinedField:
    node = {"operation": ".sel", "kwargs": {"time": 20}, "with_previous_result": True}
    field = build_field({(0,): np.arange(3), (1,): np.arange(2)}, (2,), allow_failing=allow)
    return replace(field, transform=[node])


def test_combine_field__leaves_out_what_fails_if_it_may(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    paths = write_stores(tmp_path, {(0,): np.arange(3), (1,): np.arange(2)}, labelled=True)
    with pytest.raises(TransformError, match=r"In universe \(1,\)"):
        combine_field(failing(False), paths)
    combined = combine_field(failing(True), paths)
    np.testing.assert_array_equal(combined, [2, np.nan])
    assert "x of (1,) is left out" in caplog.text


def test_combine_field__of_a_field_that_none_has(tmp_path: Path) -> None:
    nothing = CombinedField(
        path="y", transform=[], dimensions={"p0": (0, 1)}, grid_indices={"(0,)": (0,)}
    )
    message = r"None of the 1 selected universes has 'y'\. Allowed: x\."
    with pytest.raises(TransformError, match=message):
        combine_field(nothing, write_stores(tmp_path, TWO, labelled=True))


@pytest.mark.parametrize("method", [None, {"operation": "list", "args": [Previous()]}])
def test_combine_field__of_a_group_says_what_it_has(tmp_path: Path, method: Any) -> None:
    group: Tree = {
        "g": GroupMember(),
        "g/energy": Array(np.zeros(2)),
        "g/mass": Array(np.zeros(2)),
    }
    write_batch(tmp_path / "x.nc", [LoadedUniverse(id="(0,)", key="0", tree=group)])
    field = replace(build_field({(0,): np.zeros(2)}, (1,), method=method), path="g")
    with pytest.raises(TransformError, match=r"is a group; it has energy, mass\."):
        combine_field(field, [str(tmp_path / "x.nc")])


@pytest.mark.parametrize(
    ("yaml", "values"),
    [("[1, 2]", [1, 2]), ("[1, a]", [1, "a"]), ("[[1, 2], [3, 4]]", [[1, 2], [3, 4]])],
)
def test_combine_field__of_a_list_keeps_its_values(
    tmp_path: Path, yaml: str, values: list[Any]
) -> None:
    universe = LoadedUniverse(id="(0,)", key="0", tree={"p": Text(f"x: {yaml}", "yaml")})
    write_batch(tmp_path / "x.nc", [universe])
    field = replace(build_field({(0,): np.zeros(2)}, (1,)), path="p/x")
    combined = combine_field(field, [str(tmp_path / "x.nc")])
    assert isinstance(combined, xr.DataArray)
    assert combined.values[0].tolist() == values
    with pytest.raises(TransformError, match="is a mapping; it has x"):
        combine_field(replace(field, path="p"), [str(tmp_path / "x.nc")])
