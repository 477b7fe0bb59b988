from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import PlotError
from paraverse.plot.functions.distributions import histogram
from support.drawn import draw, frames, own_style


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


COUNTS = xr.DataArray(
    np.arange(24).reshape(2, 3, 4),
    dims=("time", "kind", "wealth"),
    coords={"wealth": [0, 1, 3, 4], "kind": ["a", "b", "c"], "time": [0, 10]},
    name="counts",
)
ONE = COUNTS.isel(time=0, kind=0)


def bars(ax: Any) -> list[tuple[float, float, float, float]]:
    boxes = (bar.get_bbox() for bar in ax.patches)
    return [(box.x0, box.width, box.y0, box.height) for box in boxes]


def test_histogram__bars_reach_to_the_next_edge() -> None:
    ax = draw(histogram, {"counts": ONE}, x="wealth").ax
    assert bars(ax) == [(0, 1, 0, 0), (1, 2, 0, 1), (3, 1, 0, 2), (4, 1, 0, 3)]
    assert ax.get_title(loc="right") == "4 bins, sum: 6"
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("wealth", "Counts")


@pytest.mark.parametrize("widths", [0.5, [0.5] * 4, "widths"])
def test_histogram__widths(widths: Any) -> None:
    data = {"counts": ONE, "widths": xr.DataArray([0.5] * 4)}
    ax = draw(histogram, data, x="wealth", bin_widths=widths, align="center").ax
    assert [(x, width) for x, width, *_ in bars(ax)] == [
        (x - 0.25, 0.5) for x in COUNTS.wealth.values
    ]


def test_histogram__stacks() -> None:
    ax = draw(histogram, {"counts": COUNTS.isel(time=0)}, x="wealth", hue="kind").ax
    assert [bars(ax)[number][2:] for number in (1, 5, 9)] == [(0, 1), (1, 5), (6, 9)]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["a", "b", "c"]


def test_histogram__bins_can_be_added_up() -> None:
    ax = draw(histogram, {"counts": ONE}, x="wealth", coarsen_by=2).ax
    assert bars(ax) == [(0, 3, 0, 1), (3, 3, 0, 5)]


def test_histogram__frames_have_the_same_limits() -> None:
    arguments = {"x": "wealth", "hue": "kind", "frames": "time"}
    limits = [hlpr.ax.get_ylim() for hlpr in frames(histogram, {"counts": COUNTS}, **arguments)]
    assert limits == [(0, 1.05 * float(COUNTS.sum("kind").max()))] * 2


def test_histogram__wrong_arguments() -> None:
    with pytest.raises(PlotError, match=r"has the dimensions time \(2\), kind \(3\), wealth"):
        draw(histogram, {"counts": COUNTS}, x="wealth")
    with pytest.raises(PlotError, match="bin_widths: there is no tag 'width'"):
        draw(histogram, {"counts": ONE, "widths": 1}, x="wealth", bin_widths="width")
