"""Mistakes in the arguments of plot functions are found before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.config.plots import PlotConfig
from paraverse.plan.checks.arguments import argument_problems, argument_remarks
from paraverse.plot.registry import PLOT_FUNCTION_DECORATORS
from paraverse.user_code.plot_function_files import find_builtin_files
from paraverse.user_code.registered import Registrations
from paraverse.user_code.registrations import find_registrations
from paraverse.yaml_io.configuration import parse_yaml

CODE = """\
from paraverse import make_facet_grid_plot, plot_function

@plot_function
def closed(*, data, hlpr, needed, color=None):
    pass

@plot_function
def open(*, data, hlpr, linewidth=1, **kwargs):
    pass

@plot_function(dimension_arguments=("over",))
def dims(*, data, hlpr, over=None):
    pass

@make_facet_grid_plot(map_as="dataset", encodings=("x",))
def drawer(ds, *, hlpr, x):
    pass
"""


@pytest.fixture(scope="module")
def functions(tmp_path_factory: pytest.TempPathFactory) -> Registrations:
    file = tmp_path_factory.mktemp("functions") / "draw.py"
    file.write_text(CODE)
    return find_registrations([*find_builtin_files(), file], PLOT_FUNCTION_DECORATORS)


def find(functions: Registrations, name: str, keys: str) -> list[str]:
    file = parse_yaml(f"p: {{plot_func: {name}, {keys}}}\n", "plots.yaml")
    plot = PlotConfig(name="p", values=file.data["p"], origins=((file, "p"),))
    kinds = {n: f for n, f in functions.functions.items() if Path(f.file).stem == "draw"}
    drawers = Registrations(functions={"drawer": kinds["drawer"]}, open_files={})
    found = argument_problems(plot, functions.functions.get(name), drawers)
    return [str(problem).partition("\n    ")[2] for problem in found]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("closed", "needed: 1, color: red"),
        ("open", "anything: 1"),
        ("facet_grid", "kind: line, x: time, hue: ~, col_wrap: auto, add_legend: true"),
        ("facet_grid", "kind: {2: line, 3: drawer}"),
        ("facet_grid", "kind: quiver, col_wrap: 3"),
        ("facet_grid", "kind: line, yscale: log, zscale: log"),
        ("facet_grid", "band: seed"),
        ("facet_grid", "categorical: [x, y]"),
        ("facet_grid", "categorical: false"),
        ("facet_grid", "band: {dims: [seed, rep], quantiles: [0.1, 0.9], alpha: 0.3}"),
        ("dims", "over: time"),
        ("drawer", "x: 3, y: 4"),
        ("unparsed", "x: 3"),
        ("facet_grid", "creator_init_kwargs: {style: {}}, invocation_options: {}"),
    ],
)
def test_argument_problems__right_arguments_pass(
    functions: Registrations, name: str, keys: str
) -> None:
    assert find(functions, name, keys) == []


@pytest.mark.parametrize(
    ("name", "keys", "message"),
    [
        ("closed", "needed: 1, colour: red", "closed takes no 'colour'. Did you mean 'color'?"),
        ("closed", "color: red", "closed needs the argument 'needed'."),
        ("open", "linewidht: 1", "Unknown argument 'linewidht'. Did you mean 'linewidth'?"),
        (
            "facet_grid",
            "add_legned: 1",
            "Unknown argument 'add_legned'. Did you mean 'add_legend'?",
        ),
        (
            "multiplot",
            "to_plot: [], yscale: log",
            "multiplot takes no 'yscale'. Use the helper `set_scales`: "
            "`helpers: {set_scales: {y: log}}`.",
        ),
        ("facet_grid", "plot_fun: x", "Unknown key 'plot_fun'. Did you mean 'plot_func'?"),
        ("facet_grid", "x: 3", "Takes the name of a dimension; found 3."),
        ("dims", "over: 3", "Takes the name of a dimension; found 3."),
        ("facet_grid", "kind: lien", "'lien' is not a kind. Did you mean 'line'?"),
        ("facet_grid", "kind: {2: drawr}", "'drawr' is not a kind. Did you mean 'drawer'?"),
        ("facet_grid", "categorical: seed", "Takes x, y, a list of these, true, false or auto;"),
        ("facet_grid", "band: 3", "Takes a dimension, a list of dimensions, or a mapping with"),
        ("facet_grid", "band: {dims: seed, spred: std}", "There is no 'spred'. Did you mean"),
        ("facet_grid", "col_wrap: many", "Takes a number of columns, `auto` or `square`; found"),
        (
            "facet_grid",
            "creator_init_kwargs: {stile: {}}",
            "Unknown key 'stile'. Did you mean 'style'?",
        ),
        (
            "facet_grid",
            "invocation_options: {unpack_dag_result: true}",
            "Unknown key 'unpack_dag_result'. Did you mean 'unpack_dag_results'?",
        ),
    ],
)
def test_argument_problems__mistakes(
    functions: Registrations, name: str, keys: str, message: str
) -> None:
    (problem,) = find(functions, name, keys)
    assert problem.startswith(message)


@pytest.mark.parametrize(("keys", "count"), [("col_wrap: 2, row: x", 1), ("col_wrap: 2", 0)])
def test_argument_remarks__columns_beside_rows(
    functions: Registrations, keys: str, count: int
) -> None:
    file = parse_yaml(f"p: {{plot_func: facet_grid, {keys}}}\n", "plots.yaml")
    plot = PlotConfig(name="p", values=file.data["p"], origins=((file, "p"),))
    assert len(list(argument_remarks(plot, functions.functions["facet_grid"]))) == count
