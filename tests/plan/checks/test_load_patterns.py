"""Entries of `load` that find nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.plan.full_check import check_project
from support.broken_project import write_project

LOG = """
  log:
    loader: text
    glob_str: "*/sim.log"
    path_regex: ([^/]+)/sim.log
    target_path: sims/{match:}/log
  table:
    loader: text
    glob_str: table.csv
    target_path: table
"""


def test_unmatched_patterns__are_remarks_as_files_may_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_project(tmp_path)
    config = folder / "config/config.yaml"
    config.write_text(config.read_text().replace("\nbase_plots", f"{LOG}base_plots"))
    monkeypatch.chdir(folder)
    findings = check_project()
    assert findings.problems == []
    log, table = findings.remarks
    assert log.location.path == ("load", "log", "glob_str")
    assert log.message.endswith("so universes have no 'log'.")
    assert table.message == "No file below 'data' matches 'table.csv', so nothing is loaded."
