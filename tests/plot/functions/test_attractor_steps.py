"""Steps of a bifurcation diagram."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import PlotError
from paraverse.plot.functions.attractor_steps import (
    Attractor,
    diagram_parameters,
    find_attractors,
    read_steps,
)

STATES = xr.Dataset(
    {"x": (("r", "time"), [[1.0, 1.0, 1.0], [1, 3, 1], [np.nan] * 3])},
    {"r": [0.1, 0.2, 0.3], "time": range(3)},
)


def test_find_attractors__by_the_first_step_that_is_conclusive() -> None:
    kwargs = {"fixpoint": {"abs_std": 0.1}}
    steps = read_steps(["fixpoint", ["any", "endpoint"]], {}, kwargs)
    attractors = list(find_attractors(STATES, ["r"], steps, kwargs))
    assert [(a.key, a.position) for a in attractors] == [("fixpoint", (0,)), ("any", (1,))]


def test_read_steps__own_analyses() -> None:
    def first(data: xr.Dataset, scale: float = 1) -> tuple[bool, xr.Dataset]:
        return True, scale * data.isel(time=0)

    (step,) = read_steps(["first"], {"first": first}, {"first": {"scale": 2}})
    (_, attractor, _) = find_attractors(STATES, ["r"], [step], {"first": {"scale": 2}})
    assert attractor.data.x == 2


def test_attractor__largest_variable() -> None:
    data = xr.Dataset({"x": np.nan, "y": 1.0, "z": 2.0, "w": np.nan})
    assert Attractor(key="endpoint", data=data, position=(0,)).largest == "z"


@pytest.mark.parametrize(
    ("dim", "dims", "message"),
    [
        (None, None, "dim: takes the name of one parameter, or `dims` .* neither"),
        ("r", ["r", "r"], "both of these"),
        (None, ["r"], "dims: takes a list with the names of two parameters"),
        (None, "rs", "dims: takes a list with the names of two parameters; found 'rs'"),
        (None, ["r", "tim"], "dims: there is no 'tim' .* Did you mean 'time'"),
    ],
)
def test_diagram_parameters__wrong(
    dim: str | None, dims: Sequence[str] | None, message: str
) -> None:
    with pytest.raises(PlotError, match=message):
        diagram_parameters(STATES, dim, dims)


@pytest.mark.parametrize(
    ("steps", "kwargs", "message"),
    [
        (["fixpoints"], {}, "there is no analysis 'fixpoints'. Did you mean 'fixpoint'"),
        ("fixpoint", {}, "takes a list of analyses"),
        ([["a", "b", "c"]], {}, "or pairs of them"),
        (["fixpoint"], {"fixpoin": {}}, "analysis_kwargs: found 'fixpoin'"),
        (
            ["fixpoint"],
            {"fixpoint": {"spin_up": 1}},
            "fixpoint takes no 'spin_up'. Did you mean 'spin_up_time'",
        ),
    ],
)
def test_read_steps__wrong(steps: Any, kwargs: Any, message: str) -> None:
    with pytest.raises(PlotError, match=message):
        read_steps(steps, {}, kwargs)
