"""The order of problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.plan.full_check import check_project
from support.broken_project import write_project


def test_causes_first__configuration_then_code_then_bases_then_plots(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_project(tmp_path)
    for file, old, new in (
        ("plots.yaml", "- .mean:", "- .maen:"),
        ("base_plots.yaml", "kind: pcolormesh", "kind: map"),
        ("operations.py", "def deviation(data", "def increment(data"),
        ("config.yaml", "plot_functions:", "only: nothing\nplot_functions:"),
    ):
        path = folder / "config" / file
        path.write_text(path.read_text().replace(old, new))
    monkeypatch.chdir(folder)
    files = [problem.location.file for problem in check_project().problems]
    assert list(dict.fromkeys(files)) == [
        "config/config.yaml",
        "config/operations.py",
        "config/base_plots.yaml",
        "config/plots.yaml",
    ]
