"""The program `paraverse`."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse import __version__
from paraverse.commands.main import COMMANDS, main
from support.plans import SIMULATED, SPACE
from support.projects import MakeFiles


def test_main__without_project_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--directory", str(tmp_path), "tree"]) == 1
    assert "config/config.yaml\n    This file does not exist" in capsys.readouterr().err


def test_main__finds_the_project_from_a_folder_in_it(
    files: MakeFiles, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = {"config/config.yaml": SIMULATED, "config/plots.yaml": "", "space.yaml": SPACE}
    monkeypatch.chdir(files(contents) / "config")
    assert main(["tree"]) == 0
    assert "6 universes" in capsys.readouterr().out


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_help__has_examples_of_the_command(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"examples:\n  paraverse {command}" in capsys.readouterr().out


def test_main__has_a_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"paraverse {__version__}\n"


def test_main__passes_on_unknown_arguments_only_to_snakemake(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["tree", "--cores", "2"])
    assert ended.value.code == 2
    assert "unrecognized arguments: --cores" in capsys.readouterr().err
