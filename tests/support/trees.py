"""Trees of any content, for tests."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import h5py
import netCDF4
import numpy as np
from hypothesis import strategies as st

from paraverse.load.members import Array, Coordinate, Deflate, GroupMember, Member, Text, Tree
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse

TIME: Coordinate = (("time",), np.array([0, 10]), {"units": "s"})
EXAMPLE_TREE: Tree = {
    "data": GroupMember("Group", {"version": np.int64(3)}),
    "data/walk": Array(np.arange(3.0), attrs={"unit": "m"}),
    "data/steps": Array(
        np.arange(2.0),
        attrs={"unit": "m"},
        dims=("time",),
        coords={"time": TIME, "seed": ((), np.array(3))},
    ),
    "data/abm": GroupMember(),
    "data/abm/energy": GroupMember("TimeSeriesGroup", {"content": "time_series"}),
    "data/abm/energy/0": Array(np.array([1.0, 2.0])),
    "data/abm/energy/10": Array(np.array([3.0])),
    "params": Text("seed: 3\nsize: 1e-5\nmodel: {steps: [1, 2], on: no, 7: x}\n", "yaml"),
    "more/settings": Text('{"a": [{"b": 1}]}', "json"),
    "project": Text("[tool]\nname = 'x'\n", "toml"),
    "folder": Text("sim/seed~3", "path"),
    "log": Text("Started\nDone\n"),
}
"""Members of every kind."""

DTYPES = [
    *("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "g", "c8", "c16", "G", "?"),
    *(">i2", ">i8", ">u4", ">f2", ">f4", ">f8", ">g", ">c8", ">c16"),
    *("S1", "S3", "U1", "U3", ">U3", "V3", "str", "bytes", "objects"),
    *("M8[s]", "M8[ns]", "M8[D]", "M8[Y]", "M8[25s]", ">M8[ms]", "m8[ms]", "m8[D]", "M8"),
    h5py.enum_dtype({"RED": 0, "DARK GREEN": 1}, "i2"),
    h5py.string_dtype(),
    h5py.string_dtype("utf-8", 4),
    np.dtype([("x", ">f8"), ("n", "i2")]),
    np.dtype({"names": ["a", "b"], "formats": ["f4", "S2"], "offsets": [4, 1], "itemsize": 12}),
    np.dtype([("at", [("x", "f4"), ("y", "f4")]), ("name", "O"), ("cells", "i2", (2,))]),
]

WORDS = ["", "a", "ä", "nan", "a\0b", "\0", "\ud800", "😀", " ", "1"]
OBJECTS: dict[str, list[Any]] = {
    "str": WORDS,
    "bytes": [b"", b"a", b"a\0b", b"\0", b"\xff"],
    "objects": [None, True, 1, 1.0, 2**70, "a", b"a", float("nan"), np.float32(1), np.arange(2)],
}
"""Types of objects, and some of each."""


def values(dtype: Any, shape: tuple[int, ...], seed: int = 0) -> np.ndarray:
    """Return an array of one of `DTYPES`, with values that are hard to store."""
    random = np.random.default_rng(seed)
    size = int(np.prod(shape))
    if isinstance(dtype, str) and dtype in OBJECTS:
        candidates: np.ndarray = np.empty(len(OBJECTS[dtype]), dtype=object)
        for i, candidate in enumerate(OBJECTS[dtype]):
            candidates[i] = candidate
        words: np.ndarray = np.empty(size, dtype=object)
        for i in range(size):
            words[i] = random.choice(candidates)
        return words.reshape(shape)
    dtype = np.dtype(dtype)
    if dtype.names:
        records = np.zeros(shape, dtype)
        for number, name in enumerate(dtype.names):
            base, inner = dtype[name].base, dtype[name].shape
            records[name] = values(base, shape + inner, seed + number)
        return records
    if dtype.kind == "O":
        return values("str", shape, seed).astype(dtype)
    if dtype.kind == "U":
        return values("str", shape, seed).astype(dtype)
    if dtype.char in "gG":
        doubles = values("f8" if dtype.char == "g" else "c16", shape, seed)
        return np.asarray(doubles.astype(dtype) / np.array(3 if seed % 2 else 1, dtype), dtype)
    raw = random.integers(0, 2 if dtype.kind == "b" else 256, size * dtype.itemsize, "u1")
    array: np.ndarray = raw.view(dtype)
    special = _special(dtype)
    picked = random.random(size) < 0.5
    if len(special):
        array[picked] = random.choice(special, size)[picked]
    return array.reshape(shape)


def _special(dtype: np.dtype[Any]) -> np.ndarray:
    if dtype.kind == "f":
        fill = [netCDF4.default_fillvals["f4"]] if dtype.itemsize > 2 else []
        return np.array([np.nan, np.inf, -0.0, 0.0, 1.0, -1.5, *fill]).astype(dtype)
    if dtype.kind in "iu":
        info = np.iinfo(dtype)
        unwritten = netCDF4.default_fillvals[dtype.str[1:]]
        return np.array([info.min, info.max, unwritten, 0, 1], object).astype(dtype)
    if dtype.kind in "mM":
        return np.array([np.iinfo("i8").min, 0, 86_400, 10**9], "i8").view(dtype.newbyteorder("="))
    return np.array([])


def one_of_dtypes(shape: tuple[int, ...]) -> st.SearchStrategy[np.ndarray]:
    """Arrays of any type."""
    return st.builds(values, st.sampled_from(DTYPES), st.just(shape), st.integers(0, 99))


def shapes(ndim: int) -> st.SearchStrategy[tuple[int, ...]]:
    """Shapes, with empty ones."""
    return st.tuples(*[st.integers(0, 3)] * ndim)


ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        ["units", "scale_factor", "_FillValue", "missing_value", "long_name", "dtype", "CLASS",
         "calendar", "coordinates", "valid_range", "a b", "/", "ä", ""]
    ),
    st.one_of(
        st.sampled_from(
            ["", "m", "seconds", "days since 2000-01-01", "bool", "x", "a\0b", "\ud800", b"a\0",
             h5py.Empty("f4"), None, True, 1, 2**70, 1.5, float("nan"), 1j, [1, [2.5]], (1,),
             {"a": {1: 2}}]
        ),
        one_of_dtypes(()).map(lambda array: array[()]).filter(lambda value: value is not None),
        one_of_dtypes((2,)),
    ),
    max_size=3,
)  # fmt: skip


@st.composite
def labels(draw: st.DrawFn, shape: tuple[int, ...]) -> dict[str, Any]:
    """Dimensions and coordinates that an array may have."""
    names = ["x", "time", "universe", "complex", "dim_0", "a b"]
    dims = draw(st.permutations(names))[: len(shape)]
    coords: dict[str, Coordinate] = {}
    for name in draw(st.lists(st.sampled_from([*dims, "label", "x", "seed"]), unique=True)):
        along = [dim for dim in dims if name == dim or (name not in dims and draw(st.booleans()))]
        size = tuple(shape[dims.index(dim)] for dim in along)
        labels = draw(one_of_dtypes(size))
        attrs = draw(st.one_of(st.just({}), ATTRIBUTES))
        coords[name] = (tuple(along), labels, attrs) if attrs else (tuple(along), labels)
    return {"dims": tuple(dims), "coords": coords}


@st.composite
def columns(draw: st.DrawFn, count: int) -> list[Member | None]:
    """The member of each universe at one path."""
    kind = draw(st.sampled_from(["stacked", "stacked", "ragged", "any", "text", "group"]))
    dtype, ndim = draw(st.sampled_from(DTYPES)), draw(st.integers(0, 3))
    shape = draw(shapes(ndim))
    attrs = draw(ATTRIBUTES)
    labelled = draw(st.sampled_from(["no", "same", "own"]))
    same_labels = draw(labels(shape)) if labelled == "same" else {}
    column: list[Member | None] = []
    for _ in range(count):
        own = draw(st.sampled_from([kind, kind, kind, "none"]))
        if own == "any":
            own = draw(st.sampled_from(["stacked", "text", "group", "none"]))
            dtype, shape = draw(st.sampled_from(DTYPES)), draw(st.integers(0, 2).flatmap(shapes))
        if own == "ragged":
            shape = draw(shapes(ndim))
        if own == "none":
            column.append(None)
        elif own == "text":
            syntax = draw(st.sampled_from(["text", "yaml", "path"]))
            column.append(Text(draw(st.sampled_from(WORDS)), syntax))
        elif own == "group":
            column.append(GroupMember(draw(st.sampled_from(["Group", "TimeSeriesGroup"])), attrs))
        else:
            more = draw(st.sampled_from([{}, attrs])) if draw(st.booleans()) else draw(ATTRIBUTES)
            fits = kind == "stacked" and labelled == "same"
            own_labels = same_labels if fits else draw(labels(shape)) if labelled != "no" else {}
            array = values(dtype, shape, draw(st.integers(0, 99)))
            compression = draw(st.sampled_from([None, None, Deflate(), Deflate(9, shuffle=False)]))
            column.append(Array(array, attrs=more, compression=compression, **own_labels))
    return column


NAMES = st.sampled_from(
    ["a", "A", "a_dim_0", "dim_0", "x", "time", "universe", "paraverse", "seed", "status",
     "complex", "a b", " a", "a ", ".", "..", "-", "~", "{x}", "a[0]", "a:b", "\\", "größe",
     "e\u0301", "é", "x" * 300, "x\n", "0", "flat_float64"]
)  # fmt: skip
PARAMETERS = st.dictionaries(
    st.sampled_from(["seed", "universe", "status", "a b"]),
    st.one_of(
        st.sampled_from(
            [1, 2, 2**70, 0.5, float("inf"), True, None, "a", "a\0", [1, [2]], {"a": 1}]
        ),
        st.dates(),
    ),
)


@st.composite
def sweeps(draw: st.DrawFn) -> list[LoadedUniverse]:
    """1 to 5 universes, with fields in groups."""
    count = draw(st.integers(1, 5))
    groups = draw(st.lists(NAMES, max_size=2, unique=True))
    inside = st.builds("{}{}".format, st.sampled_from(["", *(f"{g}/" for g in groups)]), NAMES)
    paths = draw(st.lists(inside, min_size=1, max_size=4, unique=True))
    trees: list[Tree] = [{} for _ in range(count)]
    for path in dict.fromkeys(itertools.chain(groups, paths)):
        for tree, member in zip(trees, draw(columns(count)), strict=True):
            if member is not None:
                tree[path] = member
    for tree in trees:
        if draw(st.booleans()):
            members = draw(st.permutations(list(tree.items())))
            tree.clear()
            tree.update(members)
    reasons = st.lists(st.sampled_from(WORDS), max_size=2).map(tuple)
    return [
        LoadedUniverse(
            id=f"seed~{i}",
            key=str(i),
            parameters=draw(PARAMETERS),
            tree=tree,
            warnings=draw(reasons),
        )
        for i, tree in enumerate(trees)
    ]


def assert_same(result: Any, expected: Any) -> None:
    """Check that two values are the same in type and to the last bit."""
    assert type(result) is type(expected)
    if isinstance(expected, np.ndarray | np.generic):
        assert (result.dtype, result.dtype.str) == (expected.dtype, expected.dtype.str)
        assert result.dtype.metadata == expected.dtype.metadata
        assert result.shape == expected.shape
        if expected.dtype.names:
            records: Any = expected
            for name in expected.dtype.names:
                assert_same(result[name], records[name])
        elif expected.dtype.hasobject:
            assert_same(result.ravel().tolist(), expected.ravel().tolist())
        elif expected.dtype.char in "gGe":  # some bits are not used, or only by NaN
            np.testing.assert_array_equal(result, expected, strict=True)
        else:
            assert result.tobytes() == expected.tobytes()
    elif isinstance(expected, Array):
        for name in ("values", "attrs", "dims", "coords"):
            assert_same(getattr(result, name), getattr(expected, name))
    elif isinstance(expected, GroupMember):
        assert result.kind == expected.kind
        assert_same(result.attrs, expected.attrs)
    elif isinstance(expected, dict):
        assert list(result) == list(expected)
        assert_same(list(result.values()), list(expected.values()))
    elif isinstance(expected, list | tuple):
        assert len(result) == len(expected)
        for one, other in zip(result, expected, strict=True):
            assert_same(one, other)
    else:
        assert repr(result) == repr(expected)


def write_universes(folder: Path, *trees: Mapping[str, Member], **options: Any) -> Path:
    """Write universes u0, u1, … to a file of the store, and return its path."""
    universes = [
        LoadedUniverse(id=f"u{i}", key=str(i), parameters={}, tree=dict(t))
        for i, t in enumerate(trees)
    ]
    write_batch(folder / "batch.nc", universes, **options)
    return folder / "batch.nc"
