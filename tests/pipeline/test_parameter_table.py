"""The table of all universes: parameters, status and scalars."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from paraverse.jobs.parameter_table import ParameterTableJob
from paraverse.load.members import Array, Text, Tree
from paraverse.pipeline.parameter_table import write_parameter_table
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse

JOB = ParameterTableJob(parameters=("a", "name"), scalars=("n", "params/x", "walk"))


def test_write_parameter_table__a_row_for_each_universe(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    trees: tuple[Tree, ...] = (
        {"n": Array(np.array(3)), "params": Text("x: 0.1", "yaml"), "walk": Array(np.zeros(2))},
        {"n": Array(np.array([2.5])), "params": Text("x: 'a, b'", "yaml")},
        {},
    )
    points: tuple[dict[str, Any], ...] = ({"a": 0.1, "name": "x"}, {"a": 1, "name": "y\n"}, {})
    stores = []
    for number, (tree, point) in enumerate(zip(trees, points, strict=True)):
        universe = LoadedUniverse(
            id=f"u{number}",
            key=str(number),
            parameters=point,
            tree=dict(tree),
            warnings=("a, is missing", "b") if number == 2 else (),
            notes=(),
        )
        stores.append(str(tmp_path / f"u{number}.nc"))
        write_batch(stores[-1], [universe], "none")
    with caplog.at_level(logging.WARNING):
        write_parameter_table(JOB, stores, tmp_path / "parameters.csv")
    assert (tmp_path / "parameters.csv").read_text() == (
        "universe,a,name,status,reason,n,params/x,walk\n"
        "u0,0.1,x,complete,,3,0.1,\n"
        'u1,1,"y\n",complete,,2.5,"a, b",\n'
        'u2,,,incomplete,"a, is missing; b",,,\n'
    )
    table = pd.read_csv(tmp_path / "parameters.csv", index_col="universe")
    assert table.loc["u1", "n"] == 2.5
    assert "walk is not a scalar, but has the shape (2,) in u0" in caplog.text
