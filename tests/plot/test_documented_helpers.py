"""The helpers in docs/helpers.md, and that each has a test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_rgb

from paraverse.plot import registry
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.interface import SPECIAL_KEYS
from paraverse.yaml_io.configuration import read_yaml
from support.paths import ROOT
from support.plot_helpers import apply_helpers

_FUNCTIONS = "paraverse.plot.helpers.functions."
OWN_HELPERS = {
    name: helper.__module__.removeprefix(_FUNCTIONS)
    for name, helper in registry.HELPERS.items()
    if helper.__module__.startswith(_FUNCTIONS)
}
"""The module of each helper; not those that other tests register."""


@pytest.fixture(autouse=True)
def _figures() -> Iterator[None]:
    yield
    plt.close("all")


def documented() -> list[tuple[str, str]]:
    """Return the helpers in the tables, with their examples."""
    text = (ROOT / "docs" / "helpers.md").read_text()
    return re.findall(r"^\| `(\w+)` \| .* \| `(\1: .*)` \|$", text, re.MULTILINE)


@pytest.mark.parametrize(("name", "example"), documented())
def test_documented_example__works(name: str, example: str, tmp_path: Path) -> None:
    (tmp_path / "example.yaml").write_text(example)
    hlpr = apply_helpers(read_yaml(tmp_path / "example.yaml").data)
    assert name in (*hlpr.available_helpers, *SPECIAL_KEYS)


def test_documentation__has_every_helper() -> None:
    assert {name for name, _ in documented()} == {*OWN_HELPERS, *SPECIAL_KEYS}


@pytest.mark.parametrize(("name", "module"), OWN_HELPERS.items())
def test_every_helper__is_in_the_tests_of_its_module(name: str, module: str) -> None:
    tests = ROOT / "tests" / "plot" / "helpers" / "functions" / f"test_{module}.py"
    assert f'"{name}"' in tests.read_text()


def test_helper__of_a_project(monkeypatch: pytest.MonkeyPatch) -> None:
    def set_background(hlpr: PlotHelper, *, color: str) -> None:
        hlpr.ax.set_facecolor(color)

    monkeypatch.setitem(registry.HELPERS, "set_background", set_background)  # restored afterwards
    registry.helper(set_background)
    hlpr = apply_helpers({"set_background": {"color": "red"}})
    assert hlpr.ax.get_facecolor()[:3] == to_rgb("red")
