"""The model of the example."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import h5py
import yaml

from support.paths import ROOT

MODEL = ROOT / "scripts" / "paraverse" / "new_project" / "example" / "model.py"


def test_model__writes_a_series_with_a_labeled_dimension(tmp_path: Path) -> None:
    parameters = {
        "seed": 1, "people": 100, "infected_at_start": 5, "steps": 30, "beta": 0.5, "gamma": 0.1,
    }  # fmt: skip
    (tmp_path / "params.yml").write_text(yaml.dump(parameters))
    command = [sys.executable, str(MODEL), str(tmp_path / "params.yml"), str(tmp_path)]
    subprocess.run(command, check=True)
    with h5py.File(tmp_path / "data.h5") as file:
        assert file["infected"].shape == (30,)
        assert list(file["infected"].attrs["dims"]) == ["step"]
        assert (file["infected"][:] + file["susceptible"][:] <= 100).all()
