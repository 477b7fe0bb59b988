from __future__ import annotations

from collections.abc import Iterator

import pytest

from paraverse.plot.facet_grid.separate_files import SeparateFiles
from paraverse.plot.functions.generic import facet_grid
from support.drawn import draw, energies, own_style


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


def test_request_separate_files__one_for_each_combination_of_values() -> None:
    with pytest.raises(SeparateFiles) as files:
        draw(facet_grid, energies(), kind="auto", auto_encoding=True, files=["model", "seed"],
             sel={"time": [0, 10]})  # fmt: skip
    figures = files.value.figures
    assert list(figures)[:2] == ["seed~0_model~linear", "seed~1_model~linear"]
    arguments = figures["seed~1_model~linear"]
    assert arguments["sel"] == {"time": [0, 10], "model": "linear", "seed": 1}
    hlpr = draw(facet_grid, energies(), **arguments)
    assert hlpr.ax.get_title() == "seed = 1, model = linear"
