"""The first plots suit the data."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest
from paramspace import ParamDim, ParamSpace

from paraverse.jobs.transform import ParameterCoordinate
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.new_project.contents import Contents, Field
from paraverse.new_project.first_plots import FirstPlots, choose_field, choose_plots
from paraverse.plot.facet_grid.band_settings import Spread
from paraverse.sweep.parameter_space import ParameterSpace
from paraverse.yaml_io.configuration import parse_yaml
from support.found_fields import COLUMNS
from support.found_fields import found_field as field


def first_plots(main: Field, coordinates: Any = None, **sizes: int) -> FirstPlots:
    dims = {name: ParamDim(default=0, range=[size], name=name) for name, size in sizes.items()}
    base = ParameterSpace.from_pspace(ParamSpace(dims))
    space = ParameterSpace(
        dimensions={name: tuple(range(size)) for name, size in sizes.items()},
        locations=base.locations,
        coordinates=coordinates or {},
        _pspace=base._pspace,
    )
    universe = UniverseFiles(id="run_1", key="1", values=(0,), files=())
    contents = Contents(
        universes=[universe] * 3, space=space if sizes else None, fields=[main], problems=[]
    )
    chosen = choose_plots(contents)
    assert chosen is not None
    return chosen


def plots(main: Field, coordinates: Any = None, **sizes: int) -> dict[str, Any]:
    chosen = first_plots(main, coordinates, **sizes)
    plots: dict[str, Any] = parse_yaml(chosen.text, "plots.yaml").data
    assert tuple(plots) == chosen.names
    return plots


def encodings(plot: dict[str, Any]) -> dict[str, str]:
    return {k: plot[k] for k in ("kind", "x", "y", "hue", "col", "row") if k in plot}


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"beta": 3, "seed": 10}, {"kind": "line", "x": "step", "hue": "beta"}),
        ({"a": 3, "b": 2, "c": 4, "d": 9}, {"hue": "a", "col": "b", "row": "c"}),
        ({"beta": 50}, {"kind": "pcolormesh", "x": "step", "y": "beta"}),
        ({"seed": 5}, {"hue": "seed"}),
        ({"seed": 50}, {"kind": "line", "x": "step"}),
        ({"beta": 50, "gamma": 3}, {"hue": "gamma"}),
    ],
)
def test_choose_plots__of_a_series(sizes: dict[str, int], expected: dict[str, str]) -> None:
    multiverse = plots(field("data/energy", 100), **sizes)["energy_of_all"]
    assert expected.items() <= encodings(multiverse).items()


def test_choose_plots__shows_one_value_of_dimensions_without_an_encoding() -> None:
    multiverse = plots(field("e", 100), a=3, b=2, c=4, d=9)["e_of_all"]
    assert multiverse["select_and_combine"]["subspace"] == {"d": [4]}


def test_choose_plots__comments_name_other_bands() -> None:
    text = first_plots(field("y", 20), beta=3, seed=10).text
    spreads = re.findall(r"spread: (\w+)", text)
    assert len(spreads) == 2
    assert set(spreads) <= set(get_args(Spread))


def test_choose_plots__of_numbers_over_the_first_parameter() -> None:
    (multiverse,) = plots(field("final"), beta=30, kind=2, seed=3).values()
    assert encodings(multiverse) == {"kind": "line", "x": "beta", "hue": "kind"}


def test_choose_plots__of_numbers_over_a_coordinate_of_a_list() -> None:
    coordinate = ParameterCoordinate(dims=("point",), values=tuple(range(30)))
    (multiverse,) = plots(field("final"), {"alpha": coordinate}, point=30).values()
    assert encodings(multiverse) == {"kind": "scatter", "x": "alpha"}


def test_choose_plots__of_a_grid_of_cells() -> None:
    both = plots(field("cells", 10, 8, 9), beta=3)
    assert encodings(both["cells"]) == {"kind": "pcolormesh", "x": "index_1", "y": "index_2"}
    assert encodings(both["cells_of_all"]) == {"kind": "line", "x": "step", "hue": "beta"}


@pytest.mark.parametrize("shape", [(100, 3), (3, 100)])
def test_choose_plots__of_a_few_series_in_one_field(shape: tuple[int, int]) -> None:
    both = plots(field("sir", *shape), beta=3)
    x, few = ("step", "index_1") if shape[0] == 100 else ("index_1", "step")
    assert encodings(both["sir"]) == {"kind": "line", "x": x, "hue": few}
    assert encodings(both["sir_of_all"]) == {"kind": "line", "x": x, "hue": "beta", "col": few}
    assert ".mean" not in str(both["sir_of_all"])


def test_choose_plots__of_columns_with_names() -> None:
    both = plots(field("sir", 8, 7, dims=("t", "columns"), names=COLUMNS), beta=3, a=2, b=2)
    assert encodings(both["sir"]) == {"kind": "line", "x": "t", "hue": "columns"}
    multiverse = both["sir_of_all"]
    assert encodings(multiverse) == {
        "kind": "line",
        "x": "t",
        "hue": "beta",
        "col": "a",
        "row": "b",
    }
    few = plots(field("sir", 8, 3, dims=("t", "columns"), names=COLUMNS), beta=3, a=2, b=2)
    assert {"col": "columns", "row": "a"}.items() <= encodings(few["sir_of_all"]).items()
    assert few["sir_of_all"]["select_and_combine"]["subspace"] == {"b": [1]}


def test_choose_plots__without_a_sweep_only_of_universes() -> None:
    assert list(plots(field("data/y", 10))) == ["y"]


def test_choose_field__prefers_series_that_are_no_times() -> None:
    fields = [
        field("time", 9), field("x0", 9, is_coordinate=True), field("grid", 9, 9),
        field("still", 9, is_constant=True), field("energy", 9), field("empty", 0),
    ]  # fmt: skip
    main = choose_field(fields)
    assert main is not None
    assert main.path == "energy"
    assert choose_field([]) is None


def test_choose_field__prefers_what_can_be_combined_and_has_a_name() -> None:
    agent, several = field("agents/7", 9), field("grid", 9, 9)
    growing = field("walk", 9, is_combinable=False)
    assert choose_field([growing, agent, several]) is several
    assert choose_field([growing, agent]) is agent
    assert choose_field([growing]) is growing
