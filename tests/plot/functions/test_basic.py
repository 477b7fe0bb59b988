from __future__ import annotations

import pytest
import xarray as xr

from paraverse.errors import PlotError
from paraverse.plot.functions.basic import lineplot
from support.drawn import draw, own_style


def test_lineplot__tags_and_values() -> None:
    with own_style():
        data = {"energy": xr.DataArray([1, 4, 9]), "time": [0, 10, 20]}
        (line,) = draw(lineplot, data, y="energy", x="time", fmt="r--", lw=3).ax.lines
        assert line.get_xydata().tolist() == [[0, 1], [10, 4], [20, 9]]
        assert (line.get_color(), line.get_linestyle(), line.get_linewidth()) == ("r", "--", 3)
        assert draw(lineplot, data, y=[5, 6]).ax.lines[0].get_xydata().tolist() == [[0, 5], [1, 6]]
        with pytest.raises(PlotError, match=r"y: there is no tag 'energ'\. Did you mean 'energy'"):
            draw(lineplot, data, y="energ")


def test_lineplot__dimensions_of_size_1_are_left_out() -> None:
    array = xr.DataArray([[[1, 4]]], dims=("seed", "rate", "time"))
    with own_style():
        assert draw(lineplot, {"a": array}, y="a").ax.lines[0].get_ydata().tolist() == [1, 4]
        message = r"y: lineplot draws .*; a has the dimensions seed \(2\), rate \(2\), time \(2\)"
        with pytest.raises(PlotError, match=message):
            draw(lineplot, {"a": xr.concat([array, array], "seed").isel(rate=[0, 0])}, y="a")
