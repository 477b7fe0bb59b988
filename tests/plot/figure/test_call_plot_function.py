"""The ways in which plot functions are called."""

from __future__ import annotations

from typing import Any

import pytest
import xarray as xr
from matplotlib.colors import Colormap as MatplotlibColormap

from paraverse import is_plot_func
from paraverse.errors import PlotError, SkipPlot
from paraverse.plot import registry
from paraverse.plot.figure.call_plot_function import (
    call_plot_function,
    resolve_placeholders,
    uses_helper,
)
from paraverse.yaml_io.placeholders import Colormap, Result
from support.figure_settings import figure_settings


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "PLOT_FUNCTIONS", dict(registry.PLOT_FUNCTIONS))


@pytest.mark.parametrize(
    ("options", "invocation", "expected"),
    [
        ({}, {}, {"data": {"a": 1}}),
        ({"unpack_dag_results": True}, {}, {"a": 1}),
        ({"unpack_dag_results": True}, {"unpack_dag_results": False}, {"data": {"a": 1}}),
    ],
)
def test_call_plot_function__passes_results(
    options: dict[str, Any], invocation: dict[str, bool], expected: dict[str, Any]
) -> None:
    calls = []

    @is_plot_func(use_dag=True, **options)
    def lines(**arguments: Any) -> None:
        calls.append(arguments)

    task = figure_settings(arguments={"color": "red"}, invocation=invocation)
    call_plot_function(lines, task, {"a": 1}, hlpr="figure")
    assert calls == [{**expected, "color": "red", "hlpr": "figure"}]


def test_call_plot_function__passes_an_object_with_all_results() -> None:
    @is_plot_func(use_dag=True, pass_dag_object_along=True)
    def lines(*, data: Any, dag: Any) -> None:
        assert dag.tags == ["a", "b"]
        assert dag.compute() == dag.compute(compute_only=None) == {"a": 1, "b": 2}
        assert dag.compute(compute_only=["b"]) == {"b": 2}
        raise SkipPlot("was called")

    with pytest.raises(SkipPlot, match="was called"):
        call_plot_function(lines, figure_settings(), {"a": 1, "b": 2})


def test_call_plot_function__passes_combined_fields_as_one_dataset() -> None:
    array = xr.DataArray([1, 2], dims="seed")
    calls = []

    @is_plot_func(creator="multiverse")
    def old(dm: Any, *, hlpr: Any, mv_data: xr.Dataset, color: str) -> None:
        calls.append((dm, mv_data))

    @is_plot_func(creator="multiverse")
    def without_manager(*, mv_data: xr.Dataset, **_: Any) -> None:
        calls.append((None, mv_data))

    for function in (old, without_manager):
        task = figure_settings(arguments={"color": "red"})
        call_plot_function(function, task, {"a": array, "n": 3}, hlpr="figure")
    assert calls == [(None, xr.Dataset({"a": array}))] * 2


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PlotError("colour: is not a color"), r"^plots.yaml:7: energy.colour: lines: colour: is"),
        (PlotError("there is no 'hot'"), r"^plots.yaml:7: energy.cmap: lines: there is no 'hot'"),
        (PlotError("no data"), r"^plots.yaml:7: energy.plot_func: lines: no data"),
        (ValueError("no data"), r"energy.plot_func: lines failed: ValueError: no data\n    arg"),
        (
            AttributeError("Line2D.set() got an unexpected keyword argument 'colour'"),
            r"energy.colour: lines failed: a line has no property 'colour'. Did you mean 'color'",
        ),
    ],
)
def test_call_plot_function__names_the_argument_to_blame(error: Exception, message: str) -> None:
    @is_plot_func(use_dag=True)
    def lines(*, data: Any, **arguments: Any) -> None:
        raise error

    task = figure_settings(arguments={"colour": 1, "cmap": "hot"})
    with pytest.raises(PlotError, match=message):
        call_plot_function(lines, task, {})


@pytest.mark.parametrize(
    ("options", "expected"),
    [(None, False), ({}, True), ({"creator": "base"}, False), ({"use_helper": False}, False)],
)
def test_uses_helper__is_the_default_of_dantro(
    options: dict[str, Any] | None, expected: bool
) -> None:
    def lines() -> None:
        pass

    assert uses_helper(lines if options is None else is_plot_func(**options)(lines)) is expected


def test_resolve_placeholders__inserts_results_and_colors() -> None:
    arguments = {"x": [Result("a")], "cmap": Colormap("viridis")}
    resolved = resolve_placeholders(
        figure_settings(arguments=arguments, style={"w": Result("b")}), {"a": 1, "b": 2}
    )
    assert resolved.arguments["x"] == [1]
    assert isinstance(resolved.arguments["cmap"], MatplotlibColormap)
    assert resolved.style == {"w": 2}
    with pytest.raises(PlotError, match=r"energy.style: there is no result 'b'. Allowed: a."):
        resolve_placeholders(figure_settings(style={"w": Result("b")}), {"a": 1})
