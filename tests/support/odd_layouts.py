"""Output of simulations in layouts that nobody planned."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import h5py
import numpy as np

LENGTH = 20


def write_data(path: Path, number: int, attrs: Mapping[str, Any] | None = None) -> None:
    """Write a series of one simulation, its times and a grid."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with h5py.File(path, "w") as file:
        file["time"] = 0.5 * np.arange(LENGTH)
        file["group/infected"] = number + np.sin(np.arange(LENGTH))
        file["group/grid"] = np.random.default_rng(number).random((LENGTH, 3, 4))
        file.attrs.update(attrs or {})


def write_json(path: Path, values: Mapping[str, Any]) -> None:
    """Write parameters."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(values))


def folder_names(root: Path) -> None:
    """Parameters in the names of folders, rounded."""
    points = itertools.product((0.1, 0.33), (0.2, 0.4), (1, 2, 3))
    for number, (beta, gamma, seed) in enumerate(points):
        write_data(root / f"run_beta{beta}_gamma{gamma}_s{seed}" / "data.h5", number)


def json_parameters(root: Path) -> None:
    """Nested JSON, with a seed for each run, a missing file, and files of no known format."""
    points = itertools.product((0.1, 1 / 3), (0.2, 0.4), (0, 1, 2))
    for number, (beta, gamma, _) in enumerate(points):
        folder = root / f"run_{number}"
        write_data(folder / "out" / "data.h5", number)
        (folder / "notes.xyz").write_text("?")
        if number != 4:
            values = {"model": {"beta": beta, "gamma": gamma, "twice": 2 * beta}, "steps": 20}
            write_json(
                folder / "params.json", {**values, "seed": 100 + number, "out": f"/x/{number}"}
            )


def attributes(root: Path) -> None:
    """Files in one folder, which are the universes, with parameters as attributes."""
    for number, (beta, kind) in enumerate(itertools.product((0.1, 0.2), ("fast", "slow"))):
        write_data(root / f"run_{number}.h5", number, {"beta": beta, "kind": kind, "host": "a"})


def nested_folders(root: Path) -> None:
    """A folder for each value of each parameter."""
    points = itertools.product((0.1, 0.2), (3, 4), (1, 2))
    for number, (beta, gamma, seed) in enumerate(points):
        folder = root / f"beta_{beta}" / f"gamma_{gamma}" / f"seed_{seed}"
        write_data(folder / "data.h5", number)


def strings_and_booleans(root: Path) -> None:
    """Numbers as text, and Booleans."""
    for number, (beta, strict) in enumerate(itertools.product(("0.1", "0.2"), (True, False))):
        write_data(root / f"r{number}" / "d.h5", number)
        write_json(root / f"r{number}" / "config.json", {"beta": beta, "strict": strict})


def rounded(root: Path) -> None:
    """Numbers that differ by rounding."""
    for number, beta in enumerate((0.1 + 0.2, 0.3, 0.4, 0.4 + 1e-15)):
        write_data(root / f"r{number}" / "d.h5", number)
        write_json(root / f"r{number}" / "p.json", {"beta": beta, "seed": number % 2})


def latin_hypercube(root: Path) -> None:
    """All parameters differ in all universes."""
    rng = np.random.default_rng(1)
    values = [rng.permutation(20) / 20 for _ in range(3)]
    for number, (a, b, c) in enumerate(zip(*values, strict=True)):
        write_data(root / f"{number:03d}" / "data.h5", number)
        write_json(root / f"{number:03d}" / "p.json", {"a": a, "b": b, "c": c})


def tables(root: Path) -> None:
    """Tables in folders with names such as ``kappa=0.1,mode=fast``."""
    for number in range(4):
        path = root / f"kappa={number / 10},mode=fast" / "out.csv"
        path.parent.mkdir(parents=True)
        rows = "".join(f"{step},{step * number}\n" for step in range(10))
        path.write_text(f"t,value\n{rows}")


def scalars(root: Path) -> None:
    """A single number for each run."""
    for number in range(5):
        path = root / f"alpha{number / 10}" / "result.npz"
        path.parent.mkdir(parents=True)
        np.savez(path, final=float(number**2))


def words(root: Path) -> None:
    """Folders with names that are words."""
    for number, name in enumerate(("low", "mid", "high")):
        write_data(root / name / "data.h5", number)


LAYOUTS: dict[str, tuple[Callable[[Path], None], dict[str, int]]] = {
    "folder names": (folder_names, {"beta": 2, "gamma": 2, "s": 3}),
    "JSON": (json_parameters, {"beta": 2, "gamma": 2, "repetition": 3}),
    "attributes": (attributes, {"beta": 2, "kind": 2}),
    "nested folders": (nested_folders, {"beta": 2, "gamma": 2, "seed": 2}),
    "strings": (strings_and_booleans, {"beta": 2, "strict": 2}),
    "rounded": (rounded, {"beta": 2, "seed": 2}),
    "Latin hypercube": (latin_hypercube, {"point": 20}),
    "tables": (tables, {"kappa": 4}),
    "scalars": (scalars, {"alpha": 5}),
    "words": (words, {"name": 3}),
}
"""For each layout: a function that writes it, and the dimensions of its sweep."""
