"""Combinations that are larger than the memory of the job."""

from __future__ import annotations

import logging
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.base.memory import estimate_job_memory
from paraverse.base.source_map import SourceMap
from paraverse.errors import TransformError
from paraverse.jobs.transform import CombinedField, TransformJob
from paraverse.load.members import Array
from paraverse.pipeline.transform import transform_multiverse
from paraverse.results.file import are_compressed, read_results
from paraverse.store.read.batch import BatchFile
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse
from paraverse.transform.evaluation import lazy
from paraverse.yaml_io.placeholders import Previous, Tag

UNIVERSES = 50
SEEDS = tuple(range(UNIVERSES))
VALUES = 100_000
LEAST = estimate_job_memory(0, max_mb=10_000)
"""Memory in MB of a job that has no room for data."""


def walk(seed: int) -> np.ndarray:
    return seed + np.linspace(0, 1, VALUES)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """40 MB, in two batches."""
    folder = tmp_path_factory.mktemp("stores")
    paths = []
    for start in range(0, UNIVERSES, 25):
        paths.append(str(folder / f"{start}.nc"))
        universes = [
            LoadedUniverse(
                id=f"u{seed}", key=str(seed), tree={"walk": Array(walk(seed), dims=("time",))}
            )
            for seed in range(start, start + 25)
        ]
        write_batch(paths[-1], universes)
    return paths


def run(
    stores: Sequence[str], folder: Path, *transform: Any, path: str = "walk", mem_mb: float = LEAST
) -> None:
    field = CombinedField(
        path=path,
        transform=[],
        dimensions={"seed": SEEDS},
        grid_indices={f"u{seed}": (seed,) for seed in SEEDS},
    )
    sections = {"transform": list(transform)}
    job = TransformJob(
        plot="plot",
        fields={"walk": field},
        sections=sections,
        tags=("out",),
        operations=(),
        where=SourceMap("plot", {}),
    )
    transform_multiverse(job, stores, data=folder / "out.nc", mem_mb=mem_mb)


@pytest.mark.parametrize("mem_mb", [LEAST, 10_000], ids=["lazy", "eager"])
def test_transform_multiverse__results_of_compressed_fields_are_compressed(
    stores: Sequence[str], tmp_path: Path, mem_mb: float
) -> None:
    paths = []
    for number, store in enumerate(stores):
        paths.append(str(tmp_path / f"{number}.nc"))
        with BatchFile(store) as batch:
            universes = [
                LoadedUniverse(id=name, key=batch.entry(name).key, tree=dict(batch.members(name)))
                for name in batch.ids
            ]
            write_batch(paths[-1], universes, "zlib")
    sizes = {}
    for name, sources in {"plain": stores, "compressed": paths}.items():
        (tmp_path / name).mkdir()
        double = {"operation": "add", "args": [Tag("walk"), Tag("walk")], "tag": "out"}
        run(sources, tmp_path / name, double, mem_mb=mem_mb)
        sizes[name] = (tmp_path / name / "out.nc").stat().st_size
        assert are_compressed(tmp_path / name / "out.nc") == (name == "compressed")
    assert sizes["compressed"] < 0.8 * sizes["plain"]
    one, other = (out_of(tmp_path / name) for name in sizes)
    xr.testing.assert_identical(one, other)


def out_of(folder: Path) -> Any:
    return read_results(folder / "out.nc")["out"]


MEAN = {".mean": [Tag("walk"), "seed"], "tag": "mean"}


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ([{"pass": Tag("mean"), "tag": "out"}], walk(0) + np.mean(SEEDS)),
        ([{"sub": [Tag("walk"), Tag("mean")], "tag": "out"}], [np.array(SEEDS) - np.mean(SEEDS)]),
    ],
    ids=["mean", "anomaly"],
)
def test_transform_multiverse__stays_below_the_memory(
    stores: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    nodes: list[Any],
    expected: Any,
) -> None:
    monkeypatch.setattr(lazy, "CHUNK_BYTES", 2**21)
    run(stores[:1], tmp_path, MEAN, *nodes)  # what is imported does not count
    tracemalloc.start()
    try:
        run(stores, tmp_path, MEAN, *nodes)
        assert tracemalloc.get_traced_memory()[1] < 20e6
    finally:
        tracemalloc.stop()
    found = out_of(tmp_path)
    np.testing.assert_allclose(found, np.broadcast_to(np.transpose(expected), found.shape))


@pytest.mark.parametrize(
    ("node", "needs"),
    [
        ({"np.asarray": Tag("walk")}, "needs the whole array: 40 MB"),
        ({".values": Tag("walk")}, "needs the whole array: 40 MB"),
        ({"xr.apply_ufunc": [np.sort, Tag("walk")]}, "needs the whole array: 40 MB"),
        ({".median": [Tag("walk"), "time"]}, "puts chunks together: up to 40 MB in memory"),
        ({".sum": Tag("walk")}, None),
        ({"add": [Tag("walk"), 1]}, None),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_transform_multiverse__says_what_needs_the_whole_array(
    stores: list[str],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    node: dict[str, Any],
    needs: str | None,
) -> None:
    steps = [node, {"np.sum": Previous(), "tag": "out"}]
    with caplog.at_level(logging.INFO):
        run(stores, tmp_path, *steps)
    lazily = out_of(tmp_path)
    run(stores, tmp_path, *steps, mem_mb=float("inf"))
    eager = out_of(tmp_path)
    np.testing.assert_allclose(lazily, eager)
    assert "walk: 40 MB are evaluated lazily" in caplog.text
    said = [record.getMessage() for record in caplog.records if "operation" in record.getMessage()]
    if needs is None:
        assert not said
    else:
        (message,) = said
        assert message == f": plot.transform[0]: operation {next(iter(node))!r} {needs}"


def test_transform_multiverse__beside_the_whole_data_tree(
    stores: list[str], tmp_path: Path
) -> None:
    one = {"getitem": [Tag("dm"), "universes/3/walk"]}
    difference = {"sub": [Tag("walk"), Previous()], "tag": "out"}
    run(stores, tmp_path, one, difference)
    found = out_of(tmp_path)
    np.testing.assert_allclose(found[5], np.full(VALUES, 2.0))


def test_transform_multiverse__says_where_a_field_is_that_no_universe_has(
    stores: list[str], tmp_path: Path
) -> None:
    message = r"plot\.select_and_combine\.fields\.walk: None of the .* Did you mean 'walk'"
    with pytest.raises(TransformError, match=message):
        run(stores, tmp_path, {"pass": Tag("walk"), "tag": "out"}, path="wall")
