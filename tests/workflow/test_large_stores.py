"""Large stores are announced."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import h5py
import numpy as np
import pytest

from paraverse.plan.plan import Plan
from paraverse.workflow import large_stores
from paraverse.workflow.large_stores import announce_stores, format_size
from support.plans import EXISTING, UNIVERSES, MakePlan

LOAD = r"""
  data:
    loader: hdf5
    glob_str: "*/data.h5"
    path_regex: ([^/]+)/data.h5
    target_path: sims/{match:}/data
"""
VALUES = 10**6


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write 48 MB to files of less than 0.5 MB, and make a disk of 1 GB."""
    monkeypatch.setattr("paraverse.plan.building.store_sizes._NEGLIGIBLE", 0)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1e9))
    for name in UNIVERSES:
        (tmp_path / "data" / name).mkdir(parents=True)
        with h5py.File(tmp_path / "data" / name / "data.h5", "w") as file:
            file.create_dataset("x", data=np.zeros(VALUES), compression="gzip")


def project(plan: MakePlan, convert: str) -> Plan:
    return plan(config=f"{EXISTING.rstrip()}{LOAD}convert: {convert}\n")


def announcement(planned: Plan) -> tuple[str, bool] | None:
    return announce_stores(planned, [batch.name for batch in planned.batches])


def test_announce_stores__nothing_if_they_are_small(plan: MakePlan) -> None:
    assert announcement(project(plan, "{fields: all, compression: none}")) is None


@pytest.mark.parametrize("limit", ["LARGE", "_MUCH"])
def test_announce_stores__what_makes_them_smaller(
    plan: MakePlan, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(large_stores, limit, 4e7)
    message, is_warning = announcement(project(plan, "{fields: all, compression: none}")) or ("", 1)
    assert not is_warning
    assert message.startswith("6 universes, 0.")
    assert (
        "MB, will take about 48 MB in results/universes, where 1.0 GB are free. With "
        "`compression: auto` under `convert`, it would be 0." in message
    )
    assert announcement(project(plan, "{fields: all, compression: auto}")) is None


@pytest.mark.parametrize(
    ("convert", "advice"),
    [
        ("{fields: all}", "With `fields: used` under `convert`, only what plots need is stored."),
        ("{}", "To compress everything, set `compression: zlib` under `convert`."),
        ("{compression: zlib}", "Plots that need fewer fields make it smaller."),
    ],
)
def test_announce_stores__advice_if_compression_is_kept(
    plan: MakePlan, monkeypatch: pytest.MonkeyPatch, convert: str, advice: str
) -> None:
    monkeypatch.setattr(large_stores, "LARGE", 0)
    message, _ = announcement(project(plan, convert)) or ("", False)
    assert message.endswith(f"are free. {advice}")


def test_announce_stores__a_disk_that_is_too_small(
    plan: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=4e7))
    planned = project(plan, "{fields: all, compression: none}")
    message, is_warning = announcement(planned) or ("", False)
    assert is_warning
    assert "about 48 MB in results/universes, where only 40 MB are free." in message
    (batch,) = planned.batches
    Path(batch.store).parent.mkdir(parents=True)
    Path(batch.store).write_bytes(bytes(10**7))
    assert announcement(planned) is None, "the space of the store that is replaced is free then"


@pytest.mark.parametrize(
    ("nbytes", "text"),
    [(0, "0 MB"), (2e4, "0.02 MB"), (1.26e7, "13 MB"), (9.96e9, "10.0 GB"), (2.5e13, "25 TB")],
)
def test_format_size(nbytes: float, text: str) -> None:
    assert format_size(nbytes) == text
