"""The same files through dantro's loaders and through paraverse's."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pandas as pd
import pytest
import xarray as xr

from paraverse.load.formats.text import parse_text
from paraverse.load.members import Array, GroupMember, Text
from paraverse.load.registry import BUILT_IN
from paraverse.load.run_loader import load_file

dantro = pytest.importorskip("dantro")


@pytest.fixture
def theirs(tmp_path: Path) -> Callable[..., Any]:
    """Return a function that loads the file "it" with dantro."""
    import dantro.data_loaders

    class DataManager(dantro.data_loaders.AllAvailableLoadersMixin, dantro.DataManager):
        """Has all loaders of dantro."""

    def load(loader: str, **options: Any) -> Any:
        manager = DataManager(str(tmp_path), out_dir=False)
        manager.load("it", loader=loader, glob_str="it", required=True, **options)
        return manager["it"]

    return load


def ours(folder: Path, loader: str, **options: Any) -> Any:
    return load_file(loader, str(folder / "it"), options=options)


def iterate_members(group: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield all members of a group of dantro with their paths."""
    for name, member in group.items():
        member_path = f"{path}/{name}".lstrip("/")
        yield member_path, member
        if isinstance(member, dantro.base.BaseDataGroup):
            yield from iterate_members(member, member_path)


def test_loaders__have_the_names_of_dantro() -> None:
    from dantro.data_loaders._registry import DATA_LOADERS

    assert set(DATA_LOADERS) <= set(BUILT_IN)


@pytest.mark.parametrize("options", [{}, {"lower_case_keys": True}, {"direct_insertion": True}])
def test_hdf5__same_tree(
    tmp_path: Path, theirs: Callable[..., Any], options: dict[str, Any]
) -> None:
    with h5py.File(tmp_path / "it", "w") as file:
        file.attrs["root"] = "yes"
        for dtype in ("bool", "u1", ">i4", "f2", "longdouble", "c8"):
            file[f"Numbers/{dtype}"] = np.array([[0, 1]], dtype)
        file["Numbers"].attrs["note"] = np.bytes_(b"as bytes")
        file["scalar"] = 2.5
        file["empty"] = np.zeros((0, 3))
        file["records"] = np.array([(1, 2.0)], [("a", "i4"), ("b", "f8")])
        file["scalar"].attrs.update({"one": 1, "flag": True, "list": [1.5, 2], "text": "ö"})
        file["link"] = h5py.SoftLink("/scalar")
    group = theirs("hdf5", **options)
    tree = ours(tmp_path, "hdf5", **options)
    assert tree.pop("").attrs == dict(group.attrs)
    expected = dict(iterate_members(group))
    assert list(tree) == list(expected)
    for path, member in tree.items():
        assert list(member.attrs) == list(expected[path].attrs)
        for name, value in member.attrs.items():
            assert type(value) is type(expected[path].attrs[name])
            np.testing.assert_array_equal(value, expected[path].attrs[name])
        if isinstance(member, Array):
            values = np.asarray(expected[path].data)
            assert member.values.dtype == values.dtype
            np.testing.assert_array_equal(member.values, values)
        else:
            assert isinstance(member, GroupMember)


YAML = """
numbers: [1e-5, 1, -0.5, .inf, 0o17, 1_000]
words: [yes, no, on, ~, null, true, "1", '', 2001-01-01]
deep: {a: {b: &x [1, 2]}, c: *x}
text: |
  lines
  of text
space: !pspace {a: !pdim {default: 0, values: [1, 2]}, b: 3}
"""


@pytest.mark.parametrize("loader", ["yaml", "yml", "yaml_to_object", "yml_to_object"])
def test_yaml__same_object(tmp_path: Path, theirs: Callable[..., Any], loader: str) -> None:
    (tmp_path / "it").write_text(YAML)
    loaded = ours(tmp_path, loader)
    assert parse_text(loaded.text, loaded.syntax) == theirs(loader).data


@pytest.mark.parametrize("loader", ["text", "plain_text"])
def test_text__same_string(tmp_path: Path, theirs: Callable[..., Any], loader: str) -> None:
    (tmp_path / "it").write_text("zwölf\nlines\n", encoding="latin-1")
    loaded = ours(tmp_path, loader, encoding="latin-1")
    assert loaded == Text(theirs(loader, encoding="latin-1").data)


