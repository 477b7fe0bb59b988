"""Convert damaged and hostile files beside intact ones, under limits of time and memory.

Usage: ``PYTHONPATH=scripts:tests python -m fuzz.run [NUMBER] [SEED]``
"""

from __future__ import annotations

import logging
import os
import resource
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import h5py
import numpy as np

from fuzz.inputs import VALID, Input, all_inputs
from paraverse.base.field_filter import FieldFilter
from paraverse.jobs.convert import ConvertJob, LoadSettings
from paraverse.jobs.universe_files import SourceFile, UniverseFiles
from paraverse.load import isolated, isolated_calls, memory_limit
from paraverse.load.members import Tree
from paraverse.load.universe import load_universe
from paraverse.pipeline.convert import convert
from paraverse.store.read.batch import BatchFile
from paraverse.sweep.parameter_files import read_parameters
from support.trees import assert_same

SECONDS = 60
MEMORY = 2**31
"""Limits on reading one file."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The outcome of converting one file with others.

    Attributes
    ----------
    name
        What is wrong with the file.
    kind
        "reported" if there is a message; "unchanged" if it was loaded like the intact one;
        "unnoticed" if it was loaded with other values and no message.
    messages
        The messages of the universe.
    seconds
        How long it took, with planning.
    """

    name: str
    kind: str
    messages: tuple[str, ...]
    seconds: float


def run(inputs: Iterable[Input], folder: Path) -> list[Outcome]:
    """Convert files, each in a batch with two intact universes.

    Parameters
    ----------
    inputs
        The files.
    folder
        An empty folder.

    Returns
    -------
    list of Outcome
        One for each file.

    Raises
    ------
    AssertionError
        If the values of an intact universe are not stored as without the file, or if the
        command in a file was run.
    """
    isolated.SECONDS = isolated_calls.SECONDS = SECONDS
    Path(folder).mkdir(parents=True, exist_ok=True)
    available = memory_limit.available_memory
    memory_limit.available_memory = lambda: MEMORY
    try:
        return [_convert(one, folder / str(index)) for index, one in enumerate(inputs)]
    finally:
        memory_limit.available_memory = available


def _convert(one: Input, folder: Path) -> Outcome:
    data = folder / "data"
    sources = {name: _source(data / name, one) for name in ("a", "b", "c")}
    for number, name in enumerate(("a", "c")):
        with h5py.File(sources[name].path, "w") as file:
            file["x"] = np.random.default_rng(number).random(50)
            file["name"] = f"universe {name}"
    one.write(Path(sources["b"].path))
    settings = LoadSettings(base=str(data))
    intact = {name: load_universe([sources[name]], FieldFilter(), settings) for name in "ac"}
    started = time.monotonic()
    read_parameters(sources["b"].path, one.loader, {})
    universes = tuple(
        UniverseFiles(id=name, key=name, values=None, files=(source,))
        for name, source in sources.items()
    )
    job = ConvertJob(universes=universes, dimensions=(), fields=FieldFilter(), settings=settings)
    messages = _converted(job, folder / "store.nc")
    seconds = time.monotonic() - started
    assert not Path("ran").exists(), one.name
    with BatchFile(folder / "store.nc") as batch:
        for name, expected in intact.items():
            assert_same(dict(batch.members(name)), expected.tree)
        tree = dict(batch.members("b"))
    kind = "reported"
    if not messages:
        kind = "unchanged" if _is_same(tree, one, folder / "valid") else "unnoticed"
    return Outcome(name=one.name, kind=kind, messages=messages, seconds=seconds)


def _source(folder: Path, one: Input) -> SourceFile:
    folder.mkdir(parents=True)
    is_tested = folder.name == "b"
    return SourceFile(
        path=str(folder / f"file{one.suffix if is_tested else '.h5'}"),
        target="data",
        loader=one.loader if is_tested else "hdf5",
        required=False,
    )


def _converted(job: ConvertJob, store: Path) -> tuple[str, ...]:
    """Convert a batch and return the messages about its second universe."""
    handler = _Messages()
    log = logging.getLogger("paraverse")
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.WARNING)
    try:
        convert(job, store)
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
    return tuple(message for message in handler.messages if message.startswith("b: "))


class _Messages(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _is_same(tree: Tree, one: Input, path: Path) -> bool:
    """Return whether a damaged file was loaded like the valid one."""
    valid = next((valid for valid in VALID if one.name.startswith(f"{valid.name}, damaged")), None)
    if valid is None:
        return False
    path = path.with_suffix(valid.suffix)
    valid.write(path)
    source = SourceFile(path=str(path), target="data", loader=valid.loader)
    try:
        assert_same(tree, load_universe([source], FieldFilter()).tree)
    except AssertionError:
        return False
    return True


def main() -> None:
    """Run as many inputs as the command line says, and print the figures."""
    warnings.simplefilter("ignore")
    logging.getLogger("paraverse").propagate = False
    number, seed = [*map(int, sys.argv[1:]), *(500, 0)[len(sys.argv) - 1 :]]
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        outcomes = run(all_inputs(number, seed), Path(folder))
    print(f"{len(outcomes)} files: {dict(Counter(outcome.kind for outcome in outcomes))}")
    formats = Counter(o.name.partition(", damaged")[0] for o in outcomes if o.kind == "unnoticed")
    print(f"loaded with other values and no message: {dict(formats)}")
    for text in ("ends the process", "did not end"):
        names = [o.name for o in outcomes if any(text in message for message in o.messages)]
        print(f"reading {text}: {len(names)} {names}")
    for outcome in sorted(outcomes, key=lambda o: -o.seconds)[:5]:
        print(f"{outcome.seconds:.1f} s: {outcome.name}")
    print(f"memory: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
