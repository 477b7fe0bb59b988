"""Messages about wrong plots, which `wrong_plots.yaml` collects to be read in one go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
import yaml

from paraverse.errors import ConfigError, PlotError
from paraverse.plan.plan import Plan
from paraverse.plot.figure.draw import draw_figure
from support.plans import EXISTING, MakePlan

CASES = yaml.safe_load((Path(__file__).parent / "wrong_plots.yaml").read_text())

CONFIG = f"{EXISTING}base_plots: base.yaml\nplot_functions: draw.py\n"
BASE = """\
.uni:
  creator: universe
  universes: all
  plot_func: facet_grid
  select: {data: params}
.multi:
  creator: multiverse
  plot_func: facet_grid
  select_and_combine:
    fields: {data: params/seed}
.lines:
  based_on: .multi
  kind: line
  x: time
  hue: seed
  col: size
.map:
  based_on: .multi
  kind: pcolormesh
  x: time
  y: seed
  col: size
"""
FUNCTIONS = """\
from paraverse import helper, plot_function

@plot_function(required_tags=("data",))
def draw(*, data, hlpr, color, width=1):
    pass

def forgotten(*, data, hlpr):
    pass

@helper
def shade(hlpr, *, color):
    pass
"""


def planned(plan: MakePlan, case: dict[str, str]) -> Plan:
    more = {"base.yaml": BASE, "draw.py": FUNCTIONS}
    return plan(case["plots"] + "\n", CONFIG, more=more)


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


@pytest.mark.parametrize("name", CASES["before"])
def test_plan__says_what_is_wrong_before_anything_runs(plan: MakePlan, name: str) -> None:
    case = CASES["before"][name]
    with pytest.raises(ConfigError) as error:
        planned(plan, case)
    assert lines("\n".join(map(str, error.value.problems))) == lines(case["says"])


@pytest.mark.parametrize("name", CASES["drawing"])
def test_draw__says_what_only_the_data_can_tell(plan: MakePlan, name: str, tmp_path: Any) -> None:
    case = CASES["drawing"][name]
    (plot,) = planned(plan, case).multiverse_plots
    values = np.arange(24.0).reshape(3, 2, 4)
    dims = ("seed", "size", "time")
    data = xr.DataArray(values, dims=dims, coords={"seed": range(3)}, name="energy")
    file = "figure" if plot.drawing.formats else "figure.svg"
    with pytest.raises(PlotError) as error:
        draw_figure(plot.drawing, {"data": data}, tmp_path / file)
    assert lines(str(error.value)) == lines(case["says"])
    assert not (tmp_path / file).exists()