def test_numpy__same_array(tmp_path: Path, theirs: Callable[..., Any]) -> None:
    with (tmp_path / "it").open("wb") as file:
        np.save(file, np.arange(6, dtype=">i2").reshape(2, 3))
    loaded, expected = ours(tmp_path, "numpy"), np.asarray(theirs("numpy").data)
    assert loaded.values.dtype == expected.dtype
    np.testing.assert_array_equal(loaded.values, expected)


@pytest.mark.parametrize("options", [{}, {"delimiter": ";", "dtype": "int"}, {"skiprows": 1}])
def test_numpy_txt__same_array(
    tmp_path: Path, theirs: Callable[..., Any], options: dict[str, Any]
) -> None:
    (tmp_path / "it").write_text("1 2\n3 4\n".replace(" ", options.get("delimiter", " ")))
    loaded, expected = ours(tmp_path, "numpy_txt", **options), theirs("numpy_txt", **options)
    np.testing.assert_array_equal(loaded.values, expected.data, strict=True)


@pytest.mark.parametrize(
    ("loader", "options"),
    [
        ("pandas_csv", {}),
        ("pandas_csv", {"index_col": "t", "sep": ","}),
        ("pandas_generic", {"reader": "csv", "usecols": ["t", "v"]}),
    ],
)
def test_pandas__same_columns(
    tmp_path: Path, theirs: Callable[..., Any], loader: str, options: dict[str, Any]
) -> None:
    (tmp_path / "it").write_text("t,v,name\n1,0.5,a\n2,,b\n")
    tree = ours(tmp_path, loader, **options)
    expected: pd.DataFrame = theirs(loader, **options).data
    index = expected.index.name or "index"
    assert list(tree) == ["", index, *expected.columns]
    np.testing.assert_array_equal(tree[index].values, expected.index.to_numpy())
    for column in expected:
        assert tree[column].values.dtype == expected[column].to_numpy().dtype
        np.testing.assert_array_equal(tree[column].values, expected[column].to_numpy())


def test_xarray__same_array_and_variables(tmp_path: Path, theirs: Callable[..., Any]) -> None:
    array = xr.DataArray(
        [[1.0, 2.0]], {"t": [0], "x": ("x", ["a", "b"])}, ("t", "x"), "v", {"units": "m"}
    )
    array.to_netcdf(tmp_path / "it")
    loaded = ours(tmp_path, "xr_dataarray")
    expected = theirs("xr_dataarray", load_completely=True).data
    again = xr.DataArray(loaded.values, dict(loaded.coords), loaded.dims, attrs=loaded.attrs)
    xr.testing.assert_equal(again, expected)
    assert again.attrs == array.attrs
    variables = theirs("xr_dataset", load_completely=True).data.variables
    assert set(ours(tmp_path, "xr_dataset")) == {"", *variables}


def test_fstree__same_paths(tmp_path: Path, theirs: Callable[..., Any]) -> None:
    for name in ("b.txt", "a/c.txt", "a/d/e.txt", ".hidden"):
        (tmp_path / "it" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "it" / name).touch()
    tree = ours(tmp_path, "fstree")
    group = theirs("fstree")
    expected = dict(iterate_members(group))
    assert set(tree) - {""} == set(expected)
    files = {path: m.text for path, m in tree.items() if isinstance(m, Text)}
    assert files == {path: str(expected[path].data) for path in files}


def test_fspath__same_path(tmp_path: Path, theirs: Callable[..., Any]) -> None:
    (tmp_path / "it").touch()
    assert ours(tmp_path, "fspath").text == str(theirs("fspath").data)


def test_pickle__same_array(tmp_path: Path, theirs: Callable[..., Any]) -> None:
    (tmp_path / "it").write_bytes(pickle.dumps(np.arange(3)))
    loaded = ours(tmp_path, "pickle", allow_pickle=True)
    np.testing.assert_array_equal(loaded.values, theirs("pickle").data, strict=True)
