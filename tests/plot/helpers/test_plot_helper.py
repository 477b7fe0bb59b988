"""The figure as plot functions see it."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest

from paraverse.plot.helpers.helper_errors import HelperError
from support.paths import ROOT
from support.plot_helpers import axes_grid, axes_titles


def test_helpers__skip_empty_axes() -> None:
    labels = {"x": "b", "skip_empty_axes": False}
    hlpr = axes_grid({"set_title": {"title": "a"}, "set_labels": labels})
    hlpr.invoke_enabled(axes="all")
    assert axes_titles(hlpr) == ["aaa", "aa-"]
    assert hlpr.axes[2, 1].get_xlabel() == "b"
    hlpr.select_axis(2, 1)
    assert hlpr.axis_is_empty


def test_invoke_helper__is_called_once_by_default() -> None:
    texts = {"set_texts": {"texts": [{"x": 0, "y": 0, "s": "a"}]}}
    hlpr = axes_grid(texts)
    hlpr.invoke_helper("set_texts")
    hlpr.invoke_helper("set_texts", axes=(1, 0), mark_disabled_after_use=False)
    hlpr.invoke_helpers("set_texts", axes=(2, 0), set_texts={"texts": []})
    hlpr.invoke_enabled(axes="all")
    assert [len(ax.texts) for ax in hlpr.axes[:, 0]] == [1, 2, 0]
    assert hlpr.ax_coords == (0, 0)


def test_errors__are_raised_or_logged(caplog: pytest.LogCaptureFixture) -> None:
    config = {"set_limits": {"x": [0]}, "set_title": {"title": "a"}}
    hlpr = axes_grid(config, raise_on_error=False)
    with caplog.at_level(logging.WARNING):
        hlpr.invoke_enabled(axes="all")
    assert "set_limits on the axes (0, 0) and 4 more of 3×2" in caplog.text
    assert axes_titles(hlpr) == ["aaa", "aa-"]
    with pytest.raises(HelperError):
        axes_grid(config, raise_on_error=False).invoke_helper("set_limits", raise_on_error=True)


def test_plot_helper__has_all_helpers_however_it_is_imported() -> None:
    code = (
        "from paraverse.compat import PlotHelper\n"
        "print(*PlotHelper(helper_defaults={'set_title': {}}).available_helpers)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "scripts",
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert {"set_title", "set_figlegend", "call", "despine"} <= set(done.stdout.split())
