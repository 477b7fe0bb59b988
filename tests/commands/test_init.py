"""`paraverse init`."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.commands.main import main
from support.odd_layouts import folder_names


def test_init__writes_the_example_and_says_how_to_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "new")]) == 0
    output = capsys.readouterr().out
    assert "Wrote .gitignore, README.md, config/config.yaml" in output
    assert output.splitlines()[-1] == f"Next: cd {tmp_path / 'new'} && paraverse run"


def test_init__looks_at_existing_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder_names(tmp_path / "output")
    project = tmp_path / "new"
    assert main(["init", str(project), "--from", str(tmp_path / "output")]) == 0
    assert "swept: beta (2: 0.1, 0.33), gamma (2: 0.2, 0.4)" in capsys.readouterr().out
    assert "data_dir: ../output\n" in (project / "config" / "config.yaml").read_text()


def test_init__refuses_what_is_a_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path)]) == 0
    assert main(["init", str(tmp_path)]) == 1
    assert "nothing is overwritten" in capsys.readouterr().err
