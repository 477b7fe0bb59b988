"""The files that the workflow catalog and snakedeploy look for."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from paraverse.plan.full_check import check_project
from support.paths import ROOT


def test_catalog__is_told_how_to_use_the_workflow() -> None:
    usage = yaml.safe_load((ROOT / ".snakemake-workflow-catalog.yml").read_text())["usage"]
    assert usage["mandatory-flags"]["desc"]
    assert usage["software-stack-deployment"] == {"conda": True}
    assert usage["report"] is True
    assert (ROOT / "config" / "README.md").is_file()


@pytest.mark.parametrize("folder", ["", ".test"])
def test_projects_of_the_repository__have_no_mistakes(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(ROOT, folder))
    assert check_project(check_packages=False).problems == []
