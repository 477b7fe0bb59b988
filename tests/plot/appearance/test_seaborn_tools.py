from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
import seaborn
import xarray as xr

from paraverse.plot.appearance.seaborn_tools import (
    axis_labels,
    label_axes,
    to_data_frame,
    with_reproducible_defaults,
)
from paraverse.plot.appearance.value_colors import colors_of_style
from support.drawn import energies, own_style

LINES = energies().isel(model=0, step_size=0, drop=True)


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


def test_to_data_frame__a_column_for_each_dimension() -> None:
    assert list(to_data_frame(LINES).columns) == ["time", "seed", "energy"]
    assert list(to_data_frame(xr.DataArray([1, 2], dims="x")).columns) == ["x", "value"]
    numbers = [1, 2]
    assert to_data_frame(numbers) is numbers


def test_with_reproducible_defaults__numbers_have_colors_of_the_style() -> None:
    arguments: dict[str, Any] = {"data": to_data_frame(LINES), "x": "time", "y": "energy"}
    few = with_reproducible_defaults(seaborn.lineplot, {**arguments, "hue": "seed"})
    assert list(few["palette"]) == [0, 1, 2]
    assert few["seed"] == 0
    many = with_reproducible_defaults(seaborn.lineplot, {**arguments, "hue": "energy"})
    assert many["palette"] == plt.rcParams["image.cmap"]
    assert "palette" not in with_reproducible_defaults(seaborn.lineplot, arguments)


def test_with_reproducible_defaults__colors_are_those_of_lines() -> None:
    data = to_data_frame(LINES)
    some = {"data": data[data.seed > 0], "hue": "seed"}
    palette = with_reproducible_defaults(seaborn.lineplot, some, {"seed": (0, 1, 2)})["palette"]
    assert list(palette.items()) == list(enumerate(colors_of_style(3)))[1:]
    many = to_data_frame(LINES.isel(seed=0, drop=True).expand_dims(seed=range(40)))
    defaults = with_reproducible_defaults(seaborn.lineplot, {"data": many, "hue": "seed"})
    assert len(set(defaults["palette"].values())) == 1
    assert defaults["legend"] is False


def test_with_reproducible_defaults__arguments_take_precedence() -> None:
    arguments = {"data": to_data_frame(LINES), "hue": "seed", "palette": "magma", "seed": 3}
    assert with_reproducible_defaults(seaborn.lineplot, arguments) == arguments
    assert "seed" not in with_reproducible_defaults(seaborn.scatterplot, {})


def test_with_reproducible_defaults__random_numbers_are_the_same_every_time() -> None:
    with_reproducible_defaults(seaborn.stripplot, {})
    first = np.random.random(3)
    with_reproducible_defaults(seaborn.stripplot, {})
    np.testing.assert_array_equal(np.random.random(3), first)


def test_label_axes__only_names_of_columns() -> None:
    _, (one, other) = plt.subplots(ncols=2)
    one.set(xlabel="time", ylabel="energy")
    other.set(xlabel="Count")
    label_axes([one, other], axis_labels(LINES))
    assert (one.get_xlabel(), one.get_ylabel()) == ("Time [s]", "Mean energy [J]")
    assert other.get_xlabel() == "Count"


def test_axis_labels__of_datasets_and_other_objects() -> None:
    assert axis_labels(LINES.to_dataset()) == {
        "energy": "Mean energy [J]",
        "time": "Time [s]",
        "seed": "seed",
    }
    assert axis_labels([1, 2]) == {}
