"""HDF5 files as trees: every kind of content, loaded or reported."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import netCDF4
import numpy as np
import pytest

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.load.group_kinds import GROUP_TYPES
from paraverse.load.hdf5 import describe_hdf5, fields_if_absent, load_hdf5
from paraverse.load.members import Array, Group, Tree

EVERYTHING = ["", "abm", "abm/energy", "abm/energy/0", "abm/energy/1", "abm/mean", "walk"]
MAPPING = {"enable_mapping": True, "map_from_attr": "content"}


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A file as the example model writes it, with attributes."""
    path = tmp_path / "data.h5"
    with h5py.File(path, "w") as file:
        file.attrs["model"] = "walk"
        walk = file.create_dataset("walk", data=np.arange(3.0))
        walk.attrs["unit"] = "m"
        abm = file.create_group("abm")
        abm.attrs["agents"] = 42
        abm.create_dataset("mean", data=np.float32(1.5))
        energy = abm.create_group("energy")
        energy.attrs["content"] = "time_series"
        energy.create_dataset("0", data=np.zeros((2, 0)))
        energy.create_dataset("1", data=np.ones((2, 3), ">i4"))
    return str(path)


def no_reports(text: str) -> None:
    raise AssertionError(text)


def load(
    path: str | Path, wanted: FieldFilter | None = None, **options: Any
) -> tuple[Tree, list[str]]:
    reports: list[str] = []
    return load_hdf5(str(path), wanted, report=reports.append, **options), reports


def array(tree: Tree, name: str) -> Array:
    member = tree[name]
    assert isinstance(member, Array)
    return member


# --- what is loaded


def test_load_hdf5__everything_with_attributes_and_groups_first(path: str) -> None:
    tree = load_hdf5(path, report=no_reports)
    assert list(tree) == EVERYTHING
    assert tree[""] == Group("Group", {"model": "walk"})
    assert tree["abm"] == Group("Group", {"agents": 42})
    np.testing.assert_array_equal(array(tree, "walk").values, np.arange(3.0))
    assert array(tree, "walk").attrs == {"unit": "m"}


@pytest.mark.parametrize(
    ("patterns", "names"),
    [
        (("walk",), ["walk"]),
        (("abm/mean",), ["abm", "abm/mean"]),
        (("abm/energy",), ["abm", "abm/energy", "abm/energy/0", "abm/energy/1"]),
        (("abm/energy/1", "walk"), ["abm", "abm/energy", "abm/energy/1", "walk"]),
        (("abm",), [name for name in EVERYTHING if name not in ("", "walk")]),
        (("nothing", "walk", "abm/nothing"), ["walk"]),
        (("walk/x",), []),
        ((), []),
        (("abm/*",), [name for name in EVERYTHING if name not in ("", "walk")]),
        (("*/m*",), ["abm", "abm/mean"]),
        (("w?lk",), ["walk"]),
        (("*/[0-9]",), ["abm", "abm/energy", "abm/energy/0", "abm/energy/1"]),
    ],
)
def test_load_hdf5__wanted_fields_and_their_groups(
    path: str, patterns: tuple[str, ...], names: list[str]
) -> None:
    assert sorted(load_hdf5(path, FieldFilter(patterns), report=no_reports)) == ["", *names]


def written(make: Callable[[h5py.File], Any]) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / "data.h5"
        with h5py.File(path, "w") as file:
            make(file)
        return path

    return write


def dataset(*args: Any, **options: Any) -> Callable[[Path], Path]:
    return written(lambda file: file.create_dataset("x", *args, **options))


TEXTS = np.array(["a", "zwölf", ""], dtype=object)
RECORDS = np.array([(1, 2.5), (3, np.nan)], [("n", "<i2"), ("v", ">f8")])
COLOURS = h5py.enum_dtype({"red": 0, "blue": 7}, "u1")
RAGGED = h5py.vlen_dtype("i4")


