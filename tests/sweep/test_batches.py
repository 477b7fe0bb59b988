"""Batches hold all universes in order, and stay the same when universes are added."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.config.models import Config
from paraverse.jobs.universe_files import SourceFile, UniverseFiles
from paraverse.sweep.batches import divide_into_batches, make_batches


def universes_of(names: list[str]) -> list[UniverseFiles]:
    return [UniverseFiles(id=name, key=name, values=None, files=()) for name in names]


def divide(names: list[str], size: int) -> list[list[str]]:
    return [
        [u.id for u in batch.universes] for batch in divide_into_batches(universes_of(names), size)
    ]


NAMES = st.lists(st.integers(0, 10**6).map("seed~{}".format), max_size=80, unique=True)


@settings(max_examples=60, deadline=None)
@given(NAMES, NAMES, st.integers(1, 30))
def test_divide_into_batches__all_in_order_and_stable_when_more_follow(
    names: list[str], more: list[str], size: int
) -> None:
    before = divide(names, size)
    assert [name for batch in before for name in batch] == names
    assert all(size - size // 2 <= len(batch) <= size for batch in before[:-1])
    more = [name for name in more if name not in names]
    assert divide(names + more, size)[: len(before[:-1])] == before[:-1]


def test_divide_into_batches__few_change_when_one_comes_between() -> None:
    names = [f"seed~{i}" for i in range(1000)]
    before = {tuple(batch) for batch in divide(names, 40)}
    changed = []
    for index in random.Random(0).sample(range(1000), 20):
        after = {tuple(b) for b in divide([*names[:index], "new", *names[index:]], 40)}
        changed.append(len(after - before))
    assert sum(changed) / len(changed) < 2.5


def test_divide_into_batches__are_named_after_the_first_universe() -> None:
    (batch,) = divide_into_batches(universes_of(["a", "b"]), 2)
    assert batch.name == "a"
    assert batch.store == "results/universes/a.nc"


@pytest.mark.parametrize(
    ("nbytes", "max_mem_mb", "simulate", "size"),
    [
        (100, 4000, False, 256),
        (50_000_000, 4000, False, 19),
        (50_000_000, 300, False, 1),
        (50_000_000, 300, True, 256),
    ],
)
def test_make_batches__size_depends_on_that_of_universes(
    tmp_path: Path, nbytes: int, max_mem_mb: int, simulate: bool, size: int
) -> None:
    with (tmp_path / "data.h5").open("wb") as stream:
        stream.truncate(nbytes)
    sources = (
        SourceFile(path=str(tmp_path / "data.h5"), target="data", loader="hdf5"),
        SourceFile(path=str(tmp_path / "missing.log"), target="log", loader="text"),
    )
    universes = [UniverseFiles(id=str(n), key="a", values=None, files=sources) for n in range(2000)]
    values = {"data_dir": "data", "load": {}, "max_mem_mb": max_mem_mb}
    if simulate:
        values["simulate"] = {"parameter_space": "space.yaml", "command": "model"}
    batches = make_batches(universes, Config.model_validate(values))
    assert max(len(batch.universes) for batch in batches) in range(max(1, size // 2), size + 1)


@pytest.mark.parametrize("count", [0, 30])
def test_make_batches__few_universes_are_one_or_two_batches(count: int) -> None:
    config = Config.model_validate({"data_dir": "data", "load": {}})
    names = [str(n) for n in range(count)]
    assert len(make_batches(universes_of(names), config)) == (2 if count else 0)
