"""A few damaged and hostile files; `fuzz.run` as a program takes any number."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz.inputs import HOSTILE, VALID, Input, damaged
from fuzz.run import run

HARMLESS = {
    "YAML space", "YAML controls", "JSON NaN", "HDF5 names", "empty file for yaml",
    "empty file for text", "random bytes for text", "link that leads out for fspath",
}  # fmt: skip
"""Inputs that are valid, so that nothing needs to be reported."""

SLOW = {
    "CSV wide", "CSV zeros", "CSV bomb", "npz bomb", "HDF5 multiplying", "HDF5 hard links",
    "HDF5 attributes", "HDF5 declared sum", "netCDF declared",
}  # fmt: skip
"""Inputs that take seconds, which tests of the loaders cover."""

QUICK = [one for one in HOSTILE if one.name not in SLOW]


@pytest.mark.parametrize("inputs", [QUICK[0::2], QUICK[1::2]], ids=["even", "odd"])
def test_run__hostile_files_do_not_touch_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inputs: list[Input]
) -> None:
    monkeypatch.chdir(tmp_path)
    outcomes = run(inputs, tmp_path / "runs")
    silent = {outcome.name for outcome in outcomes if outcome.kind != "reported"}
    assert silent <= HARMLESS


def test_run__damaged_files_do_not_touch_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    # libhdf5 may read a broken file in its earliest format for as long as the limit allows
    inputs = [damaged(one, seed=1) for one in VALID if "earliest" not in one.name]
    outcomes = run(inputs, tmp_path / "runs")
    assert len(outcomes) == len(inputs)
    assert {outcome.kind for outcome in outcomes} >= {"reported", "unnoticed"}
