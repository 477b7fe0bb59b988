"""Values and attributes of HDF5 datasets keep their types and shapes, or are left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from paraverse.base.field_filter import FieldFilter
from paraverse.load.members import Array, GroupMember
from support.hdf5_files import (
    ALL_OR_PATTERN,
    Fill,
    assert_left_out,
    dataset,
    get_array,
    load,
    load_all,
    write_file,
    write_ragged,
)

STRINGS = np.array(["a", "zwölf", ""], dtype=object)
RECORDS = np.array([(1, 2.5), (3, np.nan)], [("n", "<i2"), ("v", ">f8")])
COLORS = h5py.enum_dtype({"red": 0, "blue": 7}, "u1")
RAGGED = h5py.vlen_dtype("i4")


def low_level_dataset(kind: Any, values: np.ndarray) -> Fill:
    """Fill a file with a dataset "x" of a type for which h5py has no dtype."""

    def fill(file: h5py.File) -> None:
        space = h5py.h5s.create_simple(values.shape)
        low = h5py.h5d.create(file.id, b"x", kind, space)
        low.write(h5py.h5s.ALL, h5py.h5s.ALL, values, kind)

    return fill


def padded_with_spaces() -> Any:
    kind = h5py.h5t.C_S1.copy()
    kind.set_size(5)
    kind.set_strpad(h5py.h5t.STR_SPACEPAD)
    return kind


def write_compact(file: h5py.File) -> None:
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple((4,))
    low_level = h5py.h5d.create(file.id, b"x", h5py.h5t.STD_I32LE, space, plist)
    low_level.write(h5py.h5s.ALL, h5py.h5s.ALL, np.arange(4, dtype="i4"))


CHUNK_OPTIONS: dict[str, dict[str, Any]] = {
    "plain": {},
    "gzip": {"compression": "gzip", "shuffle": True},
    "lzf": {"compression": "lzf"},
    "szip": {"compression": "szip"},
    "checksum": {"fletcher32": True},
    "growing": {"maxshape": (None,)},
}

LOADED: dict[str, tuple[Fill, np.ndarray]] = {
    **{
        f"numbers {dtype}": (dataset(data=np.array([0, 1, 3], dtype)), np.array([0, 1, 3], dtype))
        for dtype in [
            *("i1", "u1", "<i2", ">u2", "<i4", ">i4", "<u4", "<i8", ">u8"),
            *("<f2", ">f2", "<f4", ">f4", "<f8", ">f8", "longdouble"),
            *("<c8", ">c8", "<c16", "clongdouble", "bool"),
        ]
    },
    "scalar": (dataset(data=np.float32(1.5)), np.array(1.5, "f4")),
    "big-endian scalar": (dataset(data=np.array(7, ">f8")), np.array(7, ">f8")),
    "no values": (dataset(data=np.zeros((2, 0, 3), "i2")), np.zeros((2, 0, 3), "i2")),
    "never written": (dataset((3,), "f4"), np.zeros(3, "f4")),
    "fill value": (dataset((3,), "i4", fillvalue=7), np.full(3, 7, "i4")),
    "null": (dataset(data=h5py.Empty("f4")), np.zeros(0, "f4")),
    "null string": (dataset(data=h5py.Empty(h5py.string_dtype())), np.zeros(0, object)),
    "many dimensions": (dataset(data=np.ones((1,) * 9)), np.ones((1,) * 9)),
    "bit field": (
        low_level_dataset(h5py.h5t.STD_B16LE, np.array([1, 513], "u2")),
        np.array([1, 513], "u2"),
    ),
    "compact": (
        write_compact,
        np.arange(4, dtype="i4"),
    ),
    **{
        f"chunks {name}": (
            dataset(data=np.arange(50.0), chunks=(20,), **options),
            np.arange(50.0),
        )
        for name, options in CHUNK_OPTIONS.items()
    },
    "scale-offset": (
        dataset(data=np.arange(50), chunks=(7,), scaleoffset=0),
        np.arange(50),
    ),
    "strings": (dataset(data=STRINGS, dtype=h5py.string_dtype()), STRINGS),
    "string": (dataset(data="zwölf"), np.array("zwölf", object)),
    "strings of fixed length": (
        dataset(data=np.array([b"ab", b"c"])),
        np.array(["ab", "c"], object),
    ),
    "strings of fixed length, UTF-8": (
        dataset(data=np.array(["ö".encode()], h5py.string_dtype(length=4))),
        np.array(["ö"], object),
    ),
    "strings padded with spaces": (
        low_level_dataset(padded_with_spaces(), np.array([b"ab   ", b"c    "])),
        np.array(["ab", "c"], object),
    ),
    "strings never written": (
        dataset((2,), h5py.string_dtype()),
        np.array(["", ""], object),
    ),
    "enumeration": (dataset(data=np.array([0, 7], "u1"), dtype=COLORS), np.array([0, 7], "u1")),
    "dates": (
        dataset(data=np.array([1, 2], "M8[s]").astype(h5py.opaque_dtype("M8[s]"))),
        np.array([1, 2], "M8[s]"),
    ),
    "arrays as elements": (
        lambda file: file.create_dataset("x", (2,), np.dtype(("f4", (3,)))).__setitem__(
            ..., np.ones((2, 3), "f4")
        ),
        np.ones((2, 3), "f4"),
    ),
    "records": (dataset(data=RECORDS), RECORDS),
    "records in records": (
        dataset(data=np.array([((1, 2), 3)], [("a", [("b", "i4"), ("c", "i4")]), ("d", "f4")])),
        np.array([((1, 2), 3)], [("a", [("b", "i4"), ("c", "i4")]), ("d", "f4")]),
    ),
    "records with strings": (
        dataset(
            data=np.array([("zwölf", 1, b"x")], [("s", object), ("n", "i4"), ("f", "S2")]),
            dtype=[("s", h5py.string_dtype()), ("n", "i4"), ("f", "S2")],
        ),
        np.array([("zwölf", 1, "x")], [("s", "U5"), ("n", "i4"), ("f", "U1")]),
    ),
    "rows of one length": (
        lambda file: write_ragged(file, RAGGED, np.arange(2), np.arange(2)),
        np.array([[0, 1], [0, 1]], "i4"),
    ),
    "rows of different length": (
        lambda file: write_ragged(file, RAGGED, np.arange(2), np.arange(0), np.arange(1)),
        np.array([[0, 1], [np.nan] * 2, [0, np.nan]]),
    ),
    "rows of floats": (
        lambda file: write_ragged(file, h5py.vlen_dtype("f4"), np.ones(1), np.ones(2)),
        np.array([[1, np.nan], [1, 1]], "f4"),
    ),
    "no rows": (dataset((0,), RAGGED), np.zeros((0, 0), "i4")),
}


@pytest.mark.parametrize(("fill", "expected"), LOADED.values(), ids=LOADED)
def test_read_values__types_and_shapes(tmp_path: Path, fill: Fill, expected: np.ndarray) -> None:
    array = get_array(load_all(write_file(tmp_path, fill)), "x")
    assert array.values.dtype == expected.dtype
    assert array.values.shape == expected.shape
    assert array.values.tolist() == expected.tolist() or array.values.tobytes() == (
        expected.tobytes()
    )
    assert array.dims is None


def test_read_values__names_of_an_enumeration(tmp_path: Path) -> None:
    path = write_file(tmp_path, LOADED["enumeration"][0])
    dtype = get_array(load_all(path), "x").values.dtype
    assert h5py.check_enum_dtype(dtype) == {"red": 0, "blue": 7}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("zwölf", "zwölf"),
        (b"abc", "abc"),
        (np.bytes_(b"abc"), "abc"),
        (b"gr\xf6n", "gr\ufffdn"),
        ("", ""),
        (h5py.Empty("S1"), ""),
        (h5py.Empty("f4"), np.zeros(0, "f4")),
        (STRINGS, STRINGS),
        (np.array([b"ab", b"c"]), np.array(["ab", "c"], object)),
        (1, np.int64(1)),
        (2.5, np.float64(2.5)),
        (True, np.True_),
        (1j, np.complex128(1j)),
        (np.float16(0.5), np.float16(0.5)),
        (np.array([[1, 2]], ">i2"), np.array([[1, 2]], ">i2")),
        (np.zeros((0, 2)), np.zeros((0, 2))),
        (RECORDS[:1], RECORDS[:1]),
    ],
)
@pytest.mark.parametrize("path", ["", "group", "group/x"])
def test_read_attributes__types_and_shapes(
    tmp_path: Path, value: Any, expected: Any, path: str
) -> None:
    def fill(file: h5py.File) -> None:
        file["group/x"] = 1
        file[path or "/"].attrs["it"] = value

    member = load_all(write_file(tmp_path, fill))[path]
    assert isinstance(member, Array | GroupMember)
    attribute = member.attrs["it"]
    assert type(attribute) is type(expected)
    np.testing.assert_array_equal(attribute, expected)
    if isinstance(expected, np.ndarray):
        assert attribute.dtype == expected.dtype


def write_three_byte_integers(file: h5py.File) -> None:
    kind = h5py.h5t.STD_I32LE.copy()
    kind.set_precision(24)
    kind.set_size(3)
    h5py.h5d.create(file.id, b"x", kind, h5py.h5s.create_simple((2,)))


LEFT_OUT: dict[str, tuple[Fill, str]] = {
    "references": (
        lambda file: file.create_dataset(
            "x", data=np.array([file.ref], object), dtype=h5py.ref_dtype
        ),
        "x: holds references",
    ),
    "region references": (dataset((2,), h5py.regionref_dtype), "x: holds references"),
    "opaque": (dataset(data=np.array([b"ab"], "V2")), "x: holds opaque"),
    "numbers that NumPy does not have": (
        write_three_byte_integers,
        "x: data type '<i3' not understood",
    ),
    "opaque in records": (
        dataset(data=np.zeros(2, [("a", "i4"), ("b", "V3")])),
        "x: holds opaque",
    ),
    "rows of strings": (
        dataset((1,), h5py.vlen_dtype(h5py.string_dtype())),
        "x: has rows of different lengths that are not numbers",
    ),
    "rows of flags": (
        lambda file: write_ragged(file, h5py.vlen_dtype(bool), np.ones(1, bool), np.ones(2, bool)),
        "x: has rows of different lengths of bool",
    ),
    "rows of integers beyond floats": (
        lambda file: write_ragged(file, h5py.vlen_dtype("i8"), np.array([2**60 + 1]), np.arange(2)),
        "x: has rows of different lengths of int64",
    ),
    "one row longer than all": (
        lambda file: write_ragged(file, RAGGED, np.zeros(1100), *[np.arange(1)] * 1100),
        "x: has rows of very different lengths, up to 1100",
    ),
}


@pytest.mark.parametrize(("fill", "reason"), LEFT_OUT.values(), ids=LEFT_OUT)
@pytest.mark.parametrize("field_filter", ALL_OR_PATTERN, ids=["all", "pattern"])
def test_read_values__types_that_cannot_be_stored(
    tmp_path: Path, fill: Fill, reason: str, field_filter: FieldFilter
) -> None:
    assert_left_out(tmp_path, fill, reason, field_filter)


def test_read_values__strings_that_are_not_utf_8(tmp_path: Path) -> None:
    tree, reports = load(write_file(tmp_path, dataset(data=np.array([b"gr\xf6n", b"a"]))))
    assert get_array(tree, "x").values.tolist() == ["gr\ufffdn", "a"]
    assert reports == [
        "x: 1 of 2 strings are not valid UTF-8; invalid bytes are replaced by \ufffd"
    ]


def test_read_attributes__that_cannot_be_stored(tmp_path: Path) -> None:
    def fill(file: h5py.File) -> None:
        file["x"] = 1
        file["x"].attrs.create("it", file.ref, dtype=h5py.ref_dtype)
        file["x"].attrs["fine"] = 1

    tree, reports = load(write_file(tmp_path, fill))
    assert get_array(tree, "x").attrs == {"fine": 1}
    assert reports == ["x: attribute it: holds references, which mean nothing outside of the file"]
