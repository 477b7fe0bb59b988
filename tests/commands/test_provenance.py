"""`paraverse provenance` as users type it; the test in `end_to_end` rebuilds figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from paraverse.commands.main import main
from paraverse.plot.saving import save_figure
from paraverse.provenance.carried import carrying
from paraverse.provenance.document import SharedDocument
from support.carried_provenance import COMMON, make_figure

FILES = {
    "config/config.yaml": {"text": "data_dir: data\n"},
    "config/plots.yaml": {"text": "mean: {}\n"},
}


@pytest.fixture
def figure(tmp_path: Path) -> Path:
    path = tmp_path / "mean.png"
    document = {
        **COMMON,
        "plot": {"name": "mean", "creator": "multiverse", "function": "facet_grid"},
        "command": "paraverse run mean",
        "environment": {"python": "2.7", "paraverse": "1.0", "packages": {}},
        "files": FILES,
    }
    with carrying(SharedDocument(document)):
        save_figure(make_figure(), path, "mean")
    return path


def test_provenance__prints(figure: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["provenance", str(figure)]) == 0
    out = capsys.readouterr().out
    assert "plot          mean\n" in out
    assert "made again by paraverse run mean\n" in out
    assert main(["provenance", str(figure), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["code"] == COMMON["code"]


def test_provenance__extracts_and_says_what_to_do(
    figure: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = figure.parent / "a folder"
    assert main(["provenance", str(figure), "--extract", str(folder)]) == 0
    captured = capsys.readouterr()
    assert "(figure: 2.7)" in captured.err
    assert captured.out == (
        f"Wrote the project of the figure to {folder}.\n"
        "It reads universes that exist: link their folder, or copy it, for example by\n"
        f"    ln -s /path/to/the/universes '{folder}/data'\n"
        "To make the figure again, which runs the code that it carries:\n"
        f"    cd '{folder}'\n"
        "    paraverse run mean\n"
    )
    assert (folder / "config" / "plots.yaml").read_text() == "mean: {}\n"
    sweep = figure.parent / "sweep"
    sweep.mkdir()
    other = figure.parent / "other"
    command = ["provenance", str(figure), "--extract", str(other), "--data", str(sweep)]
    assert main(command) == 0
    assert "ln -s" not in capsys.readouterr().out
    assert (other / "data").resolve() == sweep


@pytest.mark.parametrize(
    "wrong",
    [
        {"files": {**FILES, "config": {"text": "a file and a folder"}}},
        {"files": {**FILES, "a.bin": {"base64": 1}}},
        {"files": [1], "repository": 1, "inputs": []},
        {"inputs": {"universes": {"files": {"u": 1}}}, "files": FILES},
    ],
)
def test_provenance__that_somebody_has_written(
    wrong: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.png"
    with carrying(SharedDocument({**COMMON, **wrong})):
        save_figure(make_figure(), path, "a")
    assert main(["provenance", str(path), "--extract", str(tmp_path / "project")]) == 1
    assert "a.png: its provenance cannot be used: " in capsys.readouterr().err


def test_provenance__of_a_figure_without(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_figure(make_figure(), tmp_path / "a.png", "a")
    assert main(["provenance", str(tmp_path / "a.png")]) == 1
    assert "a.png carries no provenance. It was made by" in capsys.readouterr().err
    assert main(["provenance", "a.png", "--data", "sweep"]) == 1
    assert "--data needs --extract" in capsys.readouterr().err
