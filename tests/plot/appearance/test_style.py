from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib
import pytest

from paraverse.errors import Location, PlotError
from paraverse.plot.appearance.style import DEFAULTS, style_context


def where(*keys: str | int) -> Location:
    return Location("plots.yaml", 7, ("energy", *keys))


def parameters(style: dict[str, Any], defaults: dict[str, Any] | None = None) -> Any:
    with style_context(style, defaults, where):
        return dict(matplotlib.rcParams)


def test_style_context__updates_the_defaults_in_order(tmp_path: Path) -> None:
    (tmp_path / "rc.yml").write_text("lines.linewidth: 4\nlines.markersize: 4\n")
    (tmp_path / "mine.mplstyle").write_text("lines.linewidth: 5\nfont.size: 5\n")
    dark: Any = matplotlib.style.library["dark_background"]
    style = {
        "base_style": ["ggplot", "dark_background"],
        "rc_file": str(tmp_path / "rc.yml"),
        "lines.markersize": 3,
    }
    resolved = parameters(style, {"errorbar.capsize": 7, "lines.markersize": 9})
    assert resolved["axes.facecolor"] == dark["axes.facecolor"]
    assert resolved["axes.axisbelow"] == matplotlib.style.library["ggplot"]["axes.axisbelow"]
    assert (resolved["lines.linewidth"], resolved["lines.markersize"]) == (4, 3)
    assert resolved["errorbar.capsize"] == 7
    assert resolved["figure.constrained_layout.use"]
    assert parameters({"rc_file": str(tmp_path / "mine.mplstyle")})["font.size"] == 5


def test_style_context__ignores_defaults_if_configured() -> None:
    resolved = parameters({"ignore_defaults": True, "font.size": 12}, {"lines.linewidth": 7})
    different = {key for key, value in resolved.items() if value != matplotlib.rcParamsDefault[key]}
    assert different - {"backend", "backend_fallback"} == {"font.size", "svg.hashsalt"}


def test_style_context__default_is_the_style_of_matplotlib() -> None:
    style = {"base_style": ["ggplot", "default"], "font.size": 12}
    resolved = parameters(style, {"lines.linewidth": 7})
    different = {key for key, value in resolved.items() if value != matplotlib.rcParamsDefault[key]}
    assert different - {"backend", "backend_fallback"} == {"font.size", "svg.hashsalt"}
    resolved = parameters({"base_style": ["default", "ggplot"]})
    assert resolved["axes.grid"]
    assert not resolved["figure.constrained_layout.use"]


def test_style_context__styles_of_seaborn_exist() -> None:
    assert parameters({"base_style": "seaborn-v0_8-whitegrid"})["axes.grid"]


def test_style_context__is_restored() -> None:
    before = dict(matplotlib.rcParams)
    parameters({"lines.linewidth": 7})
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize(
    ("style", "message"),
    [
        ({"base_style": "ggplt"}, "energy.style.base_style: .*Did you mean 'ggplot'"),
        (
            {"base_style": ["ggplot", "mine"]},
            "energy.style.base_style: .*no style 'mine'. Allowed: .*bmh",
        ),
        ({"lines.linewdith": 1}, "energy.style.lines.linewdith: .*Did you mean 'lines.linewidth'"),
        ({"lines.linewidth": "thick"}, "energy.style.lines.linewidth: .*thick"),
        ({"rc_file": "missing.yml"}, "energy.style.rc_file: missing.yml"),
        ({"rc_file": "missing.mplstyle"}, "energy.style.rc_file: .*missing.mplstyle"),
    ],
)
def test_style_context__wrong_parameters(style: dict[str, Any], message: str) -> None:
    with pytest.raises(PlotError, match=f"plots.yaml:7: {message}"):
        parameters(style)


def test_defaults__tell_more_lines_apart_than_there_are_colors() -> None:
    cycle = list(DEFAULTS["axes.prop_cycle"])
    looks = {(item["color"], item["linestyle"]) for item in cycle}
    assert len(looks) == len(cycle) >= 28
    assert len({item["color"] for item in cycle[:7]}) == 7