def rows(file: h5py.File, dtype: Any, *found: Any) -> None:
    ragged = file.create_dataset("x", (len(found),), dtype)
    for index, row in enumerate(found):
        ragged[index] = row


def low_level(kind: Any, values: np.ndarray, memory_kind: Any = None) -> Callable[[Path], Path]:
    """A dataset of a type that h5py does not write by itself."""

    def make(file: h5py.File) -> None:
        space = h5py.h5s.create_simple(values.shape)
        low = h5py.h5d.create(file.id, b"x", kind, space)
        low.write(h5py.h5s.ALL, h5py.h5s.ALL, values, memory_kind or kind)

    return written(make)


def padded_with_spaces() -> Any:
    kind = h5py.h5t.C_S1.copy()
    kind.set_size(5)
    kind.set_strpad(h5py.h5t.STR_SPACEPAD)
    return kind


def three_byte_integers(file: h5py.File) -> None:
    kind = h5py.h5t.STD_I32LE.copy()
    kind.set_precision(24)
    kind.set_size(3)
    h5py.h5d.create(file.id, b"x", kind, h5py.h5s.create_simple((2,)))


LOADED = {
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
    "null text": (dataset(data=h5py.Empty(h5py.string_dtype())), np.zeros(0, object)),
    "many dimensions": (dataset(data=np.ones((1,) * 9)), np.ones((1,) * 9)),
    "bit field": (
        low_level(h5py.h5t.STD_B16LE, np.array([1, 513], "u2")),
        np.array([1, 513], "u2"),
    ),
    "compact": (
        written(lambda f: _compact(f)),
        np.arange(4, dtype="i4"),
    ),
    **{
        f"chunks {name}": (
            dataset(data=np.arange(50.0), chunks=(20,), **options),
            np.arange(50.0),
        )
        for name, options in {
            "plain": {},
            "gzip": {"compression": "gzip", "shuffle": True},
            "lzf": {"compression": "lzf"},
            "szip": {"compression": "szip"},
            "checksum": {"fletcher32": True},
            "growing": {"maxshape": (None,)},
        }.items()
    },
    "scale-offset": (
        dataset(data=np.arange(50), chunks=(7,), scaleoffset=0),
        np.arange(50),
    ),
    "texts": (dataset(data=TEXTS, dtype=h5py.string_dtype()), TEXTS),
    "text": (dataset(data="zwölf"), np.array("zwölf", object)),
    "texts of fixed length": (
        dataset(data=np.array([b"ab", b"c"])),
        np.array(["ab", "c"], object),
    ),
    "texts of fixed length, UTF-8": (
        dataset(data=np.array(["ö".encode()], h5py.string_dtype(length=4))),
        np.array(["ö"], object),
    ),
    "texts filled up with spaces": (
        low_level(padded_with_spaces(), np.array([b"ab   ", b"c    "])),
        np.array(["ab", "c"], object),
    ),
    "texts never written": (
        dataset((2,), h5py.string_dtype()),
        np.array(["", ""], object),
    ),
    "enumeration": (dataset(data=np.array([0, 7], "u1"), dtype=COLOURS), np.array([0, 7], "u1")),
    "dates": (
        dataset(data=np.array([1, 2], "M8[s]").astype(h5py.opaque_dtype("M8[s]"))),
        np.array([1, 2], "M8[s]"),
    ),
    "arrays as elements": (
        written(
            lambda f: f.create_dataset("x", (2,), np.dtype(("f4", (3,)))).__setitem__(
                ..., np.ones((2, 3), "f4")
            )
        ),
        np.ones((2, 3), "f4"),
    ),
    "records": (dataset(data=RECORDS), RECORDS),
    "records in records": (
        dataset(data=np.array([((1, 2), 3)], [("a", [("b", "i4"), ("c", "i4")]), ("d", "f4")])),
        np.array([((1, 2), 3)], [("a", [("b", "i4"), ("c", "i4")]), ("d", "f4")]),
    ),
    "records with texts": (
        dataset(
            data=np.array([("zwölf", 1, b"x")], [("s", object), ("n", "i4"), ("f", "S2")]),
            dtype=[("s", h5py.string_dtype()), ("n", "i4"), ("f", "S2")],
        ),
        np.array([("zwölf", 1, "x")], [("s", "U5"), ("n", "i4"), ("f", "U1")]),
    ),
    "rows of one length": (
        written(lambda f: rows(f, RAGGED, np.arange(2), np.arange(2))),
        np.array([[0, 1], [0, 1]], "i4"),
    ),
    "rows of different length": (
        written(lambda f: rows(f, RAGGED, np.arange(2), np.arange(0), np.arange(1))),
        np.array([[0, 1], [np.nan] * 2, [0, np.nan]]),
    ),
    "rows of floats": (
        written(lambda f: rows(f, h5py.vlen_dtype("f4"), np.ones(1), np.ones(2))),
        np.array([[1, np.nan], [1, 1]], "f4"),
    ),
    "no rows": (dataset((0,), RAGGED), np.zeros((0, 0), "i4")),
}


