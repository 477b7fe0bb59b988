"""Sections of transformations, and where they are written."""

from __future__ import annotations

import pytest

from paraverse.errors import KeyPath
from paraverse.plan.reading.plot_sections import (
    section_locator,
    selected_path_location,
    source_map,
    transform_sections,
    verbosity,
)
from support.plans import read_plot

PLOT = """\
mean:
  dag_options:
    verbosity: 2
    define: {half: 0.5}
    select_path_prefix: data
  select:
    walk: {path: x}
    seed: params/seed
  transform: [.mean]
"""


def test_transform_sections__of_the_plot_and_of_its_options() -> None:
    assert transform_sections(read_plot(PLOT)) == {
        "define": {"half": 0.5},
        "select_path_prefix": "data",
        "select": {"walk": {"path": "x"}, "seed": "params/seed"},
        "transform": [".mean"],
    }


def test_transform_sections__plot_takes_precedence() -> None:
    plot = read_plot("p: {dag_options: {define: {a: 1}}, define: {b: 2}}")
    assert transform_sections(plot) == {"define": {"b": 2}}


@pytest.mark.parametrize(
    ("keys", "location"),
    [
        (("define", "half"), "plots.yaml:4: mean.dag_options.define.half"),
        (("transform", 0), "plots.yaml:9: mean.transform[0]"),
    ],
)
def test_section_locator__finds_options(keys: KeyPath, location: str) -> None:
    assert str(section_locator(read_plot(PLOT))(*keys)) == location


@pytest.mark.parametrize(
    ("tag", "location"),
    [
        ("walk", "plots.yaml:7: mean.select.walk.path"),
        ("seed", "plots.yaml:8: mean.select.seed"),
    ],
)
def test_selected_path_location__long_and_short_form(tag: str, location: str) -> None:
    assert str(selected_path_location(read_plot(PLOT), ("select", tag))) == location


def test_source_map__finds_options_under_their_own_name() -> None:
    locations = source_map(read_plot(PLOT))
    assert str(locations("define", "half")) == "plots.yaml:4: mean.define.half"
    assert str(locations("helpers")) == "plots.yaml:1: mean.helpers"


@pytest.mark.parametrize(
    ("options", "expected"), [("{verbosity: 3}", 3), ("{verbosity: high}", 0), ("~", 0)]
)
def test_verbosity__number_or_0(options: str, expected: int) -> None:
    assert verbosity(read_plot(f"p: {{dag_options: {options}}}")) == expected
