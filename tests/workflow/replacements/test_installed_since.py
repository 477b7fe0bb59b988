"""Packages and programs that were installed after a figure failed for them."""

from __future__ import annotations

import shutil

import pytest

from paraverse.workflow.replacements.installed_since import installed_since


@pytest.mark.parametrize(
    ("message", "package"),
    [
        ("facet_grid failed: ModuleNotFoundError: No module named 'numpy'", "numpy"),
        ("This plot needs numpy: `pip install numpy`, or add it to envs/analysis.yaml.", "numpy"),
        ("The operation 'expression' needs the package numpy.", "numpy"),
        ("No module named 'package_that_is_missing'", None),
        ("No module named 'numpy.missing'", None),
        ("ValueError: too long", None),
    ],
)
def test_installed_since__of_packages(message: str, package: str | None) -> None:
    assert installed_since(["ValueError", message]) == package


def test_installed_since__of_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    messages = ["p.animation.writer: ffmpeg is not installed: get it with conda"]
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert installed_since(messages) is None
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    assert installed_since(messages) == "ffmpeg"