def _compact(file: h5py.File) -> None:
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple((4,))
    low = h5py.h5d.create(file.id, b"x", h5py.h5t.STD_I32LE, space, plist)
    low.write(h5py.h5s.ALL, h5py.h5s.ALL, np.arange(4, dtype="i4"))


@pytest.mark.parametrize(("make", "expected"), LOADED.values(), ids=LOADED)
def test_load_hdf5__keeps_values_types_and_shapes(
    tmp_path: Path, make: Callable[[Path], Path], expected: np.ndarray
) -> None:
    found = array(load_hdf5(str(make(tmp_path)), report=no_reports), "x")
    assert found.values.dtype == expected.dtype
    assert found.values.shape == expected.shape
    assert found.values.tolist() == expected.tolist() or found.values.tobytes() == (
        expected.tobytes()
    )
    assert found.dims is None


def test_load_hdf5__keeps_the_names_of_an_enumeration(tmp_path: Path) -> None:
    found = array(load_hdf5(str(LOADED["enumeration"][0](tmp_path))), "x").values
    assert h5py.check_enum_dtype(found.dtype) == {"red": 0, "blue": 7}


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
        (TEXTS, TEXTS),
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
@pytest.mark.parametrize("where", ["", "group", "group/x"])
def test_load_hdf5__attributes(tmp_path: Path, value: Any, expected: Any, where: str) -> None:
    def make(file: h5py.File) -> None:
        file["group/x"] = 1
        file[where or "/"].attrs["it"] = value

    tree = load_hdf5(str(written(make)(tmp_path)), report=no_reports)
    found = tree[where].attrs["it"]  # type: ignore[union-attr]
    assert type(found) is type(expected)
    np.testing.assert_array_equal(found, expected)
    if isinstance(expected, np.ndarray):
        assert found.dtype == expected.dtype


# --- what is left out, with a reason


def numbered_filter(number: int) -> Callable[[h5py.File], None]:
    def make(file: h5py.File) -> None:
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_chunk((10,))
        plist.set_filter(number, h5py.h5z.FLAG_OPTIONAL, ())
        space = h5py.h5s.create_simple((10,))
        low = h5py.h5d.create(file.id, b"x", h5py.h5t.NATIVE_DOUBLE, space, plist)
        low.write_direct_chunk((0,), b"compressed")

    return make


def claims_too_much(file: h5py.File) -> None:
    file.create_dataset("x", (10**15,), "f8", chunks=(1000,))


def virtual(source: str, name: str = "y") -> Callable[[h5py.File], None]:
    def make(file: h5py.File) -> None:
        layout = h5py.VirtualLayout((3,), "i8")
        layout[:] = h5py.VirtualSource(source, name, shape=(3,))
        file.create_virtual_dataset("x", layout)

    return make


def behind(target: Any, path: str = "x") -> Callable[[h5py.File], None]:
    return lambda file: file.__setitem__(path, target)


