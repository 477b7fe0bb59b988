from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from paraverse.errors import PlotError, SkipPlot
from paraverse.plot.facet_grid.labeled_data import (
    check_encodings,
    describe_sizes,
    name_objects,
    resolve_col_wrap,
    select_labels,
    skip_nothing,
    squeeze_unused,
    to_labeled_data,
    without_infinite,
)
from support.drawn import energies, points

ENERGY = energies()


def test_to_labeled_data__labeled_data_stay_the_same() -> None:
    assert to_labeled_data(ENERGY) is ENERGY
    xr.testing.assert_identical(
        to_labeled_data([[1, 2]]), xr.DataArray(np.array([[1, 2]]), dims=("dim_0", "dim_1"))
    )
    with pytest.raises(PlotError, match="the tag `data` is a Figure"):
        to_labeled_data(Figure())


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([np.nan, np.nan], "all values are missing"),
        ([np.inf, np.nan], "all values are infinite or missing"),
        ([], r"the data have the sizes x \(0\)"),
    ],
)
def test_skip_nothing__says_why(values: list[float], reason: str) -> None:
    with pytest.raises(SkipPlot, match=f"nothing to see: {reason}"):
        skip_nothing(xr.DataArray(np.array(values), dims="x"))
    skip_nothing(xr.DataArray(np.array([*values, 1]), dims="x"))


def test_without_infinite__warns_and_skips(caplog: pytest.LogCaptureFixture) -> None:
    array = xr.DataArray([1, np.inf, -np.inf], dims="x", attrs={"units": "m"})
    expected = xr.DataArray([1, np.nan, np.nan], dims="x", attrs={"units": "m"})
    xr.testing.assert_identical(without_infinite(array), expected)
    assert "2 infinite values left out" in caplog.text
    for same in (xr.DataArray([1, 2], dims="x"), array.to_dataset(name="a")):
        assert without_infinite(same) is same
    with pytest.raises(SkipPlot):
        without_infinite(array[1:])


def test_select_labels__of_several_dimensions() -> None:
    selected = select_labels(ENERGY, {"seed": 1, "model": ["cubic"]})
    xr.testing.assert_identical(selected, ENERGY.sel(seed=1, model=["cubic"]))
    with pytest.raises(PlotError, match="sel: seed has no value 7; it has 0, 1, 2"):
        select_labels(ENERGY, {"seed": 7})


def test_squeeze_unused__dimensions_with_an_encoding_stay() -> None:
    data = ENERGY.isel(seed=[0], model=[0])
    assert squeeze_unused(data, {"col": "seed"}).dims == ("time", "seed", "step_size")
    assert squeeze_unused(data, {"files": ["seed", "model"]}).dims == ENERGY.dims


@pytest.mark.parametrize(
    ("kind", "data", "encodings", "message"),
    [
        ("line", ENERGY, {"x": "tim"}, "x: there is no 'tim' in the data.*Did you mean 'time'"),
        (None, points(), {"x": "d"}, "dimensions point .10., group .3. and the variables a, b, c"),
        ("scatter", points(), {"col": "a"}, "col: there is no 'a'"),
        ("line", ENERGY, {"x": "time", "col": "model"}, "left are time .8., seed .3., step_size"),
    ],
)
def test_check_encodings__that_do_not_fit(
    kind: str | None, data: Any, encodings: dict[str, Any], message: str
) -> None:
    with pytest.raises(PlotError, match=message):
        check_encodings(kind, data, encodings)


def test_check_encodings__that_fit() -> None:
    check_encodings(
        "line", ENERGY, {"x": "time", "hue": "seed", "col": "model", "row": "step_size"}
    )
    check_encodings("scatter", points(), {"x": "a", "y": "b", "hue": "group"})


@pytest.mark.parametrize(
    ("arguments", "resolved"),
    [
        ({"col": "time", "col_wrap": "square"}, {"col": "time", "col_wrap": 3}),
        ({"col": "time", "col_wrap": 5}, {"col": "time", "col_wrap": 5}),
        ({"col": "seed", "col_wrap": "auto"}, {"col": "seed"}),
        ({"col": "time", "row": "seed", "col_wrap": "auto"}, {"col": "time", "row": "seed"}),
        ({"col": "time", "row": "seed", "col_wrap": 2}, {"col": "time", "row": "seed"}),
    ],
)
def test_resolve_col_wrap__numbers_of_columns(
    arguments: dict[str, Any], resolved: dict[str, Any]
) -> None:
    assert resolve_col_wrap(ENERGY, arguments) == resolved


def test_describe_sizes__without_dimensions() -> None:
    assert describe_sizes(ENERGY) == "time (8), seed (3), model (2), step_size (4)"
    assert describe_sizes(xr.DataArray(0)) == "none"


def test_name_objects__names_only_what_lies_along_an_axis() -> None:
    names = np.array(["a", "b"], dtype=object)
    data = xr.DataArray(np.eye(2), {"x": names, "z": names, "t": 1}, ["x", "z"])
    named = name_objects(data.assign_coords(u=("x", names)), {"x": "x", "hue": "z"})
    assert [named[name].dtype.kind for name in ("x", "z", "u", "t")] == ["U", "O", "U", "i"]
    assert named.x.values.tolist() == ["a", "b"]
