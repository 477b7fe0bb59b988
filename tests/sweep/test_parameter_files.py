"""The parameters of a universe are read from any file that holds a mapping."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pandas as pd
import pytest
import xarray as xr

from paraverse.sweep.parameter_files import FileParameters, read_parameters, reading_cost
from support.paths import ROOT

VALUES = {"seed": 3, "model": {"size": 0.1}}


def read(path: Path, loader: str, **options: Any) -> FileParameters:
    return read_parameters(str(path), loader, options)


@pytest.mark.parametrize(
    ("loader", "text"),
    [
        ("yaml", "seed: 3\nmodel: {size: 1e-1}\n"),
        ("yml_to_object", "seed: 3\nmodel: {size: 0.1}\n"),
        ("json", '\ufeff{"seed": 3, "model": {"size": 0.1}}'),
        ("toml", "seed = 3\nmodel.size = 0.1\n"),
    ],
)
def test_read_parameters__nested_text_files(tmp_path: Path, loader: str, text: str) -> None:
    path = tmp_path / "params"
    path.write_text(text, encoding="utf-8")
    assert read(path, loader) == FileParameters(mappings=(VALUES,), kind="nested")


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("seed,size\n3,0.1\n", {}),
        ('"seed", "size"\r\n3, "0.1"\r\n\r\n', {}),
        ("seed;size\n3;0.1", {"sep": ";"}),
        ("seed\tsize\n3\t0.1", {"delimiter": "\t", "index_col": 0}),
    ],
)
def test_read_parameters__table_with_one_row(
    tmp_path: Path, text: str, options: dict[str, Any]
) -> None:
    path = tmp_path / "params.csv"
    path.write_text(text, newline="")
    values = {"seed": "3", "size": "0.1"}
    assert read(path, "pandas_csv", **options) == FileParameters(mappings=(values,), kind="text")


def test_read_parameters__tables_that_only_pandas_reads(tmp_path: Path) -> None:
    table = pd.DataFrame({"seed": [3], "size": [0.1]})
    (tmp_path / "p.csv.gz").write_bytes(gzip.compress(table.to_csv(index=False).encode()))
    (tmp_path / "p.csv").write_text(f"# by hand\n{table.to_csv(index=False)}")
    (tmp_path / "p.json").write_text(table.to_json())
    expected = FileParameters(mappings=({"seed": 3, "size": 0.1},), kind="binary")
    assert read(tmp_path / "p.csv.gz", "pandas_csv") == expected
    assert read(tmp_path / "p.csv", "pandas_csv", comment="#") == expected
    assert read(tmp_path / "p.json", "pandas_generic", reader="json") == expected


@pytest.mark.parametrize("text", ["a\n", "a\n1\n2\n", "", "a,b\n1\n"])
def test_read_parameters__other_tables_have_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "data.csv"
    path.write_text(text)
    assert read(path, "pandas_csv").reason == "is not a table with a single row"


def test_read_parameters__hdf5_attributes_nested_as_the_groups(tmp_path: Path) -> None:
    path = tmp_path / "data.h5"
    with h5py.File(path, "w") as file:
        file.attrs["seed"] = 3
        file.create_group("model").attrs["size"] = 0.1
        file["y"] = np.zeros(3)
        file["y"].attrs["a"] = "x"
    parameters = read(path, "hdf5")
    assert parameters.kind == "binary"
    assert parameters.mappings == ({**VALUES, "y": {"a": "x"}}, {"size": 0.1}, {"a": "x"})
    assert read(path, "hdf5_proxy", load_as_proxy=True) == parameters


@pytest.mark.parametrize("format_", ["NETCDF4", "NETCDF3_64BIT"])
def test_read_parameters__attributes_and_scalars_of_netcdf(tmp_path: Path, format_: Any) -> None:
    path = tmp_path / "data.nc"
    dataset = xr.Dataset({"y": ("x", [1.0])}, coords={"size": 0.1}, attrs={"seed": 3})
    dataset.to_netcdf(path, format=format_)
    values = read(path, "xr_dataset").mappings[0]
    assert (values["seed"], values["size"]) in [(3, 0.1), ([3], 0.1)]


@pytest.mark.parametrize(
    ("loader", "content", "reason"),
    [
        ("yaml", "a: [", "not valid YAML"),
        ("json", "{'a': 1}", "not valid JSON"),
        ("toml", "a: 1", "not valid TOML"),
        ("json", "[1, 2]", "holds no mapping from names to values"),
        ("yaml", "", "holds no mapping from names to values"),
        ("hdf5", "a: 1", "not an HDF5 file"),
        ("xr_dataset", "a: 1", "not an HDF5 file"),
        ("xr_dataset", "CDF: 1", "cannot be read: "),
        ("text", "a: 1", "the loader 'text' gives no parameters"),
        ("my_format", "a: 1", "the loader 'my_format' gives no parameters"),
    ],
)
def test_read_parameters__reasons(tmp_path: Path, loader: str, content: str, reason: str) -> None:
    path = tmp_path / "params"
    path.write_text(content)
    parameters = read(path, loader)
    assert reason in parameters.reason
    assert str(tmp_path) not in parameters.reason
    assert parameters.mappings == ()


@pytest.mark.parametrize("loader", ["yaml", "json", "pandas_csv", "hdf5", "pandas_generic"])
def test_read_parameters__only_regular_files(tmp_path: Path, loader: str) -> None:
    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path / "fifo", tmp_path, tmp_path / "missing", Path("/dev/zero")):
        assert read(path, loader).reason


def test_read_parameters__not_from_huge_files(tmp_path: Path) -> None:
    path = tmp_path / "params"
    with path.open("wb") as file:
        file.truncate(2**40)
    for loader in ("yaml", "json"):
        assert "1.1e+12 bytes" in read(path, loader).reason
    assert "single row" in read(path, "pandas_csv").reason
    assert "single row" in read(path, "pandas_csv", comment="#").reason


def test_read_parameters__of_text_files_imports_no_slow_library(tmp_path: Path) -> None:
    for name, text in {"p.json": json.dumps(VALUES), "p.csv": "a\n1\n", "p.toml": "a = 1"}.items():
        (tmp_path / name).write_text(text)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    code = f"""
import sys
from paraverse.sweep.parameter_files import read_parameters
for name, loader in [("p.json", "json"), ("p.csv", "pandas_csv"), ("p.toml", "toml")]:
    assert read_parameters(f"{tmp_path}/{{name}}", loader, {{}}).mappings
print({{"h5py", "pandas", "xarray", "netCDF4"}} & set(sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout == "set()\n"


def test_reading_cost__of_loaders() -> None:
    loaders = ("json", "pandas_csv", "hdf5_proxy", "text", "mine")
    assert [reading_cost(loader) for loader in loaders] == [0, 1, 2, None, None]