def nested_opaque(file: h5py.File) -> None:
    file["x"] = np.zeros(2, [("a", "i4"), ("b", "V3")])


REPORTED: dict[str, tuple[Callable[[h5py.File], Any], str]] = {
    "references": (
        lambda f: f.create_dataset("x", data=np.array([f.ref], object), dtype=h5py.ref_dtype),
        "x: holds references",
    ),
    "region references": (
        lambda f: f.create_dataset("x", (2,), h5py.regionref_dtype),
        "x: holds references",
    ),
    "opaque": (lambda f: f.create_dataset("x", data=np.array([b"ab"], "V2")), "x: holds opaque"),
    "numbers that NumPy does not have": (three_byte_integers, "x: data type '<i3' not understood"),
    "opaque in records": (nested_opaque, "x: holds opaque"),
    "named type": (behind(np.dtype("f8")), "x: a named type"),
    "rows of texts": (
        lambda f: f.create_dataset("x", (1,), h5py.vlen_dtype(h5py.string_dtype())),
        "x: has rows of different lengths that are not numbers",
    ),
    "rows of flags": (
        lambda f: rows(f, h5py.vlen_dtype(bool), np.ones(1, bool), np.ones(2, bool)),
        "x: has rows of different lengths of bool",
    ),
    "rows of integers beyond floats": (
        lambda f: rows(f, h5py.vlen_dtype("i8"), np.array([2**60 + 1]), np.arange(2)),
        "x: has rows of different lengths of int64",
    ),
    "one row longer than all": (
        lambda f: rows(f, RAGGED, np.zeros(1100), *[np.arange(1)] * 1100),
        "x: has rows of very different lengths, up to 1100",
    ),
    "missing filter": (numbered_filter(32099), "x: needs the HDF5 filter unknown (number 32099)"),
    "claims too much": (claims_too_much, "x: claims 8.0e+15 bytes in a file of"),
    "dangling link": (behind(h5py.SoftLink("/no/where")), "x: a link leads to '/no/where'"),
    "link through a dataset": (behind(h5py.SoftLink("/fine/x")), "x: a link leads to '/fine/x'"),
    "link to itself": (behind(h5py.SoftLink("x")), "x: links lead in a circle"),
    "links in a ring": (
        lambda f: f.update({"x": h5py.SoftLink("y")}) or f.update({"y": h5py.SoftLink("x")}),
        "x: links lead in a circle",
    ),
    "link to the top": (behind(h5py.SoftLink("/")), "x: a link back to a group"),
    "group in itself": (
        lambda f: behind(f.create_group("x"), "x/self")(f),
        "x/self: a link back to a group",
    ),
    "missing file": (behind(h5py.ExternalLink("no.h5", "/")), "no.h5 does not exist"),
    "file outside": (behind(h5py.ExternalLink("../out.h5", "/")), "x: leads to ../out.h5, outside"),
    "file outside, absolute": (behind(h5py.ExternalLink("/out.h5", "/")), "x: leads to /out.h5"),
    "file outside, through a link": (
        lambda f: (
            f.update({"door": h5py.ExternalLink("../out.h5", "/")})
            or f.update({"x": h5py.SoftLink("/door/y")})
        ),
        "x: leads to ../out.h5, outside",
    ),
    "virtual, outside": (virtual("../out.h5"), "x: leads to ../out.h5, outside"),
    "virtual, missing": (virtual("no.h5"), "no.h5 does not exist"),
    "virtual, of itself": (virtual(".", "x"), "x: its sources are virtual in a circle"),
    "virtual, no such source": (virtual("."), "x: a link leads to 'y'"),
    "raw file": (
        lambda f: f.create_dataset("x", (3,), "i1", external=[("raw.bin", 0, 3)]),
        "x: its values lie in a file that is not HDF5",
    ),
    "name that is no text": (
        lambda f: h5py.h5g.create(f.id, b"gr\xf6n"),
        r"/: left out b'gr\xf6n'",
    ),
    "name that is no name": (lambda f: f.create_group("a/.."), "a: left out b'..'"),
}


