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


def test_find_snakefile__says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snakefile, "__file__", str(tmp_path / "a" / "b" / "c" / "snakefile.py"))
    with pytest.raises(ParaverseError, match="pip install -e CLONE"):
        find_snakefile()
