"""Damaged and hostile files of all formats, as simulations may leave them."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import h5py
import numpy as np
import xarray as xr

Write = Callable[[Path], None]
"""Writes a file at a path."""


@dataclass(frozen=True, kw_only=True)
class Input:
    """A file for one loader.

    Attributes
    ----------
    name
        What is wrong with it.
    loader
        The name of the loader.
    write
        Writes the file.
    suffix
        The end of its name, by which some loaders recognize the format.
    """

    name: str
    loader: str
    write: Write
    suffix: str = ""


def _hdf5(libver: str) -> Write:
    def write(path: Path) -> None:
        rng = np.random.default_rng(0)
        options = {"chunks": True, "fletcher32": True} if libver == "latest" else {}
        with h5py.File(path, "w", libver=libver) as file:
            file.attrs["seed"] = 3
            file.attrs["name"] = "walk"
            for name in ("x", "y"):
                data = rng.random((5, 4))
                file.create_dataset(f"group/{name}", data=data, **options)
                file[f"group/{name}"].attrs["dim_names"] = ["time", "id"]
            file.create_dataset("packed", data=np.arange(500), compression="gzip", chunks=(50,))
            file["time"] = np.arange(5)
            file["time"].make_scale("time")
            file["group/x"].dims[0].attach_scale(file["time"])
            file["link"] = h5py.SoftLink("/packed")

    return write


def _netcdf(engine: str) -> Write:
    def write(path: Path) -> None:
        time = ("time", np.arange(4), {"units": "days since 2000-01-01"})
        values = ("time", np.random.default_rng(1).random(4))
        dataset = xr.Dataset({"x": values, "n": 3}, {"time": time}, {"title": "walk"})
        dataset.to_netcdf(path, engine=engine)  # type: ignore[call-overload]

    return write


def _text(content: str | bytes) -> Write:
    encoded = content.encode() if isinstance(content, str) else content

    def write(path: Path) -> None:
        path.write_bytes(encoded)

    return write


def _archive(content: Callable[[io.BytesIO], object]) -> Write:
    def write(path: Path) -> None:
        stream = io.BytesIO()
        content(stream)
        path.write_bytes(stream.getvalue())

    return write


_VALUES = {"seed": 3, "model": {"size": [1, 2.5, True, None], "name": "walk", "rate": 1e-5}}

VALID: tuple[Input, ...] = (
    Input(name="HDF5", loader="hdf5", write=_hdf5("latest")),
    Input(name="HDF5, earliest format", loader="hdf5", write=_hdf5("earliest")),
    Input(name="netCDF-4", loader="xr_dataset", write=_netcdf("netcdf4"), suffix=".nc"),
    Input(name="netCDF-3", loader="xr_dataset", write=_netcdf("scipy"), suffix=".nc"),
    Input(
        name="YAML",
        loader="yaml",
        write=_text("# params\nseed: 3\nmodel: &m\n  size: [1, 2.5, ~, true]\n  name: 'walk'\n"
                    "  rate: 1e-5\ncopy: *m\nspace: !pdim {default: 1, range: [3]}\n"),
    ),
    Input(name="JSON", loader="json", write=_text(json.dumps(_VALUES))),
    Input(
        name="TOML",
        loader="toml",
        write=_text('seed = 3\n[model]\nsize = [1, 2]\nname = "walk"\nat = 2020-01-01\n'),
    ),
    Input(name="CSV", loader="pandas_csv", write=_text("time,x,name\n0,1.5,a\n1,2.5,b\n2,,c\n")),
    Input(name="text", loader="text", write=_text("step 1 of 3\nstep 2 of 3\n")),
    Input(name="numbers", loader="numpy_txt", write=_text("1 2.5\n3 4\n# end\n")),
    Input(name="npy", loader="numpy", write=_archive(lambda s: np.save(s, np.arange(40.0)))),
    Input(
        name="npz",
        loader="numpy",
        write=_archive(lambda s: np.savez_compressed(s, a=np.arange(40.0), b=np.ones(3))),
    ),
)  # fmt: skip
"""A valid file of each format."""


def damaged(valid: Input, seed: int) -> Input:
    """Return a damaged version of a valid file.

    Parameters
    ----------
    valid
        The file.
    seed
        Determines what is damaged.

    Returns
    -------
    Input
        The file with bytes that are changed, missing, repeated or replaced.
    """

    def write(path: Path) -> None:
        valid.write(path)
        path.write_bytes(_damage(path.read_bytes(), np.random.default_rng(seed)))

    name = f"{valid.name}, damaged by seed {seed}"
    return Input(name=name, loader=valid.loader, write=write, suffix=valid.suffix)


def _damage(content: bytes, rng: np.random.Generator) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.integers(1, 6)):
        start, length = int(rng.integers(len(changed) or 1)), int(rng.integers(1, 40))
        kind = rng.integers(7)
        if kind <= 2 and changed:
            changed[start % len(changed)] = rng.choice(
                [0, 1, 127, 128, 255, int(rng.integers(256))]
            )
        elif kind == 3:
            changed[start : start + length] = bytes(length)
        elif kind == 4:
            changed[start:start] = changed[start : start + length] * int(rng.integers(1, 30))
        elif kind == 5:
            changed[start : start + length] = rng.bytes(length)
        else:
            del changed[start : start + length * int(rng.integers(1, 20))]
    return bytes(changed)


def _aliases(first: str, line: str) -> str:
    lines = [f"a0: &a0 {first}"]
    for level in range(1, 12):
        aliases = ", ".join([f"*a{level - 1}"] * 10)
        lines.append(f"a{level}: &a{level} {line.replace('ALIASES', aliases)}")
    return "\n".join(lines)


def _with_hdf5(fill: Callable[[h5py.File], object]) -> Write:
    def write(path: Path) -> None:
        with h5py.File(path, "w", libver="latest") as file:
            fill(file)

    return write


def _unwritten(file: h5py.File) -> None:
    for index in range(1000):
        file.create_dataset(f"x{index}", (2**27,), "f8", chunks=(1000,))


def _attributes(file: h5py.File) -> None:
    for index in range(8000):
        file.attrs[f"a{index}"] = index


def _hard_links(file: h5py.File) -> None:
    file["x"] = np.zeros(2**17)
    for index in range(5000):
        file[f"x{index}"] = file["x"]


def _nested_groups(file: h5py.File) -> None:
    group = file["/"]
    for _ in range(300):
        group["again"] = h5py.SoftLink("/")
        group = group.create_group("g")


def _multiplying_groups(file: h5py.File) -> None:
    groups = [file.create_group(f"level{level}") for level in range(20)]
    for above, below in itertools.pairwise(groups):
        for index in range(10):
            above[f"to{index}"] = below


def _virtual(source: str) -> Callable[[h5py.File], None]:
    def fill(file: h5py.File) -> None:
        layout = h5py.VirtualLayout((3,), "f8")
        layout[:] = h5py.VirtualSource(source, "x", (3,))
        file.create_virtual_dataset("x", layout)

    return fill


def _npy_header(shape: str, dtype: str = "<f8") -> bytes:
    header = f"{{'descr': '{dtype}', 'fortran_order': False, 'shape': {shape}, }}"
    padded = header + " " * (118 - len(header) - 1) + "\n"
    return b"\x93NUMPY\x01\x00" + len(padded).to_bytes(2, "little") + padded.encode()


def _zip_bomb(stream: io.BytesIO) -> None:
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("x.npy", "w", force_zip64=True) as member,
    ):
        member.write(_npy_header(f"({2**29},)"))
        for _ in range(2**12):
            member.write(bytes(2**20))


def _symlink(target: str) -> Write:
    return lambda path: path.symlink_to(target)


HOSTILE: tuple[Input, ...] = (
    *(
        Input(name=name, loader="yaml", write=_text(text))
        for name, text in {
            "YAML range": "a: !pdim {default: 1, range: [1000000000000]}",
            "YAML linspace": "a: !pdim {default: 1, linspace: [0, 1, 1000000000000]}",
            "YAML space": "!pspace\n"
            + "".join(f"a{i}: !pdim {{default: 0, range: [100]}}\n" for i in range(20)),
            "YAML aliases": _aliases("[1]", "[ALIASES]"),
            "YAML merged": _aliases("{x: 1}", "{<<: [ALIASES]}"),
            "YAML itself": "a: &a [*a]",
            "YAML deep": "[" * 100_000,
            "YAML deep mapping": "? " * 100_000,
            "YAML integer": "a: 0x" + "f" * 100_000,
            "YAML code": "a: !!python/object/apply:os.system ['touch ran']",
            "YAML environment": "a: !getenv HOME",
            "YAML expression": "a: !expr 9**9**9",
            "YAML controls": 'a: "\\e[31m\\0\\u202e"',
        }.items()
    ),
    Input(name="JSON deep", loader="json", write=_text("[" * 1_000_000)),
    Input(name="JSON nested", loader="json", write=_text('{"a":' * 900 + "1" + "}" * 900)),
    Input(name="JSON integer", loader="json", write=_text("1" * 100_000)),
    Input(name="JSON NaN", loader="json", write=_text('{"a": NaN, "b": 1e999, "a": 2}')),
    Input(name="TOML key", loader="toml", write=_text("a." * 50_000 + "a = 1")),
    Input(name="TOML deep", loader="toml", write=_text("a = " + "[" * 100_000)),
    Input(name="TOML integer", loader="toml", write=_text("a = 0x" + "f" * 100_000)),
    Input(name="CSV wide", loader="pandas_csv", write=_text("a," * 20_000 + "\n" + "1," * 20_000)),
    Input(name="CSV quote", loader="pandas_csv", write=_text('a,b\n"' + "x\n" * 50_000)),
    Input(name="CSV zeros", loader="pandas_csv", write=_text(bytes(100_000))),
    Input(
        name="CSV bomb",
        loader="pandas_csv",
        write=_archive(lambda s: s.write(gzip.compress(b"1,2\n" * 2**24, 9))),
        suffix=".csv.gz",
    ),
    Input(name="npy shape", loader="numpy", write=_text(_npy_header(f"({2**50},)"))),
    Input(name="npy negative", loader="numpy", write=_text(_npy_header("(-1,)"))),
    Input(name="npy product", loader="numpy", write=_text(_npy_header(f"({2**40}, {2**40})"))),
    Input(name="npy objects", loader="numpy", write=_text(_npy_header("(1,)", "|O") + b"cos\n")),
    Input(name="npz bomb", loader="numpy", write=_archive(_zip_bomb)),
    *(
        Input(name=name, loader="hdf5", write=_with_hdf5(fill))
        for name, fill in {
            "HDF5 declared sum": _unwritten,
            "HDF5 attributes": _attributes,
            "HDF5 hard links": _hard_links,
            "HDF5 nested": _nested_groups,
            "HDF5 multiplying": _multiplying_groups,
            "HDF5 external link": lambda f: f.update(x=h5py.ExternalLink("/etc/passwd", "/")),
            "HDF5 raw file": lambda f: f.create_dataset(
                "x", (100,), "u1", external=[("/etc/passwd", 0, 100)]
            ),
            "HDF5 virtual": _virtual("../../outside.h5"),
            "HDF5 virtual itself": _virtual("."),
            "HDF5 names": lambda f: f.update({"a\x1b[31m": 1, "b\u202e": 2, "$x_$": 3}),
        }.items()
    ),
    Input(
        name="netCDF raw file",
        loader="xr_dataset",
        write=_with_hdf5(
            lambda f: f.create_dataset("x", (100,), "u1", external=[("/etc/passwd", 0, 100)])
        ),
        suffix=".nc",
    ),
    Input(name="netCDF declared", loader="xr_dataset", write=_with_hdf5(_unwritten), suffix=".nc"),
    *(
        Input(name=f"{name} for {loader}", loader=loader, write=write)
        for loader in ("hdf5", "yaml", "json", "text", "pandas_csv", "numpy", "xr_dataset")
        for name, write in {
            "FIFO": os.mkfifo,
            "endless device": _symlink("/dev/zero"),
            "terminal": _symlink("/dev/tty"),
            "link that leads out": _symlink("/etc/passwd"),
            "link to itself": lambda path: path.symlink_to(path.name),
            "folder": Path.mkdir,
            "empty file": _text(b""),
            "random bytes": _text(np.random.default_rng(2).bytes(5000)),
        }.items()
    ),
)
"""Files that would run code, block or fill the process that reads them, or show other files."""


def all_inputs(number: int, seed: int) -> Iterator[Input]:
    """Iterate over hostile files and damaged ones.

    Parameters
    ----------
    number
        The number of damaged files, of all formats in turn.
    seed
        Determines how they are damaged.

    Yields
    ------
    Input
        All of `HOSTILE`, and then the damaged files.
    """
    yield from HOSTILE
    for index in range(number):
        yield damaged(VALID[index % len(VALID)], 1_000_000 * seed + index)
