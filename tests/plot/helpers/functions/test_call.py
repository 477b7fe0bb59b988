"""Helpers that call functions."""

from __future__ import annotations

import numpy as np

from support.plot_helpers import apply_helpers, assert_reports


def test_call__calls_functions_on_the_axes() -> None:
    hlpr = apply_helpers({"call": {"functions": [{"function": "plt.plot", "args": [[1, 2]]}]}})
    assert len(hlpr.ax.lines) == 3


def test_call__updates_shared_arguments() -> None:
    functions = [{"function": "plt.axhline"}, {"function": "plt.axhline", "y": 2}]
    hlpr = apply_helpers({"call": {"functions": functions, "y": 1, "color": "red"}})
    lines = hlpr.ax.lines[2:]
    assert [np.asarray(line.get_ydata()).tolist() for line in lines] == [[1, 1], [2, 2]]
    assert {line.get_color() for line in lines} == {"red"}


def test_figcall__calls_functions_once() -> None:
    calls: list[str] = []
    functions = [
        {"function": ["matplotlib.pyplot", "suptitle"], "args": ["All"]},
        {"function": lambda: calls.append("called")},
    ]
    hlpr = apply_helpers({"figcall": {"functions": functions}}, ncols=2)
    assert hlpr.fig.get_suptitle() == "All"
    assert calls == ["called"]


def test_call__reports_which_function_is_wrong() -> None:
    config = {"call": {"functions": [{"function": "plt.plto"}]}}
    assert_reports(config, ["call.functions[0]", "'plt.plot'"])