@pytest.mark.parametrize(("make", "reason"), REPORTED.values(), ids=REPORTED)
@pytest.mark.parametrize("wanted", [FieldFilter(), FieldFilter(("?*",))], ids=["all", "pattern"])
def test_load_hdf5__reports_what_it_leaves_out_and_loads_the_rest(
    tmp_path: Path, make: Callable[[h5py.File], Any], reason: str, wanted: FieldFilter
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with h5py.File(tmp_path / "out.h5", "w") as file:
        file["y"] = np.arange(3)

    def write(file: h5py.File) -> None:
        file["fine"] = np.arange(2)
        make(file)

    tree, reports = load(written(write)(folder), wanted)
    assert any(reason in text for text in reports), reports
    assert "x" not in tree or isinstance(tree["x"], Group)
    assert array(tree, "fine").values.tolist() == [0, 1]


def test_load_hdf5__texts_that_are_not_utf_8_are_replaced_and_reported(tmp_path: Path) -> None:
    tree, reports = load(dataset(data=np.array([b"gr\xf6n", b"a"]))(tmp_path))
    assert array(tree, "x").values.tolist() == ["gr\ufffdn", "a"]
    assert reports == [
        "x: 1 of 2 strings are not valid UTF-8; invalid bytes are replaced by \ufffd"
    ]


def test_load_hdf5__attributes_that_cannot_be_stored_are_reported(tmp_path: Path) -> None:
    def make(file: h5py.File) -> None:
        file["x"] = 1
        file["x"].attrs.create("it", file.ref, dtype=h5py.ref_dtype)
        file["x"].attrs["fine"] = 1

    tree, reports = load(written(make)(tmp_path))
    assert array(tree, "x").attrs == {"fine": 1}
    assert reports == ["x: attribute it: holds references, which mean nothing outside of the file"]


# --- links


@pytest.mark.parametrize(
    "wanted", [FieldFilter(), FieldFilter(("a", "z", "g/x")), FieldFilter(("*",))]
)
@pytest.mark.parametrize(
    "link",
    [
        lambda file: file["a"],
        lambda file: h5py.SoftLink("/a"),
        lambda file: h5py.SoftLink("g/../a".replace("g/../", "")),
        lambda file: h5py.SoftLink("/g/x"),
        lambda file: h5py.ExternalLink("other.h5", "/deep/a"),
        lambda file: h5py.ExternalLink("below/third.h5", "a"),
    ],
    ids=["hard", "soft", "soft, relative", "two of them", "external", "external, twice"],
)
def test_load_hdf5__second_name_of_a_dataset(
    tmp_path: Path, wanted: FieldFilter, link: Callable[[h5py.File], Any]
) -> None:
    (tmp_path / "below").mkdir()
    with h5py.File(tmp_path / "other.h5", "w") as file:
        file["deep/a"] = np.arange(2)
    with h5py.File(tmp_path / "below" / "third.h5", "w") as file:
        file["a"] = h5py.ExternalLink("../other.h5", "/deep/a")

    def make(file: h5py.File) -> None:
        file["a"] = np.arange(2)
        file["g/x"] = h5py.SoftLink("/a")
        file["z"] = link(file)

    tree = load_hdf5(str(written(make)(tmp_path)), wanted, report=no_reports)
    assert sorted(tree) == ["", "a", "g", "g/x", "z"]
    assert array(tree, "z").values.tolist() == [0, 1]


def test_load_hdf5__external_links_reach_as_far_as_the_base(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "shared.h5", "w") as file:
        file["y"] = 1
    (tmp_path / "uni").mkdir()
    path = written(behind(h5py.ExternalLink("../shared.h5", "/y")))(tmp_path / "uni")
    assert "x" in load_hdf5(str(path), base=str(tmp_path), report=no_reports)
    tree, reports = load(path)
    assert "x" not in tree
    assert len(reports) == 1


def test_load_hdf5__virtual_datasets_in_the_folder(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "part.h5", "w") as file:
        file["y"] = np.arange(3)
    tree = load_hdf5(str(written(virtual("part.h5"))(tmp_path)), report=no_reports)
    assert array(tree, "x").values.tolist() == [0, 1, 2]


def test_load_hdf5__links_that_multiply_come_to_an_end(tmp_path: Path) -> None:
    def make(file: h5py.File) -> None:
        for level in range(40):
            group = file.create_group(f"groups/{level}")
            for name in "ab":
                group[name] = h5py.SoftLink(f"/groups/{level + 1}")

    _, reports = load(written(make)(tmp_path))
    assert sum("left out with all further groups" in text for text in reports) == 1


def test_load_hdf5__groups_nested_deep_come_to_an_end(tmp_path: Path) -> None:
    path = written(lambda file: file.create_group("/".join("g" * 2000)))(tmp_path)
    tree, reports = load(path)
    assert len(tree) == 101
    assert len(reports) == 1
    assert "lies in more than 100 groups" in reports[0]


# --- options


@pytest.mark.parametrize("value", GROUP_TYPES)
@pytest.mark.parametrize(
    "form", [str, str.encode, np.bytes_, lambda text: np.array([text.encode()])]
)
def test_load_hdf5__type_of_a_group_by_an_attribute(
    tmp_path: Path, value: str, form: Callable[[str], Any]
) -> None:
    path = tmp_path / "data.h5"
    with h5py.File(path, "w") as file:
        file.create_group("energy").attrs["content"] = form(value)
    tree = load_hdf5(str(path), report=no_reports, **MAPPING)
    assert tree["energy"].kind == GROUP_TYPES[value]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"enable_mapping": False, "map_from_attr": "content"},
        {"enable_mapping": True, "map_from_attr": "other"},
    ],
)
def test_load_hdf5__groups_are_plain_without_mapping(path: str, options: dict[str, Any]) -> None:
    tree = load_hdf5(path, report=no_reports, **options)
    assert tree["abm/energy"] == Group("Group", {"content": "time_series"})


