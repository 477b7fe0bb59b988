"""`paraverse tree`; what it prints is tested with `paraverse.explore`."""

from __future__ import annotations

import pytest

from paraverse.commands.main import main
from support.projects import Project


def test_tree__prints_all_members_of_a_universe_only_if_asked(
    existing: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--directory", str(existing.path), "tree", "sim_12"]) == 0
    condensed = capsys.readouterr().out
    assert main(["--directory", str(existing.path), "tree", "--full", "sim_12"]) == 0
    full = capsys.readouterr().out
    assert " more)" in condensed
    assert " more)" not in full
