"""Remarks about universes; the messages are in `commands/broken_projects.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.plan.full_check import check_project
from support.broken_project import write_project


def test_universe_remarks__list_only_some_incomplete_universes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_project(tmp_path)
    for number in range(5):
        (folder / f"data/sim_0{number}/params.yml").write_text("seed: [0\n")
    monkeypatch.chdir(folder)
    findings = check_project()
    assert findings.problems == []
    (remark,) = findings.remarks
    first, *others, more = remark.message.splitlines()
    assert first == "5 of 6 universes will be incomplete:"
    assert len(others) == 3
    assert more.strip() == "and 2 more"
