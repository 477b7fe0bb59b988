"""The Snakefile that belongs to this library."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.errors import ParaverseError
from paraverse.workflow import snakefile
from paraverse.workflow.snakefile import find_snakefile
from support.paths import ROOT


def test_find_snakefile__is_that_of_the_clone() -> None:
    assert find_snakefile() == ROOT / "Snakefile"


def test_find_snakefile__is_an_installed_one_without_a_clone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "workflow_files" / "rules").mkdir(parents=True)
    (tmp_path / "workflow_files" / "rules" / "common.smk").write_text("")
    monkeypatch.setattr(snakefile, "_FOLDERS", (tmp_path / "no", tmp_path / "workflow_files"))
    assert find_snakefile() == tmp_path / "workflow_files" / "Snakefile"


def test_find_snakefile__says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snakefile, "_FOLDERS", (tmp_path,))
    with pytest.raises(ParaverseError, match="pip install"):
        find_snakefile()
