from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import pytest
import seaborn

from paraverse.errors import PlotError
from paraverse.plot.helpers.function_calls import COMMON_NAMES, call_function
from paraverse.plot.helpers.plot_helper import PlotHelper


def mark(*, ax: Any, hlpr: Any, size: int, unknown: Any) -> str:
    ax.set_title(f"{size} {hlpr.ax is ax} {unknown}")
    return "marked"


MARK = {
    "pass_axis_object_as": "ax",
    "pass_helper": True,
    "pass_helper_attrs": ["size", "unknown"],
}


@pytest.mark.parametrize(
    ("function", "funcs"), [("mark", {"mark": mark}), (mark, None)], ids=["name", "function"]
)
def test_call_function__axes_and_attributes_of_the_helper(function: Any, funcs: Any) -> None:
    hlpr = PlotHelper()
    hlpr.attrs["size"] = 3
    call = {"function": function, **MARK}
    assert call_function(hlpr, call, funcs=funcs) == "marked"
    assert hlpr.ax.get_title() == "3 True None"
    assert call == {"function": function, **MARK}


def test_call_function__in_any_module() -> None:
    hlpr = PlotHelper()
    hlpr.setup_figure()
    call_function(hlpr, {"function": ["matplotlib.pyplot", "title"], "args": ["imported"]})
    assert hlpr.ax.get_title() == "imported"


def test_call_function__only_given_functions() -> None:
    with pytest.raises(PlotError, match=r"There is no function 'plt.plot'\. Allowed: mark"):
        call_function(PlotHelper(), {"function": "plt.plot"}, funcs={"mark": mark})


def test_call_function__errors_name_the_function() -> None:
    with pytest.raises(PlotError, match=r"mark: TypeError: .*unexpected keyword argument"):
        call_function(PlotHelper(), {"function": mark, **MARK, "more": 1})


def test_common_names__exist() -> None:
    modules = {"sns": seaborn, "plt": plt}
    for name in COMMON_NAMES:
        prefix, _, function = name.partition(".")
        assert callable(getattr(modules[prefix], function))
