"""Files of NumPy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.load.members import Array, Deflate
from paraverse.load.run_loader import load_file

OBJECTS = np.array([1, 2.5], object)


def load(
    name: str, path: Path, field_filter: FieldFilter | None = None, **options: Any
) -> tuple[Any, Any]:
    reports: list[str] = []
    loaded = load_file(name, str(path), field_filter, report=reports.append, options=options)
    return loaded, reports


@pytest.mark.parametrize(
    "values",
    [
        np.arange(3.0),
        np.array(2.5),
        np.zeros((2, 0), ">i2"),
        np.asfortranarray(np.arange(6).reshape(2, 3)),
        np.array(["a", "bc"]),
        np.array([b"a"]),
        np.array([True, False]),
        np.array([1j]),
        np.array(["2020"], "M8[Y]"),
        np.zeros(2, [("a", "i4"), ("b", "f8")]),
    ],
)
def test_load_numpy__array(tmp_path: Path, values: np.ndarray) -> None:
    np.save(tmp_path / "x.npy", values)
    loaded, reports = load("numpy", tmp_path / "x.npy")
    assert not reports
    assert loaded.values.dtype == values.dtype
    np.testing.assert_array_equal(loaded.values, values)


def test_load_numpy__several_arrays(tmp_path: Path) -> None:
    arrays: dict[str, Any] = {"a": np.arange(2), "b/c": np.array("x"), "objects": OBJECTS}
    np.savez(tmp_path / "x.npz", **arrays)
    loaded, reports = load("numpy_binary", tmp_path / "x.npz")
    assert list(loaded) == ["", "a", "b", "b/c"]
    assert len(reports) == 1
    assert reports[0].startswith("objects: ")
    loaded, reports = load("numpy_binary", tmp_path / "x.npz", FieldFilter(("a",)))
    assert (list(loaded), reports) == (["", "a"], [])


@pytest.mark.parametrize(
    ("save", "compression"), [(np.savez, None), (np.savez_compressed, Deflate())]
)
def test_load_numpy__compression(tmp_path: Path, save: Any, compression: Deflate | None) -> None:
    save(tmp_path / "x.npz", **{"a": np.arange(9), "b.npy": np.arange(3)})
    loaded, _ = load("numpy", tmp_path / "x.npz")
    assert [loaded[name].compression for name in ("a", "b.npy")] == [compression] * 2


def test_load_numpy__broken_array_among_others(tmp_path: Path) -> None:
    path = tmp_path / "x.npz"
    np.savez(path, a=np.arange(1000), b=np.arange(3))
    content = bytearray(path.read_bytes())
    content[500] ^= 255
    path.write_bytes(content)
    loaded, reports = load("numpy", path)
    assert list(loaded) == ["", "b"]
    assert reports == ["a: Bad CRC-32 for file 'a.npy'"]


def test_load_numpy__python_objects_only_if_allowed(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", OBJECTS, allow_pickle=True)
    with pytest.raises(LoadError, match="allow_pickle=False"):
        load("numpy", tmp_path / "x.npy")
    loaded, _ = load("numpy", tmp_path / "x.npy", allow_pickle=True)
    assert isinstance(loaded, Array)
    assert loaded.values.tolist() == [1.0, 2.5]


def header(text: str) -> bytes:
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode()


@pytest.mark.parametrize(
    "change",
    [
        lambda content: b"",
        lambda content: b"energy",
        lambda content: b"\x80\x04K\x01.",
        lambda content: content[:5],
        lambda content: content[:20],
        lambda content: content[:-8],
        lambda content: b"PK\x03\x04" + content,
        lambda content: header("{'descr': '<f8', 'fortran_order': False, 'shape': (10**15,)}\n"),
        lambda content: header(
            "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000000,)}\n"
        ),
        lambda content: header("{'descr': 'O', 'fortran_order': False, 'shape': (1,)}\n"),
        lambda content: header("{" * 5000),
        lambda content: header("__import__('os')"),
    ],
)
def test_load_numpy__broken_file(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "x.npy"
    np.save(path, np.arange(3.0))
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(LoadError, match=str(path)):
        load("numpy", path)


@pytest.mark.parametrize(
    ("text", "options", "values"),
    [
        ("1 2\n3 4\n", {}, [[1.0, 2.0], [3.0, 4.0]]),
        ("# x\n1,2\n3,4\n", {"delimiter": ",", "usecols": [1]}, [2.0, 4.0]),
        ("1 2\n3 4\n", {"dtype": "int", "skiprows": 1, "ndmin": 2}, [[3, 4]]),
        ("a;1\n", {"dtype": "str", "delimiter": ";"}, ["a", "1"]),
        ("1e-5 nan inf", {"max_rows": 1}, [1e-5, np.nan, np.inf]),
    ],
)
def test_load_numpy_text(tmp_path: Path, text: str, options: dict[str, Any], values: Any) -> None:
    (tmp_path / "x.txt").write_text(text)
    loaded, _ = load("numpy_txt", tmp_path / "x.txt", **options)
    np.testing.assert_array_equal(loaded.values, values)


@pytest.mark.parametrize("text", ["1 2\n3\n", "a b\n", "\x00"])
def test_load_numpy_text__broken_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(text)
    with pytest.raises(LoadError, match=str(path)):
        load("numpy_txt", path)