def test_load_hdf5__unknown_type_of_a_group_is_reported_once(tmp_path: Path) -> None:
    def make(file: h5py.File) -> None:
        for name in "ab":
            file.create_group(name).attrs["content"] = "time_sries"

    tree, reports = load(written(make)(tmp_path), **MAPPING)
    assert tree["a"] == Group("Group", {"content": "time_sries"})
    assert reports == [
        "a: content 'time_sries' is not a type of group. Did you mean 'time_series'?",
    ]


def test_load_hdf5__mapping_needs_an_attribute(path: str) -> None:
    with pytest.raises(LoadError, match="'enable_mapping' needs 'map_from_attr'"):
        load_hdf5(path, enable_mapping=True)


def test_load_hdf5__names_in_lower_case(tmp_path: Path) -> None:
    path = written(lambda f: f.update({"ABM/Mean": 1, "ABM/mean": 2}))(tmp_path)
    tree, reports = load(path, FieldFilter(("abm/mean",)), lower_case_keys=True)
    assert list(tree) == ["", "abm", "abm/mean"]
    assert reports == ["abm/mean: left out, as another name differs from it only by its case"]


# --- labels of HDF5 and netCDF-4


def test_load_hdf5__dimension_scales_are_labels(tmp_path: Path) -> None:
    def make(file: h5py.File) -> None:
        file["grid"] = np.zeros((2, 3, 3, 4))
        file["time"] = np.array([0.5, 1.5])
        file["place"] = np.array([b"a", b"b", b"c"])
        file["far"] = np.arange(3)
        for scale in ("time", "place", "far"):
            file[scale].make_scale(f"the {scale}")
        file["grid"].dims[0].attach_scale(file["time"])
        for axis in (1, 2):
            file["grid"].dims[axis].attach_scale(file["place"])
        file["grid"].dims[1].attach_scale(file["far"])
        file["grid"].dims[0].label = "t"
        file["grid"].attrs["unit"] = "m"
        file["time"].attrs["units"] = "s"

    tree = load_hdf5(str(written(make)(tmp_path)), report=no_reports)
    grid = array(tree, "grid")
    assert grid.dims == ("t", "place", "place_2", "dim_3")
    found = {name: (coord[0], coord[1].tolist()) for name, coord in grid.coords.items()}
    attrs = {name: dict(coord[2]) for name, coord in grid.coords.items() if len(coord) > 2}
    assert attrs == {"t": {"units": "s"}, "place": {}, "far": {}, "place_2": {}}
    assert found == {
        "t": (("t",), [0.5, 1.5]),
        "place": (("place",), ["a", "b", "c"]),
        "far": (("place",), [0, 1, 2]),
        "place_2": (("place_2",), ["a", "b", "c"]),
    }
    assert grid.attrs == {"unit": "m"}
    assert array(tree, "time").attrs == {"units": "s"}
    assert array(tree, "time").dims == ("time",)
    assert array(tree, "time").coords["time"][1].tolist() == [0.5, 1.5]


