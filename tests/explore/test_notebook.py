"""The notebook of the documentation runs as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import sweeps
from support.paths import ROOT
from support.projects import sweeps_project

jupytext = pytest.importorskip("jupytext")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")


def test_notebook__runs_and_shows_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sweeps.numbered_sweep(tmp_path / "sweep", seeds=2, num_steps=10)
    project = sweeps_project(tmp_path / "project", tmp_path / "sweep")
    project.snakemake("mean_random_walk", "convert")
    notebook = jupytext.read(ROOT / "docs" / "notebook.md")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "scripts"))
    monkeypatch.delenv("MPLBACKEND", raising=False)
    client = nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3")
    client.execute(cwd=str(project.path))
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    results = [output["data"] for output in outputs if "data" in output]
    assert any("Stored fields" in data["text/plain"] for data in results)
    assert sum("image/png" in data for data in results) >= 2
    printed = "".join(output.get("text", "") for output in outputs)
    assert "title: Mean of all seeds" in printed
