"""A plot with the values of what it is based on: their locations, and what they are for."""

from __future__ import annotations

import pytest

from paraverse.config.plots import PlotConfig
from paraverse.config.read_plots import read_plots
from paraverse.errors import KeyPath, Location
from support.projects import MakeFiles

PLOTS = """\
mean:
  based_on: [lines, mean_base]
  x: time
  helpers:
    set_title:
      title: A
"""
BASE = """\
lines:
  kind: line
  x: step
  helpers:
    set_limits:
      x: [0, 1]

mean_base:
  based_on: root
  hue: seed

root:
  select:
    data: {path: data/x}
"""


def read(files: MakeFiles, plots: str, *bases: str) -> dict[str, PlotConfig]:
    """Read plots.yaml, with base_0.yaml, base_1.yaml, …; the last base is searched first."""
    names = [f"base_{i}.yaml" for i in range(len(bases))]
    files({"plots.yaml": plots, **dict(zip(names, bases, strict=True))})
    plots_in_file, _ = read_plots("plots.yaml", names, lambda key: Location("config.yaml"))
    return {plot.name: plot for plot in plots_in_file}


@pytest.mark.parametrize(
    ("keys", "location"),
    [
        ((), "plots.yaml:1: mean"),
        (("x",), "plots.yaml:3: mean.x"),
        (("helpers", "set_title", "title"), "plots.yaml:6: mean.helpers.set_title.title"),
        (("kind",), "base_0.yaml:2: mean.kind"),
        (("helpers", "set_limits", "x", 1), "base_0.yaml:6: mean.helpers.set_limits.x[1]"),
        (("hue",), "base_0.yaml:10: mean.hue"),
        (("select", "data", "path"), "base_0.yaml:14: mean.select.data.path"),
        (("select", "data", "transform"), "base_0.yaml:14: mean.select.data.transform"),
        (("nowhere", 3), "plots.yaml:1: mean.nowhere[3]"),
    ],
)
def test_where__leads_through_bases(files: MakeFiles, keys: KeyPath, location: str) -> None:
    plots = read(files, PLOTS, BASE)
    assert str(plots["mean"].where(*keys)) == location


def test_where__of_a_value_that_replaces_that_of_a_base(files: MakeFiles) -> None:
    base = "one:\n  x: 1\n  select:\n    data:\n      path: data/x\nother:\n  x: 2\n"
    plots = read(files, "a:\n  based_on: [one, other]\n  select:\n    data: data/y\n", base)
    assert plots["a"].values == {"x": 2, "select": {"data": "data/y"}}
    assert str(plots["a"].where("select", "data", "path")) == "plots.yaml:4: a.select.data.path"
    assert str(plots["a"].where("x")) == "base_0.yaml:7: a.x"


def test_data_and_arguments__divide_the_keys(files: MakeFiles) -> None:
    text = """\
a:
  creator: universe
  universes: all
  module: .generic
  plot_func: facet_grid
  select: {data: x}
  transform: []
  define:
  compute_only: [data]
  helpers: {set_title: {title: A}}
  file_ext: png
  style: {figure.dpi: 3}
  kind: line
  x: time
  plot_func_kwargs: {x: step, linewidth: 2}
"""
    plots = read(files, text)
    assert plots["a"].data() == {"select": {"data": "x"}, "transform": [], "compute_only": ["data"]}
    assert plots["a"].arguments() == {"kind": "line", "x": "step", "linewidth": 2}