def test_load_hdf5__netcdf_dimensions_are_labels(tmp_path: Path) -> None:
    path = tmp_path / "data.nc"
    with netCDF4.Dataset(path, "w") as file:
        file.createDimension("x", 3)
        file.createDimension("time", 2)
        file.createVariable("time", "f8", ("time",))[:] = [0.5, 1.5]
        file.createVariable("field", "f8", ("time", "x"))[:] = np.arange(6.0).reshape(2, 3)
    tree = load_hdf5(str(path), FieldFilter(("field", "x")), report=no_reports)
    assert list(tree) == ["", "field"]
    field = array(tree, "field")
    assert field.dims == ("time", "x")
    assert list(field.coords) == ["time"]
    assert field.coords["time"][1].tolist() == [0.5, 1.5]
    assert not {"DIMENSION_LIST", "_Netcdf4Dimid", "_Netcdf4Coordinates"} & set(field.attrs)


# --- a look without reading


def test_describe_hdf5__gives_types_shapes_and_attributes(path: str) -> None:
    found = [(d.path, d.kind, d.dtype, d.shape) for d in describe_hdf5(path, report=no_reports)]
    assert found == [
        ("", "Group", None, None),
        ("abm", "Group", None, None),
        ("abm/energy", "Group", None, None),
        ("abm/energy/0", "Array", "float64", (2, 0)),
        ("abm/energy/1", "Array", ">i4", (2, 3)),
        ("abm/mean", "Array", "float32", ()),
        ("walk", "Array", "float64", (3,)),
    ]
    (walk,) = (d for d in describe_hdf5(path) if d.path == "walk")
    assert walk.attrs == {"unit": "m"}


def test_describe_hdf5__reads_no_values(tmp_path: Path) -> None:
    path = written(lambda f: (claims_too_much(f), numbered_filter(32099)(f.create_group("g"))))
    found = {d.path: d.shape for d in describe_hdf5(str(path(tmp_path)), report=no_reports)}
    assert found == {"": None, "x": (10**15,), "g": None, "g/x": (10,)}


@pytest.mark.parametrize("field", ["walk", "abm", "abm/energy/1"])
def test_fields_if_absent__nothing_where_a_file_has_it(path: str, field: str) -> None:
    assert fields_if_absent(["missing.h5", path], field) == set()


def test_fields_if_absent__all_where_no_file_has_it(path: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.h5"
    broken.write_text("no")
    assert fields_if_absent([str(broken), path], "abm/enrgy") == set(EVERYTHING[1:])
    assert fields_if_absent([str(broken), "missing.h5"], "walk") == set()


def test_load_hdf5__missing_file_is_named(tmp_path: Path) -> None:
    path = str(tmp_path / "missing.h5")
    with pytest.raises(LoadError, match=f"^{re.escape(path)} does not exist$"):
        load_hdf5(path)
